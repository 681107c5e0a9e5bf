"""What an author types for each kind of block, and the block it makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as Maybe

from courses.authoring.tabbed import as_markdown
from courses.authoring.table_text import as_rows, as_text
from training.core import fold
from training.core.forms import BaseForm

LONG, LINE = 20_000, 300
MARKED = re.compile(r"\s*([-*+#>|]|\d+[.)]\s|```|$)")
"""A line that stands apart from its neighbours anyway: a list, a heading, a table, an empty one."""
BULLET = re.compile(r"^\s*[·•–]\s+", re.MULTILINE)
NUMBERED = re.compile(r"^(?:(?:\d{1,2}|[a-zđ])[.)]|[-·•–*])\s+")
ANSWERS = 5
Raw = dict[str, Any]


def as_typed(text: str) -> str:
    """Return running text in which each new line is one on the page too; dots are a list, and cells with tabs a table.

    A press of Enter means a new line to whoever writes; Markdown would run both lines together.
    """
    lines = BULLET.sub("- ", as_markdown(text)).split("\n")
    return "\n".join(_broken(line, after) for line, after in zip_longest(lines, lines[1:], fillvalue=""))


def _broken(line: str, after: str) -> str:
    """Return a line with the two spaces that break it, where the next one would run on from it."""
    apart = MARKED.match(line) or MARKED.match(after) or line.endswith(("  ", "\\"))
    return line if apart else f"{line}  "


class BlockForm(BaseForm):
    """A block: its fields are named like the data they make."""

    type = ""

    def fill(self, raw: Mapping[str, Any]) -> None:
        """Show what a block says."""
        for name, field in self._fields.items():
            if name in raw and not isinstance(field, FileField):
                field.data = raw[name]

    def raw(self, _old: Mapping[str, Any]) -> Raw:
        """Return the block as plain data; files keep the name they had until another is chosen."""
        names = [name for name, field in self._fields.items() if name != "csrf_token" and field.type != "FileField"]
        made = {"type": self.type} | {name: self._fields[name].data or "" for name in names}
        return made | ({"md": as_typed(made["md"])} if "md" in made else {})


class HeadingForm(BlockForm):
    """A heading."""

    type = "heading"
    text = StringField(_l("Heading"), [InputRequired(), Length(max=LINE)])


class TextForm(BlockForm):
    """Running text."""

    type = "text"
    md = TextAreaField(_l("Text"), [InputRequired(), Length(max=LONG)], render_kw={"rows": 8, "data-rich": ""})


class CalloutForm(BlockForm):
    """A remark set apart."""

    type = "callout"
    kind = SelectField(_l("Kind"), choices=[
        SelectChoice("nhớ", _l("Remember")), SelectChoice("cẩn thận", _l("Be careful")),
        SelectChoice("mẹo", _l("A tip")), SelectChoice("tham khảo", _l("Reference")),
    ])  # fmt: skip
    md = TextAreaField(_l("Text"), [InputRequired(), Length(max=LONG)], render_kw={"rows": 4, "data-rich": ""})


class PictureForm(BlockForm):
    """A picture, with the words that stand for it."""

    type = "picture"
    file = FileField(_l("Picture (PNG, JPEG, WebP, GIF)"))
    alt = TextAreaField(_l("What the picture shows, for those who cannot see it"), [InputRequired(), Length(max=1000)])
    caption = StringField(_l("Caption"), [Maybe(), Length(max=LINE)])


class VideoForm(BlockForm):
    """A film with captions and transcript."""

    type = "video"
    title = StringField(_l("Title"), [InputRequired(), Length(max=LINE)])
    file = FileField(_l("Video (MP4, WebM)"))
    captions_file = FileField(_l("Captions (.vtt, .srt)"))
    transcript = TextAreaField(_l("Transcript"), [InputRequired(), Length(max=LONG)], render_kw={"rows": 6})


class AudioForm(BlockForm):
    """A recording with its words."""

    type = "audio"
    title = StringField(_l("Title"), [InputRequired(), Length(max=LINE)])
    file = FileField(_l("Recording (MP3, M4A, OGG, WAV)"))
    transcript = TextAreaField(_l("Transcript"), [InputRequired(), Length(max=LONG)], render_kw={"rows": 6})


class DownloadForm(BlockForm):
    """A file to take along."""

    type = "file"
    title = StringField(_l("Title"), [InputRequired(), Length(max=LINE)])
    file = FileField(_l("File"))
    note = StringField(_l("Note"), [Maybe(), Length(max=LINE)])


class StepsForm(BlockForm):
    """Numbered steps."""

    type = "steps"
    items = TextAreaField(_l("Steps, one a line"), [InputRequired(), Length(max=LONG)], render_kw={"rows": 6})

    def fill(self, raw: Mapping[str, Any]) -> None:
        """Show one step a line."""
        self.items.data = "\n".join(raw["items"])

    def raw(self, _old: Mapping[str, Any]) -> Raw:
        """Take one step a line; a number somebody typed before it is not said twice."""
        lines = [NUMBERED.sub("", line.strip()) for line in (self.items.data or "").splitlines()]
        return {"type": self.type, "items": [line for line in lines if line]}


def _with_its_tabs(value: Any) -> Any:
    """Bring text into NFC and cut the empty lines around it; a tab at its head is an empty first cell."""
    return fold.nfc(value).strip(" \r\n") if isinstance(value, str) else value


class TableForm(BlockForm):
    """A small table."""

    type = "table"
    caption = StringField(_l("What the table is about"), [InputRequired(), Length(max=LINE)])
    rows = TextAreaField(
        _l("Rows, the header first"), [InputRequired(), Length(max=LONG)], filters=[_with_its_tabs],
        render_kw={"rows": 6},
    )  # fmt: skip

    def fill(self, raw: Mapping[str, Any]) -> None:
        """Show one row a line, cells parted by a bar."""
        self.caption.data = raw["caption"]
        self.rows.data = as_text([raw["head"], *raw["rows"]])

    def raw(self, _old: Mapping[str, Any]) -> Raw:
        """Take one row a line, cells parted by a bar or, as a spreadsheet gives them, by tabs."""
        lines = as_rows(self.rows.data or "")
        return {"type": self.type, "caption": self.caption.data, "head": lines[0] if lines else [], "rows": lines[1:]}


class TermForm(BlockForm):
    """A word explained."""

    type = "term"
    word = StringField(_l("Word"), [InputRequired(), Length(max=LINE)])
    meaning = TextAreaField(_l("Meaning"), [InputRequired(), Length(max=2000)])


class SelfCheckForm(BlockForm):
    """A question for oneself, every answer explained."""

    type = "self_check"
    question = TextAreaField(_l("Question"), [InputRequired(), Length(max=1000)])
    right = RadioField(
        _l("Right answer"), choices=[SelectChoice(str(n), str(n + 1)) for n in range(ANSWERS)], default="0"
    )

    def fill(self, raw: Mapping[str, Any]) -> None:
        """Show each answer beside its explanation."""
        self.question.data = raw["question"]
        for number, option in enumerate(raw["options"][:ANSWERS]):
            self[f"text{number}"].data, self[f"why{number}"].data = option["text"], option["feedback"]
            if option.get("right"):
                self.right.data = str(number)

    def raw(self, _old: Mapping[str, Any]) -> Raw:
        """Take the answers that have a text."""
        options = [
            {"text": self[f"text{n}"].data, "right": self.right.data == str(n), "feedback": self[f"why{n}"].data or ""}
            for n in range(ANSWERS)
            if self[f"text{n}"].data
        ]
        return {"type": self.type, "question": self.question.data, "options": options}

    @property
    def answers(self) -> list[tuple[Any, Any]]:
        """Return the two fields of each answer."""
        return [(self[f"text{n}"], self[f"why{n}"]) for n in range(ANSWERS)]


for _number in range(ANSWERS):
    _label = _l("Answer %(num)s", num=_number + 1)
    setattr(SelfCheckForm, f"text{_number}", StringField(_label, [Maybe(), Length(max=LINE)]))
    setattr(SelfCheckForm, f"why{_number}", StringField(_l("What the learner is told"), [Maybe(), Length(max=1000)]))


class ActivityForm(BlockForm):
    """A way into a quiz, an exercise or a mailbox."""

    type = "link_to_activity"
    to = SelectField(_l("Where it leads"), [InputRequired()])
    label = StringField(_l("Words on the button"), [InputRequired(), Length(max=LINE)])
    note = StringField(_l("Note"), [Maybe(), Length(max=LINE)])


class LinkForm(BlockForm):
    """A way out of the house."""

    type = "link"
    url = StringField(_l("Address"), [InputRequired(), Length(max=2000)])
    label = StringField(_l("Words on the button"), [InputRequired(), Length(max=LINE)])
    note = StringField(_l("Note"), [Maybe(), Length(max=LINE)])


def question_name(raw: Mapping[str, Any]) -> str:
    """Return how a list to choose from names the question of a block."""
    return f"{raw['source']}/{raw['item']}/{raw['version']}"


class BankQuestionForm(BlockForm):
    """A question of the bank."""

    type = "bank_question"
    item = SelectField(_l("Question of the bank"), [InputRequired()])

    def fill(self, raw: Mapping[str, Any]) -> None:
        """Show which question is chosen."""
        self.item.data = question_name(raw)

    def raw(self, _old: Mapping[str, Any]) -> Raw:
        """Take the question's name apart."""
        source, _slash, rest = str(self.item.data).partition("/")
        item, _slash, version = rest.partition("/")
        number, edition = (int(each) if each.isdecimal() else 0 for each in (item, version))
        return {"type": self.type, "source": source, "item": number, "version": edition}


FORMS: dict[str, type[BlockForm]] = {
    form.type: form
    for form in (
        TextForm, HeadingForm, CalloutForm, PictureForm, VideoForm, AudioForm, DownloadForm, TableForm, StepsForm,
        TermForm, SelfCheckForm, BankQuestionForm, ActivityForm, LinkForm,
    )
}  # fmt: skip
