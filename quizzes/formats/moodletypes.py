"""Moodle's types of questions, each read into the settings of ours."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from quizzes.formats import cloze
from quizzes.formats.attached import PLACE, named
from quizzes.formats.cloze import Unreadable
from quizzes.formats.pictures import OWN
from quizzes.formats.question import Read, settled
from quizzes.formats.tree import Node

GAP = re.compile(r"\[\[(\d{1,3})\]\]")


def _choice(about: Read, node: Node) -> Read:
    options = _options(about, node)
    shares = [each["fraction"] for each in options if each["fraction"] > 0]
    shared = node.first("single") is None and len(shares) > 1 and max(shares) < 0.999 and abs(sum(shares) - 1) < 0.02
    single = not shared and node.said("single").lower() not in ("false", "0")
    if len(options) < 2:
        raise Unreadable("At least two options are needed.")
    options, note = _settled(options, single)
    fixed = node.said("shuffleanswers").lower() in ("false", "0")
    return replace(
        about,
        kind="single" if single else "multiple",
        settings={"options": options} | ({"keep_order": True} if fixed else {}),
        lost=(*about.lost, note) if note else about.lost,
    )


def _options(about: Read, node: Node) -> list[dict[str, Any]]:
    """Return the options; one that says it is plain, in a question of markup, keeps its angle brackets as words."""
    found = [{"id": str(number), **_answer(each)} for number, each in enumerate(node.all("answer"), start=1)]
    plain = [each.attributes.get("format") == "plain_text" for each in node.all("answer")]
    if about.text_format == "plain":
        return found
    return [
        {**each, "text": html.escape(each["text"], quote=False)} if bare else each
        for each, bare in zip(found, plain, strict=True)
    ]


def _set_of_choices(about: Read, node: Node) -> Read:
    """Read the common add-ons in which the whole set counts, or each right option counts alike."""
    options = _options(about, node)
    right = sum(each["fraction"] > 0 for each in options)
    if len(options) < 2:
        raise Unreadable("At least two options are needed.")
    if not right:
        raise Unreadable("One option must be wholly right.")
    shared = [{**each, "fraction": round(1 / right, 7) if each["fraction"] > 0 else 0.0} for each in options]
    kind = node.attributes["type"].strip()
    rule = "all_or_nothing" if kind == "multichoiceset" else "right_minus_wrong"
    fixed = {"keep_order": True} if node.said("shuffleanswers").lower() in ("false", "0") else {}
    return replace(about, kind="multiple", named=kind, settings={"options": shared, "rule": rule, **fixed})


def _settled(answers: list[dict[str, Any]], single: bool) -> tuple[list[dict[str, Any]], str]:
    try:
        return settled(answers, single)
    except ValueError as error:
        raise Unreadable(str(error)) from error


def _true_false(about: Read, node: Node) -> Read:
    listed = [_answer(each) for each in node.all("answer")]
    answers = {each["text"].lower(): each for each in listed}
    if not {"true", "false"} <= set(answers):
        if len(listed) != 2:
            raise Unreadable("Say whether the sentence is true.")
        answers = dict(zip(("true", "false"), listed, strict=True))  # old exports say both words in their own language
    told = {name: each["feedback"] for name, each in answers.items() if each["feedback"]}
    right = answers["true"]["fraction"] > answers["false"]["fraction"]
    return replace(about, kind="truefalse", settings={"answer": right, "said": told})


def _short(about: Read, node: Node) -> Read:
    accept, note = _accepted([_answer(each) for each in node.all("answer")])
    cased = {"case": True} if node.said("usecase") in ("1", "true") else {}
    return replace(about, kind="short", settings={"accept": accept, **cased}, lost=(*about.lost, *note))


def _accepted(listed: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Return accepted answers of which the best earns everything, and what was changed for that."""
    if not any(each["fraction"] > 0 for each in listed):
        raise Unreadable("One accepted answer must be wholly right.")
    accept, note = settled(listed, True)
    return accept, (note,) if note else ()


def _numerical(about: Read, node: Node) -> Read:
    accept = []
    for each in node.all("answer"):
        answer = _answer(each)
        said = answer.pop("text")
        number = None if said == "*" else _float(said)
        accept.append({"number": number, "tolerance": abs(_float(each.said("tolerance") or "0")), **answer})
    units = [
        {"name": each.said("unit_name"), "multiplier": _float(each.said("multiplier") or "1")}
        for group in node.all("units") for each in group.all("unit")
    ]  # fmt: skip
    accept, note = _accepted(accept)
    settings: dict[str, Any] = {"accept": accept, "units": units}
    if units and node.said("unitgradingtype") in ("1", "2"):
        settings["unit_needed"] = True
    return replace(about, kind="numerical", settings=settings, lost=(*about.lost, *note))


def _matching(about: Read, node: Node) -> Read:
    pairs, extra = list[dict[str, str]](), list[str]()
    for each in node.all("subquestion"):
        text, answer = each.said("text"), each.said("answer", "text")
        if text:
            pairs.append({"id": str(len(pairs) + 1), "text": text, "answer": answer})
        elif answer:
            extra.append(answer)
    if len(pairs) < 2:
        raise Unreadable("At least two pairs are needed.")
    named = "ddmatch" if node.attributes["type"].strip() == "ddmatch" else ""
    return replace(about, kind="matching", named=named, settings={"pairs": pairs, "extra": extra})


def _ordering(about: Read, node: Node) -> Read:
    items = [{"id": str(n), "text": each.said("text")} for n, each in enumerate(node.all("answer"), start=1)]
    if len(items) < 2:
        raise Unreadable("At least two things to put in order are needed.")
    some = node.said("selecttype").upper() not in ("", "0", "ALL") and 0 < _count(node, "selectcount") < len(items)
    lost = (*about.lost, "that only some of its items are asked") if some else about.lost
    if any(each.said("feedback", "text") for each in node.all("answer")):
        lost = (*lost, "words beside single answers")
    return replace(about, kind="ordering", settings={"items": items}, lost=lost)


def _gaps(about: Read, node: Node) -> Read:
    """Read a text with gaps: choices stand in groups; gap n is filled by the n-th choice, from its group."""
    drags = list(node.all("dragbox"))
    choices = [(each.said("text"), each.said("group") or "1") for each in drags or node.all("selectoption")]
    numbers = [int(each) for each in GAP.findall(about.text)]
    if not numbers or not choices:
        raise Unreadable("The text has no gap, or no word to fill it.")
    if any(not 0 < number <= len(choices) for number in numbers):
        raise Unreadable("A gap of the text has no right word.")
    places = iter(range(1, len(numbers) + 1))
    text = GAP.sub(lambda _found: f"[[{next(places)}]]", about.text)
    settings = {
        "choices": [{"id": str(n), "text": word, "group": group} for n, (word, group) in enumerate(choices, start=1)],
        "gaps": [{"id": str(place), "right": str(number)} for place, number in enumerate(numbers, start=1)],
    }
    return replace(about, kind="gapselect", text=text, settings=settings, named="ddwtos" * bool(drags))


def _cloze(about: Read, _node: Node) -> Read:
    text, parts = cloze.parse(about.text)
    return replace(about, kind="cloze", text=text, settings={"gaps": parts})


def _essay(about: Read, node: Node) -> Read:
    lines = int(_float(node.said("responsefieldlines") or "0"))
    files = node.said("attachments") not in ("", "0")
    settings = {
        "rubric": [], "least": _count(node, "minwordlimit"), "most": _count(node, "maxwordlimit"), "lines": lines or 10,
        "start": node.said("responsetemplate", "text"), "note": node.said("graderinfo", "text"),
    }  # fmt: skip
    lost = (*about.lost, "files handed in with an essay") if files else about.lost
    return replace(about, kind="essay", settings=settings, lost=lost)


def _count(node: Node, name: str) -> int:
    return int(_float(node.said(name) or "0"))


def _description(about: Read, _node: Node) -> Read:
    return replace(about, kind="description", settings={})


def _own(about: Read, node: Node) -> Read:
    """Read a type that only this house has: its settings stand as JSON."""
    try:
        settings = json.loads(node.said("settings") or "")
    except ValueError as error:
        raise Unreadable("The settings of this question cannot be read.") from error
    if not isinstance(settings, dict):
        raise Unreadable("The settings of this question cannot be read.")
    kind, image = node.attributes["type"].strip(), settings.get("image")
    source = str(image.get("src") or "") if isinstance(image, dict) else ""
    if source.startswith(PLACE) and not set(named(source)) <= {each.name for each in about.files}:
        raise Unreadable("The picture of this question is not in the file.")
    return replace(about, kind=kind, settings=settings)


READERS: dict[str, Callable[[Read, Node], Read]] = {
    "multichoice": _choice, "multichoiceset": _set_of_choices, "oumultiresponse": _set_of_choices,
    "truefalse": _true_false, "shortanswer": _short, "numerical": _numerical,
    "matching": _matching, "match": _matching, "ddmatch": _matching,
    "ordering": _ordering, "gapselect": _gaps, "ddwtos": _gaps,
    "cloze": _cloze, "multianswer": _cloze, "essay": _essay, "description": _description,
    **dict.fromkeys(OWN, _own),
}  # fmt: skip


def _answer(node: Node) -> dict[str, Any]:
    fraction = round(_float(node.attributes.get("fraction") or "0") / 100, 7)
    return {
        "text": node.said("text") or node.text.strip(),
        "fraction": fraction,
        "feedback": node.said("feedback", "text"),
    }


def _float(text: str) -> float:
    number = float(text.strip().replace(",", "."))
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number


__all__ = ["READERS", "Unreadable"]
