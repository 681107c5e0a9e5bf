"""Places in a wording: a word in braces that the house fills in, named in Vietnamese or in English.

Both names mean the same in every wording, so that texts written with either go on working.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from training.core import fold, i18n
from training.core.errors import RuleBroken

PLACE = re.compile(r"\{([^{}\n]*)\}")
SPOKEN: Mapping[str, tuple[str, Any]] = {
    "activity": ("hoat_dong", _l("the activity that was finished")),
    "certificate": ("chung_nhan", _l("what the certificate is for")),
    "count": ("so_tin", _l("how many things are new")),
    "day": ("ngay", _l("day, month and year")),
    "due": ("han", _l("until when, and how long that is")),
    "ended": ("da_het", _l("how many certificates have ended")),
    "ending": ("sap_het", _l("how many certificates end soon")),
    "gate": ("can_dat", _l("the share that must have finished")),
    "late": ("qua_han", _l("how many things asked are late")),
    "lines": ("danh_sach", _l("everything new, one thing on a line")),
    "link": ("lien_ket", _l("the address to open")),
    "minutes": ("phut", _l("a number of minutes")),
    "name": ("ten", _l("the name of the person")),
    "people": ("so_nguoi", _l("how many people")),
    "reached": ("da_dat", _l("the share that has finished")),
    "reason": ("ly_do", _l("the reason that was written")),
    "title": ("noi_dung", _l("the name of what it is about")),
    "until": ("den_ngay", _l("the last day on which it is good")),
    "waiting": ("dang_cho", _l("how many requests wait")),
    "wave": ("dot", _l("the name of the wave")),
}
"""Each place by its name in English: its name in Vietnamese, and what stands there."""
ENGLISH = {vietnamese: name for name, (vietnamese, _says) in SPOKEN.items()}


def called(typed: str) -> str:
    """Return the English name of a place however it is typed: `{ten}`, `{Tên}` and `{name}` are one."""
    plain = "_".join(fold.fold(typed).replace("_", " ").split())
    return ENGLISH.get(plain, plain)


def named(text: str) -> set[str]:
    """Return the English names of the places in a text."""
    return {called(each) for each in PLACE.findall(text)}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into the places of a text, once: what a value holds is never read as a place or as code."""
    return PLACE.sub(lambda found: str(values.get(called(found[1]), found[0])), text)


def spelled(text: str, locale: str) -> str:
    """Return a text with its places named in a language; a place that nobody knows stays as it is."""
    return PLACE.sub(lambda found: written(called(found[1]), locale) if called(found[1]) in SPOKEN else found[0], text)


def written(name: str, locale: str) -> str:
    """Return how a place is typed in a language, braces and all."""
    return f"{{{SPOKEN[name][0] if locale == 'vi' else name}}}"


def explained(known: Mapping[str, str], locale: str) -> list[tuple[str, str, Any, str]]:
    """Return (English name, how it is typed, what stands there, an example) of each place, from names to examples."""
    return [(name, written(name, locale), SPOKEN[name][1], example) for name, example in known.items()]


def check(text: str, known: Collection[str], field: str) -> None:
    """Raise RuleBroken beside `field` for places that nobody fills there, with those that are, or for a lone brace."""
    locale = i18n.locale()
    strange = [f"{{{each}}}" for each in dict.fromkeys(PLACE.findall(text)) if called(each) not in known]
    if strange and known:
        listed, said = ", ".join(written(each, locale) for each in known), ", ".join(strange)
        message = _("%(strange)s is not known here. You may use: %(known)s.", strange=said, known=listed)
        raise RuleBroken(message, field=field, code="place.unknown")
    if strange or re.search(r"[{}]", PLACE.sub("", text)):
        raise RuleBroken(_lone(known, locale), field=field, code="place.brace")


def _lone(known: Collection[str], locale: str) -> str:
    if not known:
        return str(_("Nothing is filled in here: leave the braces out."))
    return str(_("A brace stands alone. Write both, as in %(place)s.", place=written(next(iter(known)), locale)))
