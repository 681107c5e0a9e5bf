"""Questions written as Moodle's XML, pictures inside; types of our own keep their settings as JSON."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from quizzes.formats import cloze, paths
from quizzes.formats.moodletypes import GAP
from quizzes.formats.moodlexml import FORMATS, ONCE
from quizzes.formats.pictures import OWN
from quizzes.formats.question import Read, percent, plainly

NAMES = {"single": "multichoice", "multiple": "multichoice", "short": "shortanswer"}
BACK = {ours: theirs for theirs, ours in FORMATS.items()}
IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(questions: Iterable[Read], categories: Mapping[str, str] | None = None) -> str:
    """Return the text of an XML file; `categories` says what stands about each path."""
    pieces, category = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"], ""
    for each in questions:
        if each.kind not in BODIES:
            continue
        if each.category != category:
            category = each.category
            pieces.append(_category(category, (categories or {}).get(category, "")))
        pieces.append(_question(each))
    return "\n".join([*pieces, "</quiz>", ""])


def _category(path: str, info: str) -> str:
    said = f'<info format="html">{_text(info)}</info>' if info else ""
    return f'<question type="category"><category>{_text(paths.written(path))}</category>{said}</question>'


def _question(each: Read) -> str:
    kind = NAMES.get(each.kind, each.kind)
    told = BACK.get(each.text_format, "html")
    about = BACK.get(each.feedback_format, told)
    text = _exported_text(each)
    files = "".join(
        f'<file name={quoteattr(one.name)} path="/" encoding="base64">{base64.b64encode(one.data).decode()}</file>'
        for one in each.files
    )
    lines = [
        f"<question type={quoteattr(kind)}>", f"<name>{_text(each.title)}</name>",
        f'<questiontext format="{told}">{_text(text)}{files}</questiontext>',
        f'<generalfeedback format="{about}">{_text(each.feedback)}</generalfeedback>',
        f"<defaultgrade>{each.weight:g}</defaultgrade>",
        f"<penalty>{each.penalty:.7g}</penalty>" if each.penalty is not None else "",
        f"<hidden>0</hidden><idnumber>{_safe(each.idnumber)}</idnumber>",
        *(_said(theirs, each.said[ours], told) for theirs, ours in ONCE.items() if each.said.get(ours)),
        *BODIES[each.kind](each.settings, told),
        *(_said("hint", hint, told) for hint in each.hints),
        "<tags>" + "".join(f"<tag>{_text(tag)}</tag>" for tag in each.tags) + "</tags>" if each.tags else "",
        "</question>",
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def _exported_text(each: Read) -> str:
    if each.kind == "cloze":
        return cloze.write(each.text, each.settings["gaps"])
    if each.kind == "gapselect":
        rights = {str(gap["id"]): str(gap["right"]) for gap in each.settings["gaps"]}
        numbers = {str(one["id"]): n for n, one in enumerate(each.settings["choices"], start=1)}
        return GAP.sub(lambda found: f"[[{numbers.get(rights.get(found[1], ''), found[1])}]]", each.text)
    return each.text


def _choice(settings: dict[str, Any], told: str, single: bool) -> list[str]:
    shuffled = "false" if settings.get("keep_order") else "true"
    head = f"<single>{str(single).lower()}</single><shuffleanswers>{shuffled}</shuffleanswers>"
    return [head, *(_answer(each, told) for each in settings["options"])]


def _true_false(settings: dict[str, Any], told: str) -> list[str]:
    said = settings.get("said") or {}
    return [
        _answer({"text": name, "fraction": float(settings["answer"] is (name == "true")),
                 "feedback": said.get(name, "")}, told, "moodle_auto_format")
        for name in ("true", "false")
    ]  # fmt: skip


def _short(settings: dict[str, Any], told: str) -> list[str]:
    cased = f"<usecase>{int(bool(settings.get('case')))}</usecase>"
    return [cased, *(_answer(each, told, "plain_text") for each in settings["accept"])]


def _numerical(settings: dict[str, Any], told: str) -> list[str]:
    answers = []
    for each in settings["accept"]:
        number = each["number"]
        said = "*" if number is None else plainly(number)
        tolerance = f"<tolerance>{plainly(each.get('tolerance') or 0)}</tolerance>"
        answers.append(_answer({**each, "text": said}, told, "plain_text", tolerance))
    units = "".join(
        f"<unit><multiplier>{plainly(each['multiplier'])}</multiplier><unit_name>{_safe(each['name'])}</unit_name></unit>"
        for each in settings.get("units", ())
    )
    return [*answers, f"<units>{units}</units>" if units else ""]


def _matching(settings: dict[str, Any], told: str) -> list[str]:
    rows = [(each["text"], each["answer"]) for each in settings["pairs"]]
    rows += [("", each) for each in settings.get("extra", ())]
    return [
        f'<subquestion format="{told}">{_text(left)}<answer>{_text(right)}</answer></subquestion>'
        for left, right in rows
    ]


def _ordering(settings: dict[str, Any], told: str) -> list[str]:
    head = "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><gradingtype>ABSOLUTE_POSITION</gradingtype>"
    numbered = enumerate(settings["items"], start=1)
    return [head, *(f'<answer fraction="{n}" format="{told}">{_text(each["text"])}</answer>' for n, each in numbered)]


def _gaps(settings: dict[str, Any], _told: str) -> list[str]:
    return [
        f"<selectoption>{_text(each['text'])}<group>{_safe(str(each.get('group') or 1))}</group></selectoption>"
        for each in settings["choices"]
    ]


def _essay(settings: dict[str, Any], told: str) -> list[str]:
    limits = [f"<{theirs}>{int(settings[ours])}</{theirs}>" for ours, theirs in
              (("least", "minwordlimit"), ("most", "maxwordlimit")) if settings.get(ours)]  # fmt: skip
    lines = int(settings.get("lines") or 10)
    return [
        f"<responseformat>editor</responseformat><responsefieldlines>{lines}</responsefieldlines>",
        "<attachments>0</attachments>", *limits, _said("graderinfo", settings.get("note") or "", told),
        _said("responsetemplate", settings.get("start") or "", told),
    ]  # fmt: skip


def _own(settings: dict[str, Any], _told: str) -> list[str]:
    return [f"<settings>{_safe(json.dumps(settings, ensure_ascii=False, sort_keys=True))}</settings>"]


BODIES: dict[str, Callable[[dict[str, Any], str], list[str]]] = {
    "single": lambda settings, told: _choice(settings, told, True),
    "multiple": lambda settings, told: _choice(settings, told, False),
    "truefalse": _true_false, "short": _short, "numerical": _numerical, "matching": _matching, "ordering": _ordering,
    "gapselect": _gaps, "cloze": lambda _settings, _told: [], "essay": _essay,
    "description": lambda _settings, _told: [], **dict.fromkeys(OWN, _own),
}  # fmt: skip


def _answer(each: dict[str, Any], told: str, own: str = "", more: str = "") -> str:
    worth = percent(float(each["fraction"]))
    feedback = f'<feedback format="{told}">{_text(each.get("feedback") or "")}</feedback>'
    return f'<answer fraction="{worth}" format="{own or told}">{_text(each["text"])}{feedback}{more}</answer>'


def _said(name: str, words: str, told: str) -> str:
    return f'<{name} format="{told}">{_text(words)}</{name}>'


def _text(words: str) -> str:
    return f"<text>{_safe(words)}</text>"


def _safe(words: str) -> str:
    return escape(IMPOSSIBLE.sub("", words), {"\r": "&#13;"})
