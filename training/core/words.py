"""How the house says days, moments, deadlines, money and durations, in both languages."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from training.core import clock, i18n, richtext
from training.core.calendar import store

WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def weekday(on: date) -> str:
    """Return the name of the day of the week."""
    return WEEKDAYS[i18n.locale()][on.weekday()]


def day(on: date | datetime | None, *, year: bool = True) -> str:
    """Say a day: "thứ Sáu 13/11/2026"; "" for none."""
    if on is None:
        return ""
    local = _local_day(on)
    return f"{weekday(local)} {local:%d/%m/%Y}" if year else f"{weekday(local)} {local:%d/%m}"


def short_day(on: date | datetime | None) -> str:
    """Say a day in a table: "13/11/2026"."""
    return f"{_local_day(on):%d/%m/%Y}" if on is not None else ""


def moment(at: datetime | None) -> str:
    """Say a moment on the office's clock: "08:31 thứ Sáu 13/11/2026"."""
    return f"{hour(at)} {day(at)}" if at is not None else ""


def hour(at: datetime | None) -> str:
    """Say the time of day on the office's clock: "08:31"."""
    return f"{clock.local(at):%H:%M}" if at is not None else ""


def hour_or_day(at: datetime | None) -> str:
    """Say when, as short as today allows: "08:31", and on another day "08:31 thứ Sáu 13/11"."""
    if at is None:
        return ""
    on, today = _local_day(at), clock.today()
    return hour(at) if on == today else f"{hour(at)} {day(on, year=on.year != today.year)}"


def due(on: date | datetime | None) -> str:
    """Say a deadline with what is left: "hạn thứ Sáu 13/11, còn 4 ngày làm việc"."""
    if on is None:
        return str(_("no deadline"))
    last, today = _local_day(on), clock.today()
    said = _("due %(day)s", day=day(last, year=last.year != today.year))
    return f"{said}, {left(last, today)}"


def due_told(on: date | datetime | None) -> str:
    """Say a deadline as a notice does: once it has passed, only the day, for an old notice knows not what was done."""
    if on is None or (last := _local_day(on)) >= (today := clock.today()):
        return due(on)
    return str(_("due %(day)s", day=day(last, year=last.year != today.year)))


def left(last: date, today: date) -> str:
    """Say how many working days remain until `last`, or how many it is late."""
    calendar = store.current()
    if last == today:
        return str(_("today"))
    if last < today:
        late = calendar.working_days_between(last, today)
        return (
            str(ngettext("%(num)s working day late", "%(num)s working days late", late))
            if late
            else str(_("just past"))
        )
    days = calendar.working_days_between(today, last)
    return (
        str(ngettext("%(num)s working day left", "%(num)s working days left", days)) if days else str(_("on a day off"))
    )


def capfirst(text: str) -> str:
    """Return `text` with a capital at its head, the rest as it is."""
    return text[:1].upper() + text[1:]


def money(amount: int | None) -> str:
    """Say an amount of đồng: "12.000 đồng"."""
    return f"{amount:,}".replace(",", ".") + " đồng" if amount is not None else ""


def number(value: float | None) -> str:
    """Say a number as the language writes it: "1.234,5"."""
    if value is None:
        return ""
    text = f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else f"{value:,}"
    return text.translate(str.maketrans(",.", ".,")) if i18n.locale() == "vi" else text


def percent(fraction: float | None) -> str:
    """Say a fraction of one: "85 %"."""
    return f"{round(fraction * 100)} %" if fraction is not None else ""


def minutes(count: float | None) -> str:
    """Say a duration given in minutes: "6 phút"; from two hours on "2 giờ 30 phút", from two days on "3 ngày"."""
    whole = max(1, round(count)) if count else 0
    hours, rest = divmod(whole, 60)
    if hours < 2:
        return str(ngettext("%(num)s minute", "%(num)s minutes", whole))
    days, over = divmod(hours, 24)
    if days >= 2 and not rest and not over:
        return str(ngettext("%(num)s day", "%(num)s days", days))
    said = str(ngettext("%(num)s hour", "%(num)s hours", hours))
    return f"{said} {minutes(rest)}" if rest else said


def _local_day(on: date | datetime) -> date:
    return clock.local(on).date() if isinstance(on, datetime) else on


def init_app(app: Flask) -> None:
    """Give templates these words as filters."""
    for filter_ in (capfirst, weekday, day, short_day, moment, hour, hour_or_day, due, money, number,
                    percent, minutes):  # fmt: skip
        app.jinja_env.filters[filter_.__name__] = filter_
    app.jinja_env.filters["safe_rich"] = richtext.safe_rich
