"""What editors write: every part of a guide, in both languages; lists one line each."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as Maybe

from training.core.forms import BaseForm
from training.guidance.queries import LISTS, PARTS

LABELS = {
    "title": _l("Title"), "for_whom": _l("For whom"), "summary": _l("In two sentences"), "time": _l("Time"),
    "fee": _l("Fee"), "where": _l("Where to hand in"), "result": _l("What one gets"),
    "papers": _l("Papers, one a line"),
    "not_needed": _l("Not needed any more, one a line"), "steps": _l("Steps, one a line"),
    "online": _l("Online, one a line"), "scam": _l("Beware of, one a line"),
}  # fmt: skip


class GuideForm(BaseForm):
    """A guide in both languages."""

    note = StringField(_l("What changed"), [InputRequired(), Length(max=300)])

    def body(self) -> dict[str, Any]:
        """Return what was typed as a guide's wording."""
        return {locale: {part: self._part(locale, part) for part in PARTS} for locale in ("vi", "en")}

    def _part(self, locale: str, part: str) -> Any:
        typed = self[f"{locale}_{part}"].data or ""
        return [line.strip() for line in typed.splitlines() if line.strip()] if part in LISTS else typed.strip()


for _locale in ("vi", "en"):
    for _part in PARTS:
        _kind = TextAreaField if _part in (*LISTS, "summary") else StringField
        setattr(GuideForm, f"{_locale}_{_part}", _kind(LABELS[_part], [Maybe(), Length(max=6000)]))
