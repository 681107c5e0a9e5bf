"""Sentences that pure parts of the room speak as msgids, said here once so that they are translated."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

PROBLEMS = (
    _l("At least two options are needed."),
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
