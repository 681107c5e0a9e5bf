"""Moodle's XML of questions, read: what we can ask, what we can only keep, and what is named because we cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quizzes.formats.question import FileRefused, Read
from quizzes.formats.tree import Node, parse

KEPT = {"essay": "essay", "description": "description", "cloze": "cloze", "multianswer": "cloze"}
FORMATS = {"moodle_auto_format": "moodle", "plain_text": "plain", "html": "html", "markdown": "markdown"}
ONCE = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def read(data: bytes) -> list[Read]:
    """Return every question in order; raise FileRefused for a file that is no quiz in XML."""
    root = parse(data)
    if root.name != "quiz":
        raise FileRefused("This XML is not a Moodle quiz.", root.line)
    category, found = "", list[Read]()
    for node in root.all("question"):
        if node.attributes.get("type") == "category":
            category = node.said("category", "text")
        else:
            found.append(_question(node, category))
    return found


def _question(node: Node, category: str) -> Read:
    kind = node.attributes.get("type", "")
    text, title = node.said("questiontext", "text"), node.said("name", "text")
    about = Read(
        node.line, title or text[:60], text, text_format=_format(node.first("questiontext")), category=category,
        feedback=node.said("generalfeedback", "text"), feedback_format=_format(node.first("generalfeedback")),
        tags=tuple(each.said("text") for tags in node.all("tags") for each in tags.all("tag")),
        idnumber=node.said("idnumber"), lost=_lost(node),
    )  # fmt: skip
    reader = READERS.get(kind)
    try:
        if reader:
            return reader(about, node)
    except ValueError:
        return replace(about, problem="A number of this question cannot be read.")
    if kind in KEPT:
        return replace(about, kind=KEPT[kind], settings={})
    problem = f"Questions of the type {kind[:40]} cannot be read." if kind else "The question does not say its type."
    return replace(about, problem=problem)


def _choice(about: Read, node: Node) -> Read:
    options = [{"id": str(number), **_answer(each)} for number, each in enumerate(node.all("answer"), start=1)]
    single = node.said("single").lower() in ("", "true", "1")
    if len(options) < 2:
        return replace(about, problem="At least two options are needed.")
    total = sum(each["fraction"] for each in options if each["fraction"] > 0)
    if single and not any(each["fraction"] >= 0.999 for each in options):
        return replace(about, problem="One option must be wholly right.")
    if not single and abs(total - 1) > 0.02:
        return replace(about, problem="The right options do not add up to 100 percent.")
    return replace(about, kind="single" if single else "multiple", settings={"options": options})


def _true_false(about: Read, node: Node) -> Read:
    answers = {each.said("text").lower(): _answer(each) for each in node.all("answer")}
    if not {"true", "false"} <= set(answers):
        return replace(about, problem="Say whether the sentence is true.")
    told = {name: each["feedback"] for name, each in answers.items() if each["feedback"]}
    right = answers["true"]["fraction"] > answers["false"]["fraction"]
    return replace(about, kind="truefalse", settings={"answer": right, "said": told})


def _short(about: Read, node: Node) -> Read:
    accept = [_answer(each) for each in node.all("answer")]
    if not any(each["fraction"] >= 0.999 for each in accept):
        return replace(about, problem="One accepted answer must be wholly right.")
    return replace(about, kind="short", settings={"accept": accept})


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
    if not any(each["fraction"] >= 0.999 and each["number"] is not None for each in accept):
        return replace(about, problem="One accepted answer must be wholly right.")
    return replace(about, kind="numerical", settings={"accept": accept, "units": units})


def _matching(about: Read, node: Node) -> Read:
    pairs, extra = list[dict[str, str]](), list[str]()
    for number, each in enumerate(node.all("subquestion"), start=1):
        text, answer = each.said("text"), each.said("answer", "text")
        if text:
            pairs.append({"id": str(number), "text": text, "answer": answer})
        elif answer:
            extra.append(answer)
    if len(pairs) < 2:
        return replace(about, problem="At least two pairs are needed.")
    return replace(about, kind="matching", settings={"pairs": pairs, "extra": extra})


READERS = {
    "multichoice": _choice, "truefalse": _true_false, "shortanswer": _short,
    "numerical": _numerical, "matching": _matching,
}  # fmt: skip


def _answer(node: Node) -> dict[str, Any]:
    fraction = round(_float(node.attributes.get("fraction") or "0") / 100, 7)
    return {"text": node.said("text"), "fraction": fraction, "feedback": node.said("feedback", "text")}


def _float(text: str) -> float:
    return float(text.strip().replace(",", "."))


def _format(node: Node | None) -> str:
    return FORMATS.get(node.attributes.get("format", ""), "moodle") if node else "moodle"


def _lost(node: Node) -> tuple[str, ...]:
    """Name the files and extra words that the question carries and we do not keep."""
    found = [f"file {each.attributes.get('name', '')}" for each in _files(node)]
    found += [f"image {each.text.strip()}" for each in node.all("image") if each.text.strip()]
    found += [f"{name}" for name in ONCE if node.said(name, "text")]
    return tuple(found + ["hint" for each in node.all("hint") if each.said("text")])


def _files(node: Node) -> list[Node]:
    own = [each for each in node.children if each.name == "file"]
    return own + [found for each in node.children for found in _files(each)]
