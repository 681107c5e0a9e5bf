"""Sentences that pure parts of the room speak as msgids, said here once so that they are translated."""

from __future__ import annotations

import re

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
    _l("Say whether the sentence is true."),
    _l("One accepted answer must be wholly right."),
    _l("It has more than one answer block, which cannot be read yet."),
    _l("No answer begins with = or ~."),
    _l("No answer is embedded in the text."),
    _l("The text has more gaps than anybody could fill."),
    _l("The question has more answers than anybody could read."),
    _l("Some letters of this file are damaged. Save it as UTF-8 again where it was written."),
    _l("The file is larger than 20 MB. Cut it into parts."),
    _l("The file has far too many lines. Cut it into parts."),
    _l("The file holds no question."),
    _l("The picture of this question is not in the file."),
    _l("The text has no gap, or no word to fill it."),
    _l("A gap of the text has no right word."),
    _l("At least two things to put in order are needed."),
    _l("The settings of this question cannot be read."),
    _l("This instruction is not known."),
    _l("The file holds more than 10,000 questions. Cut it into parts."),
    _l("The text is in the old font encoding TCVN3. Save it as UTF-8."),
    _l("The text is in the old font encoding VNI. Save it as UTF-8."),
    _l("This is no text file."),
    _l("A pair has no arrow (->)."),
    _l("The line that says ANSWER names no letter of an option."),
    _l("An answer embedded in the text is of no known kind."),
    _l("A cell stands in a column without a name."),
    _l("Pictures in a table are not read."),
    _l("The workbook holds macros. Save it as XLSX without macros."),
    _l("This is an old workbook, or one with a password. Save it as XLSX without a password."),
)

OF_TYPE = re.compile(r"^Questions of the type (.+) cannot be read\.$")
"""How a reader says that it does not know a type."""
ENCODING = re.compile(r"^The encoding (.+) is not known\. Save the file as UTF-8\.$")
NO_VALUE = re.compile(r"^Cell (.+): a formula without its result\.")
AN_ERROR = re.compile(r"^Cell (.+): an error stands there instead of a value\.$")
OTHER_SHEET = re.compile(r"^The sheet (.+) is not read: only the first one that is not hidden is\.$")
BESIDE = re.compile(r"^text (before the first|beside the) answer: (.+)$", re.DOTALL)
MISSING = re.compile(r"^missing picture (.+)$")
FILE = re.compile(r"^(file|image|picture) (.+)$")
LOST = (
    _l("this type: other systems skip it, only this house reads it back"),
    _l("the whole question: the format does not know its type"), _l("pictures"), _l("hints"),
    _l("words for a right, partly right or wrong answer"), _l("weight or penalty"), _l("units"),
    _l("rubric, limits and note to markers"), _l("own rules of comparison, counting or order"),
    _l("an arrow (->) inside a pair"), _l("a label with a bracket"), _l("words beside single answers"),
    _l("part marks"), _l("number in the other system"), _l("pictures and layout of the text"),
    _l("files handed in with an essay"), _l("picture in the text"),
    _l("marks that did not add up: they are brought to 100 percent"), _l("that only some of its items are asked"),
    _l("answers that this type does not have"), _l("its own numbering of options"), _l("that it was hidden"),
    _l("that its order stays: here the quiz says so"), _l("what hints count or clear"),
)  # fmt: skip


def said(problem: str) -> str:
    """Say a reader's problem in the language of the request."""
    if found := OF_TYPE.match(problem):
        return str(_("Questions of the type %(kind)s cannot be read.", kind=found[1]))
    if found := ENCODING.match(problem):
        return str(_("The encoding %(name)s is not known. Save the file as UTF-8.", name=found[1]))
    if found := NO_VALUE.match(problem):
        return str(_("Cell %(cells)s: a formula without its result. Open the file in a table program, save it, and "
                     "bring it again.", cells=found[1]))  # fmt: skip
    if found := AN_ERROR.match(problem):
        return str(_("Cell %(cells)s: an error stands there instead of a value.", cells=found[1]))
    if found := OTHER_SHEET.match(problem):
        return str(_("The sheet %(name)s is not read: only the first one that is not hidden is.", name=found[1]))
    return str(_(problem))


def lost_said(what: str) -> str:
    """Say what a question carries and is not kept, in the language of the request."""
    if found := FILE.match(what):
        return str(_("the file %(name)s, which cannot be shown", name=found[2]))
    if found := MISSING.match(what):
        return str(_("the picture %(name)s, which is not in the file", name=found[1]))
    if found := BESIDE.match(what):
        return str(_("the words “%(words)s” beside the answers", words=found[2]))
    return what if what.startswith("<") else str(_(what))
