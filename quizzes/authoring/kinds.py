"""What each type of question is good for, in a line, for whoever chooses one."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

ABOUT = {
    "single": _l("Several options, one of them right."),
    "multiple": _l("Several options, more than one of them right."),
    "truefalse": _l("A sentence to be called true or false."),
    "short": _l("A word or a few words are typed."),
    "numerical": _l("A number is typed, with a tolerance and a unit if you like."),
    "matching": _l("Each thing on the left gets what belongs to it on the right."),
    "ordering": _l("Steps are put in their order."),
    "cloze": _l("A text with gaps; each is typed or chosen from its own list."),
    "gapselect": _l("A text with gaps; all are filled from one list of words."),
    "hotspot": _l("The right place is pointed at in a picture."),
    "spotcue": _l("A message is shown; what is suspicious in it is marked."),
    "docfix": _l("A document with slips in its form; they are found and marked."),
    "essay": _l("A longer text is written; you may set criteria."),
    "file": _l("A file made elsewhere is handed in."),
    "description": _l("Words or a picture before other questions; nothing is asked."),
}
