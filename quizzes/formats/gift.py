"""Moodle's GIFT text format, read: each question, or the line and the reason why it cannot be read yet.

After the format's published description: `::title::`, `[markdown]`, `{…}` with = right, ~ wrong, %weights%, #feedback,
####general feedback, T/F, escapes by backslash, // comments, $CATEGORY;
matching, numerical, essay and missing word questions. Tags and an id stand in a comment before the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from quizzes.formats import paths, pictures
from quizzes.formats.question import MOST, TOO_MANY, FileRefused, Read, headline, settled

ESCAPED = re.compile(r"\\([\\~=#{}:n])")
FORMAT = re.compile(r"^\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
TITLE = re.compile(r"^::(.*?)::", re.DOTALL)
WEIGHT = re.compile(r"^%\s*(-?\d+(?:[.,]\d+)?)\s*%")
HOLD = {char: chr(0xE000 + number) for number, char in enumerate("\\~=#{}:n")}
RESTORED = str.maketrans({held: "\n" if char == "n" else char for char, held in HOLD.items()})
TAG = re.compile(r"\[(id|tags?):((?:\\.|[^\\\]\n]){0,200}+)\]", re.IGNORECASE)
NUMBER = r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d+)?"
RANGE = re.compile(rf"^({NUMBER})\s*\.\.\s*({NUMBER})$")
AROUND = re.compile(rf"^({NUMBER})\s*(?::\s*({NUMBER}))?$")
INSTRUCTION = re.compile(r"^\s*\$(?i:CATEGORY\b|[A-Z]{2,}\s*:)")
"""A line that says something of the file; any other `$` begins a formula or a price."""
BEGINS = re.compile(r"^\s*(::.+?::|\$CATEGORY\b)", re.IGNORECASE)
"""What begins a question or a category even where no empty line stands before it."""
MARKED = re.compile(r"(?<!\\)\{\s*(?:[=~#}]|(?:TRUE|FALSE|T|F)\s*[#}])", re.IGNORECASE)
"""An answer block as only this format has it."""
BEGINS_FORMAT = re.compile(r"^[ \t]*\[(?:html|moodle|plain|markdown)\]", re.IGNORECASE | re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
BESIDE = re.compile(r"^\s*//[^\n]*")
"""A comment behind the opening brace or a T or F: other readers of the format take it there."""
MOST_ANSWERS = 500


def read(source: str) -> list[Read]:
    """Return every question of a GIFT file in order; raise FileRefused only for one that holds far too many."""
    category, found = "", list[Read]()
    for line, block, noted in _blocks(source):
        if len(found) >= MOST:
            raise FileRefused(TOO_MANY, line)
        if INSTRUCTION.match(block):
            if block.upper().startswith("$CATEGORY"):
                category = paths.joined(paths.names(block.partition(":")[2]))
            else:
                found.append(Read(line, block[:60], block, problem="This instruction is not known."))
            continue
        tags, own = _noted(noted)
        about = _question(line, block, category)
        found.append(pictures.brought(replace(about, tags=tags, idnumber=own)) if not about.problem else about)
    return found


def _noted(comments: str) -> tuple[tuple[str, ...], str]:
    """Return the labels and the id that comments before a question name; `[tags:a, b]` is several at once."""
    tags, own = list[str](), ""
    for name, value in TAG.findall(comments):
        said = re.sub(r"\\(.)", r"\1", value).strip()
        if name.lower() == "id":
            own = own or said
        else:
            tags += said.split(",") if name.lower() == "tags" else [said]
    return tuple(each.strip() for each in tags if each.strip()), own


def _blocks(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, text, comments) of each block between empty lines; an answer's braces keep a block together."""
    lines = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    closes = _closes(lines)
    kept, noted, later = list[str](), list[str](), list[str]()
    start, depth = 0, 0
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith("//"):
            (later if kept and depth == 0 else noted).append(line)
            continue
        if not line.strip():
            if depth == 0 or not closes[number]:
                yield from _block(start, kept, noted)
                kept, noted, later, depth = [], later if kept else noted + later, [], 0
            continue
        apart = kept and ("::" in line or "$" in line) and (depth == 0 or not closes[number - 1])
        if apart and BEGINS.match(line):
            yield from _block(start, kept, noted)
            kept, noted, later, depth = [], later, [], 0
        if not kept and INSTRUCTION.match(line):
            yield number, line.strip(), ""
            continue
        start, depth = (start, depth) if kept else (number, 0)
        kept.append(line)
        if later:
            noted, later = noted + later, []
        if "{" in line or "}" in line:
            held = _hold(line)
            depth = max(0, depth + held.count("{") - held.count("}"))
    yield from _block(start, kept, noted)


def _closes(lines: list[str]) -> list[bool]:
    """Say for each place whether the next brace from there on closes: then an empty line is inside an answer."""
    found = [False] * (len(lines) + 1)
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        told = ("{" in line or "}" in line) and not line.lstrip().startswith("//")
        brace = re.search(r"[{}]", _hold(line)) if told else None
        found[place] = brace[0] == "}" if brace else found[place + 1]
    return found


def _block(start: int, lines: list[str], noted: list[str]) -> Iterator[tuple[int, str, str]]:
    if text := "\n".join(lines).strip():
        yield start, text, "\n".join(noted)


def _question(line: int, block: str, category: str) -> Read:
    held = _hold(block)
    title, held = _title(held)
    text_format, held = _format(held)
    opening, closing = held.find("{"), held.rfind("}")
    if opening < 0 or closing < opening:
        said = _plain(held)
        about = Read(line, title or headline(said), said, "description", text_format=text_format, category=category)
        return about if opening < 0 and closing < 0 else _named(about, "A brace is opened or closed without its other.")
    before, inside, after = held[:opening], held[opening + 1 : closing], held[closing + 1 :]
    text = _plain(before + (" _____ " + after if after.strip() else "")) or title
    about = Read(line, title or headline(text), text, text_format=text_format, category=category)
    if not text:
        return _named(about, "The question has no text.")
    if "{" in after:
        return _named(about, "A brace is opened or closed without its other.")
    if "{" in inside:
        return _named(about, "It has more than one answer block, which cannot be read yet.")
    return _answers(about, inside)


def _answers(about: Read, inside: str) -> Read:
    inside, _mark, general = inside.partition("####")
    told, general = _format(general)
    about = replace(about, feedback_format=told if general and told != "moodle" else about.text_format)
    body, general = BESIDE.sub("", inside).strip(), _plain(general)
    if not body:
        return _done(about, "essay", {}, general)
    if body.count("=") + body.count("~") > MOST_ANSWERS:
        return _named(about, "The question has more answers than anybody could read.")
    if body.startswith("#"):
        return _numerical(about, body[1:].strip(), general)
    if found := re.match(r"^(TRUE|FALSE|T|F)(?=\s*(?:$|#|//))", body, re.IGNORECASE):
        return _true_false(about, found[1].upper().startswith("T"), body[found.end() :], general)
    body = body if re.search("[=~]", body) else "=" + body
    if ahead := _plain(re.split("[=~]", body, maxsplit=1)[0]):
        about = replace(about, lost=(f"text before the first answer: {ahead[:60]}",))
    parts = _parts(body)
    if not parts:
        return _named(about, "No answer begins with = or ~.")
    if all(mark == "=" for mark, _text in parts) and any("->" in text for _mark, text in parts):
        return _matching(about, [text for _mark, text in parts], general)
    if all(mark == "=" for mark, _text in parts):
        accept = [_option(mark, text) for mark, text in parts]
        return _done(about, "short", {"accept": accept}, general)
    return _choices(about, parts, general)


def _choices(about: Read, parts: list[tuple[str, str]], general: str) -> Read:
    options = [{"id": str(number), **_option(mark, text)} for number, (mark, text) in enumerate(parts, start=1)]
    kind = "single" if any(mark == "=" for mark, _text in parts) else "multiple"
    if len(options) < 2:
        return _named(about, "At least two options are needed.")
    try:
        options, note = settled(options, kind == "single")
    except ValueError as error:
        return _named(about, str(error))
    return _done(replace(about, lost=(*about.lost, note) if note else about.lost), kind, {"options": options}, general)


def _matching(about: Read, texts: list[str], general: str) -> Read:
    pairs, extra = list[dict[str, str]](), list[str]()
    if any("->" not in text for text in texts):
        return _named(about, "A pair has no arrow (->).")
    for number, text in enumerate(texts, start=1):
        left, _arrow, right = text.partition("->")
        left, right = _plain(_format(left.strip())[1]), _plain(right)
        if left:
            pairs.append({"id": str(number), "text": left, "answer": right})
        else:
            extra.append(right)
    if len(pairs) < 2:
        return _named(about, "At least two pairs are needed.")
    return _done(about, "matching", {"pairs": pairs, "extra": extra}, general)


def _numerical(about: Read, body: str, general: str) -> Read:
    right, *wrong = body.split("~")
    parts = _parts(body) if body[:1] in ("=", "~") else [("=", right), *(("~", each) for each in wrong)]
    accept = [_number(mark, text) for mark, text in parts]
    if any(each is None for each in accept) or not accept:
        return _named(about, "The number or its range cannot be read.")
    return _done(about, "numerical", {"accept": accept}, general)


def _number(mark: str, text: str) -> dict[str, Any] | None:
    option = _option(mark, text)
    said = option.pop("text")
    if said == "*" or (not said and mark == "~"):
        return {"number": None, "tolerance": 0.0, **option}
    if found := RANGE.match(said):
        low, high = sorted(float(each.replace(",", ".")) for each in found.groups())
        return {"number": round((low + high) / 2, 12), "tolerance": round((high - low) / 2, 12), **option}
    if found := AROUND.match(said):
        number, tolerance = (float((each or "0").replace(",", ".")) for each in found.groups())
        return {"number": number, "tolerance": abs(tolerance), **option}
    return None


def _true_false(about: Read, answer: bool, rest: str, general: str) -> Read:
    said = [_plain(_format(each)[1]) for each in BESIDE.sub("", rest).split("#")[1:]]
    right, wrong = ("true", "false") if answer else ("false", "true")
    told = {name: words for name, words in zip((wrong, right), said, strict=False) if words}
    return _done(about, "truefalse", {"answer": answer, "said": told}, general)


def _parts(body: str) -> list[tuple[str, str]]:
    pieces = re.split(r"([=~])", body)
    return [(mark, text) for mark, text in zip(pieces[1::2], pieces[2::2], strict=True) if text.strip()]


def _option(mark: str, text: str) -> dict[str, Any]:
    answer, _mark, feedback = text.strip().partition("#")
    fraction = 1.0 if mark == "=" else 0.0
    if found := WEIGHT.match(answer):
        fraction, answer = float(found[1].replace(",", ".")) / 100, answer[found.end() :]
    return {
        "text": _plain(_format(answer)[1]),
        "fraction": round(fraction, 7),
        "feedback": _plain(_format(feedback)[1]),
    }


def _title(held: str) -> tuple[str, str]:
    found = TITLE.match(held)
    return (_plain(found[1]), held[found.end() :].lstrip()) if found else ("", held.removeprefix("::"))


def _format(held: str) -> tuple[str, str]:
    found = FORMAT.match(held.lstrip())
    return (found[1].lower(), held.lstrip()[found.end() :]) if found else ("moodle", held)


def _done(about: Read, kind: str, settings: dict[str, Any], general: str) -> Read:
    return replace(about, kind=kind, settings=settings, feedback=general)


def _named(about: Read, problem: str) -> Read:
    return replace(about, kind="", problem=problem)


def _hold(text: str) -> str:
    """Put escaped characters out of the way of the format's own."""
    return ESCAPED.sub(lambda found: HOLD[found[1]], text) if "\\" in text else text


def _plain(held: str) -> str:
    """Return text with what was put away back in its place, and written line breaks as real ones."""
    return held.translate(RESTORED).strip()
