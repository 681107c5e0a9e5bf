"""What is wrong with a block, in the words of the author's language: their English stands where it is found."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

FAULTS = (
    _l("A block needs a type and its fields."),
    _l("This block type is not known."),
    _l("A callout is to remember, to be careful about, a tip or a reference."),
    _l("An address begins with https:// and holds no spaces."),
    _l("Choose a question of the bank."),
    _l("A table needs a header of two cells or more, and a row below it."),
    _l("Every row needs as many cells as the header."),
    _l("A self-check needs two or more answers, exactly one of them right."),
    _l("An answer has a text, whether it is right, and its feedback."),
    _l("An answer is either right or not."),
    _l("An activity is named by its kind and key."),
    _l("A picture lies beside its lesson."),
    _l("This field needs a text."),
    _l("This list needs more texts, none of them empty."),
    _l("This field needs a list."),
)
