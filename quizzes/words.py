"""Sentences that pure parts of the room speak as msgids, said here once so that they are translated."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

PROBLEMS = (
    _l("At least two options are needed."),
    _l("A brace is opened or closed without its other."),
    _l("At least two pairs are needed."),
    _l("The number or its range cannot be read."),
    _l("The question has no line that says ANSWER."),
    _l("An answer stands here without its question."),
    _l("The answer names an option that is not there."),
    _l("A number of this question cannot be read."),
    _l("The question does not say its type."),
    _l("The table needs the columns question and right."),
    _l("A column of the table is not known."),
    _l("The question has no text."),
    _l("No right answer is given."),
    _l("The type of this question is not known."),
    _l("The file is not well-formed XML."),
    _l("A document type or entities are not accepted in this file."),
    _l("The file is nested too deeply or holds too many parts."),
    _l("This XML is not a Moodle quiz."),
    _l("The format of this file is not known."),
    _l("The encoding of the text is not known."),
    _l("The file is empty."),
    _l("The table cannot be read."),
    _l("One option must be wholly right."),
    _l("The right options must add up to 100 percent."),
    _l("The right options do not add up to 100 percent."),
    _l("Say whether the sentence is true."),
    _l("One accepted answer must be wholly right."),
    _l("This is a description without an answer; there is nothing to ask."),
    _l("It has more than one answer block, which cannot be read yet."),
    _l("An essay question cannot be read yet."),
    _l("A numerical question cannot be read yet."),
    _l("A matching question cannot be read yet."),
    _l("No answer begins with = or ~."),
)

OF_TYPE = "Questions of the type "
"""How a reader begins to say that it does not know a type; the type's own name follows."""


def said(problem: str) -> str:
    """Say a reader's problem in the language of the request."""
    if problem.startswith(OF_TYPE):
        kind = problem.removeprefix(OF_TYPE).split(" ", 1)[0]
        return str(_("Questions of the type %(kind)s cannot be read.", kind=kind))
    return str(_(problem))
