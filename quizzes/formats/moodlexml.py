"""Moodle's XML of questions, read: what we can ask, with all it carries, and what is named because we cannot."""

from __future__ import annotations

from dataclasses import replace

from quizzes.formats import attached, moodletypes, paths, pictures
from quizzes.formats.question import (
    FIXED,
    HELPING,
    HIDDEN,
    MOST,
    NUMBERED,
    TOO_MANY,
    FileRefused,
    Read,
    headline,
)
from quizzes.formats.tree import Node, parse

FORMATS = {"moodle_auto_format": "moodle", "plain_text": "plain", "html": "html", "markdown": "markdown"}
ONCE = {"correctfeedback": "right", "partiallycorrectfeedback": "partly", "incorrectfeedback": "wrong"}
NOT_OURS = "Questions of the type {} cannot be read."


def read(data: bytes) -> tuple[list[Read], dict[str, str]]:
    """Return every question in order, and what is said of each category; raise FileRefused for what is no quiz."""
    root = parse(data)
    if root.name == "question":  # one question alone, as it stands in examples
        root = Node("quiz", root.line, children=[root])
    if root.name != "quiz":
        raise FileRefused("This XML is not a Moodle quiz.", root.line)
    if root.first("question") is None:
        raise FileRefused("The file holds no question.", root.line)
    category, found, said = "", list[Read](), dict[str, str]()
    for node in root.all("question"):
        if len(found) >= MOST:
            raise FileRefused(TOO_MANY, node.line)
        if node.attributes.get("type") == "category":
            category = paths.joined(paths.names(node.said("category", "text")))
            if category:
                said[category] = node.said("info", "text") or said.get(category, "")
        else:
            found.append(_question(node, category))
    return found, said


def _question(node: Node, category: str) -> Read:
    kind = node.attributes.get("type", "").strip()
    about = _about(node, category)
    reader = moodletypes.READERS.get(kind)
    if reader is None:
        problem = NOT_OURS.format(kind[:40]) if kind else "The question does not say its type."
        return replace(about, problem=problem, lost=())
    try:
        found = reader(about, node)
    except moodletypes.Unreadable as error:
        return replace(about, problem=str(error), lost=())
    except ValueError:
        return replace(about, problem="A number of this question cannot be read.", lost=())
    return pictures.brought(found)


def _about(node: Node, category: str) -> Read:
    text, title = attached.old_image(node, node.said("questiontext", "text")), node.said("name", "text")
    files, lost = attached.of(node)
    listed = [each.said("text") or each.said("hintcontent", "text") or each.text.strip() for each in node.all("hint")]
    tags = [each.said("text") or each.text.strip() for group in node.all("tags") for each in group.all("tag")]
    return Read(
        node.line, title or headline(text), text, text_format=_format(node.first("questiontext")), category=category,
        feedback=node.said("generalfeedback", "text"), feedback_format=_format(node.first("generalfeedback")),
        tags=tuple(each for each in tags if each),
        idnumber=node.said("idnumber"), lost=(*lost, *_asides(node)), files=tuple(files),
        hints=tuple(each for each in listed if each), penalty=_number(node, "penalty"),
        weight=_number(node, "defaultgrade") or 1.0,
        said={ours: words for theirs, ours in ONCE.items() if (words := node.said(theirs, "text"))},
    )  # fmt: skip


def _asides(node: Node) -> list[str]:
    """Return what Moodle's settings of a question say beyond its usual ones and have no place here."""
    hints = node.all("hint")
    held = {
        NUMBERED: node.said("answernumbering").strip() not in ("", "abc"),
        HIDDEN: node.said("hidden").strip() == "1",
        FIXED: node.said("shuffleanswers").strip().lower() in ("0", "false"),
        HELPING: any(each.first(name) is not None for each in hints for name in ("shownumcorrect", "clearwrong")),
    }
    return [what for what, there in held.items() if there]


def _number(node: Node, name: str) -> float | None:
    try:
        return float(node.said(name).replace(",", "."))
    except ValueError:
        return None


def _format(node: Node | None) -> str:
    return FORMATS.get(node.attributes.get("format", ""), "moodle") if node else "moodle"
