r"""Answers embedded in a text (Moodle's cloze), read and written: `{2:SHORTANSWER:=Paris#Right.~%50%Lyon#Nearly.}`.

Types and their short names as published with the type. `\` keeps `}`, `~`, `#`, `=`, `/`, `"` and itself as they are;
in HTML a `#` after `&` begins a character reference, not feedback.
"""

from __future__ import annotations

import html
import re
from typing import Any

from quizzes.formats.question import percent, plainly, settled

TYPES = {
    "SHORTANSWER": "short", "SA": "short", "MW": "short", "SHORTANSWER_C": "short", "SAC": "short", "MWC": "short",
    "NUMERICAL": "numerical", "NM": "numerical",
    "MULTICHOICE": "choice", "MC": "choice", "MULTICHOICE_V": "choice", "MCV": "choice", "MULTICHOICE_H": "choice",
    "MCH": "choice", "MULTICHOICE_S": "choice", "MCS": "choice", "MULTICHOICE_VS": "choice", "MCVS": "choice",
    "MULTICHOICE_HS": "choice", "MCHS": "choice",
    "MULTIRESPONSE": "several", "MR": "several", "MULTIRESPONSE_H": "several", "MRH": "several",
    "MULTIRESPONSE_S": "several", "MRS": "several", "MULTIRESPONSE_HS": "several", "MRHS": "several",
}  # fmt: skip
CASED = frozenset({"SHORTANSWER_C", "SAC", "MWC"})
OPENING = re.compile(r"(?<!\\)\{(\d*):(" + "|".join(sorted(TYPES, key=len, reverse=True)) + r"):", re.IGNORECASE)
UNKNOWN = re.compile(r"(?<!\\)\{\s?\d{0,4}\s?:\s?[A-Za-z][A-Za-z_]+\s?[:}]")
"""What was to be an embedded answer."""
WEIGHT = re.compile(r"^\s*(?:%(-?\d+(?:[.,]\d*)?)%|(=))")
NUMBER = re.compile(
    r"^\s*([-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d+)?)\s*(?::\s*([-+]?\d*(?:[.,]\d*)?(?:[eE][-+]?\d+)?))?\s*$"
)
ESCAPED = re.compile(r"\\([}~#=/\"\\{:])")
WRITTEN = {"short": "SHORTANSWER", "numerical": "NUMERICAL", "choice": "MULTICHOICE", "several": "MULTIRESPONSE"}
MOST = 200
"""Gaps of one text; more fit no page."""


class Unreadable(ValueError):
    """An embedded answer cannot be read; the message is an English msgid."""


def parse(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text with `[[1]]`, `[[2]]` where its answers stood, and the gaps; raise Unreadable.

    A gap is {"id", "kind", "weight"} with `options` (choice, several) or `accept` (short, numerical), as
    `quizzes.types` has it.
    """
    pieces, parts, place = list[str](), list[dict[str, Any]](), 0
    while found := OPENING.search(text, place):
        end = _end(text, found.end())
        if end < 0:
            raise Unreadable("A brace is opened or closed without its other.")
        if len(parts) >= MOST:
            raise Unreadable("The text has more gaps than anybody could fill.")
        parts.append(_part(len(parts) + 1, found, text[found.end() : end]))
        pieces += [text[place : found.start()], f"[[{len(parts)}]]"]
        place = end + 1
    if not parts:
        raise Unreadable("No answer is embedded in the text.")
    told = "".join([*pieces, text[place:]])
    if UNKNOWN.search(told):
        raise Unreadable("An answer embedded in the text is of no known kind.")
    return told, parts


def write(text: str, parts: list[dict[str, Any]]) -> str:
    """Return the text with its parts written back where `[[n]]` stands."""
    known = {str(each["id"]): each for each in parts}

    def put(found: re.Match[str]) -> str:
        return _written(known[found[1]]) if found[1] in known else found[0]

    return re.sub(r"\[\[(\w+)\]\]", put, text)


def _end(text: str, start: int) -> int:
    place = start
    while place < len(text):
        if text[place] == "\\":
            place += 2
            continue
        if text[place] == "}":
            return place
        place += 1
    return -1


def _part(number: int, found: re.Match[str], body: str) -> dict[str, Any]:
    name = found[2].upper()
    kind = TYPES[name]
    listed = [_answer(each) for each in re.split(r"(?<!\\)~", body)]
    part: dict[str, Any] = {"id": str(number), "kind": kind, "weight": int(found[1] or 1)}
    if kind == "several":
        return part | {"options": _shared(listed)}
    if max(each["fraction"] for each in listed) < 0.999:
        raise Unreadable("One accepted answer must be wholly right.")
    if kind == "numerical":
        return part | {"accept": [_number(each) for each in listed]}
    if kind == "short":
        return part | {"accept": listed} | ({"case": True} if name in CASED else {})
    return part | {"options": [{"id": str(n), **each} for n, each in enumerate(listed, start=1)]}


def _shared(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return options of which several are ticked: right ones share the points, as this type of gap always does."""
    try:
        shared, _note = settled(listed, single=False)
    except ValueError as error:
        raise Unreadable(str(error)) from error
    return [{"id": str(n), **each} for n, each in enumerate(shared, start=1)]


def _answer(written: str) -> dict[str, Any]:
    fraction, found = 0.0, WEIGHT.match(written)
    if found:
        fraction = 1.0 if found[2] else float(found[1].replace(",", ".")) / 100
        written = written[found.end() :]
    answer, _mark, feedback = _at_feedback(written)
    return {"text": _plain(answer), "fraction": round(fraction, 7), "feedback": _plain(feedback)}


def _at_feedback(written: str) -> tuple[str, str, str]:
    found = re.search(r"(?<![\\&])(?<!&amp;)#", written)
    return (written[: found.start()], "#", written[found.end() :]) if found else (written, "", "")


def _number(answer: dict[str, Any]) -> dict[str, Any]:
    said = answer.pop("text")
    if said.strip() == "*":
        return {"number": None, "tolerance": 0.0, **answer}
    found = NUMBER.match(said)
    if not found:
        raise Unreadable("A number of this question cannot be read.")
    tolerance = (found[2] or "0").replace(",", ".") or "0"
    return {"number": float(found[1].replace(",", ".")), "tolerance": abs(float(tolerance)), **answer}


def _plain(written: str) -> str:
    words = re.sub(r"(?i)<br\s*/?>", " ", ESCAPED.sub(lambda found: found[1], written))
    return " ".join(html.unescape(re.sub(r"<(?!img\b)/?[a-zA-Z][^>]*>", "", words)).split())


def _written(part: dict[str, Any]) -> str:
    name = "SHORTANSWER_C" if part.get("case") else WRITTEN[part["kind"]]
    listed = part.get("options") or part.get("accept") or []
    answers = "~".join(_one(each) for each in listed)
    return f"{{{part.get('weight', 1)}:{name}:{answers}}}"


def _one(answer: dict[str, Any]) -> str:
    worth = float(answer["fraction"])
    mark = "=" if worth >= 0.9999999 else f"%{percent(worth)}%" if worth else ""
    if "number" in answer:
        number = answer["number"]
        said = "*" if number is None else f"{plainly(number)}:{plainly(answer.get('tolerance') or 0)}"
    else:
        said = _safe(str(answer["text"]))
    feedback = f"#{_safe(str(answer['feedback']))}" if answer.get("feedback") else ""
    return f"{mark}{said}{feedback}"


def _safe(text: str) -> str:
    return re.sub(r"([}~#\\\"/=])", r"\\\1", html.escape(text, quote=False))
