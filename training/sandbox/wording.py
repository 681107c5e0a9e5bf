"""The practised systems in the words of the product in use in the province: menus, buttons, fields, states, parts.

Shipped words are the keys. A page of the window is drawn as it is shipped, and then speaks the province's words: where
a label stands alone, begins a title, or is quoted; the name of a part wherever it stands. So no page can forget it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from markupsafe import escape

from training.core import settings
from training.core.settings import Setting
from training.sandbox.cases.rules import boards
from training.sandbox.fields import PERSON
from training.sandbox.systems import SYSTEMS
from training.sandbox.world.hats import HAT_NAMES

KEY = "sandbox.words"
SETTING = Setting(KEY, "", default={}, group=settings.HIDDEN)
LONGEST = 80
MENU = ("Việc của tôi", "Sổ sách", "Tiếp nhận tại quầy", "Tiếp nhận bưu chính")
LABELS = (
    "Đọc thẻ căn cước", "Hẹn trả kết quả", "Mã hồ sơ", "Nhận lúc", "Hẹn trả", "Người nộp", "Tình trạng", "Nộp thế nào",
    "Số trang bản chính", "Đã đối chiếu", "Chủ hồ sơ, thủ tục", "Nguồn", "Bản quét", "Đối chiếu", "Giấy tờ",
)  # fmt: skip
"""Words that stand in the pages themselves."""
NODE = re.compile(r"(<(\w+)[^>]*>|</\w+>)([^<]+)")
SPOKEN = re.compile(r'(?<=\s)(aria-label|title|data-label)="([^"]*)"')


@cache
def vocabulary() -> dict[str, tuple[str, ...]]:
    """Return every word that may be put otherwise, by what it names; each word once."""
    taken: set[str] = set()
    groups: dict[str, tuple[str, ...]] = {}
    for name, words in _groups():
        fresh = [word for word in dict.fromkeys(words) if word and word not in taken]
        taken |= set(fresh)
        groups[name] = tuple(fresh)
    return groups


def _groups() -> Iterator[tuple[str, list[str]]]:
    verbs = SYSTEMS.verbs.values()
    yield "menu", [*MENU, *(menu.group for menu in boards.MENUS), *(menu.label for menu in boards.MENUS)]
    yield "acts", [verb.label for verb in verbs]
    fields = [field.label.replace(" (dòng số)", "") for verb in verbs for field in verb.fields]
    yield "fields", [*fields, *(label for _name, label in PERSON), *LABELS]
    yield "states", [name for names in SYSTEMS.states.values() for name in names.values()]
    yield "parts", list(HAT_NAMES.values())


def words() -> dict[str, str]:
    """Return what the province says instead of what is shipped."""
    found: dict[str, str] = settings.get(KEY)
    return found


def decide(wanted: Mapping[str, str]) -> None:
    """Put words otherwise; an empty or shipped one goes back to what is shipped."""
    known = {word for group in vocabulary().values() for word in group}
    clean = {old: " ".join(new.split())[:LONGEST] for old, new in wanted.items() if old in known}
    settings.put(KEY, {old: new for old, new in clean.items() if new and new != old})


def spoken(html: str, said: Mapping[str, str]) -> str:
    """Return a page of the window in the province's words."""
    if not said:
        return html
    patterns = _patterns(tuple(said.items()))
    html = NODE.sub(lambda found: found[0] if found[2] == "textarea" else found[1] + _say(found[3], patterns), html)
    return SPOKEN.sub(lambda found: f'{found[1]}="{_say(found[2], patterns)}"', html)


def _say(text: str, patterns: list[tuple[re.Pattern[str], str]]) -> str:
    for pattern, new in patterns:
        text = pattern.sub(lambda found, new=new: _cased(found[0], new), text)  # type: ignore[misc]
    return text


@lru_cache(maxsize=8)
def _patterns(said: tuple[tuple[str, str], ...]) -> list[tuple[re.Pattern[str], str]]:
    parts = set(vocabulary()["parts"])
    found = []
    for old, new in sorted(said, key=lambda one: -len(one[0])):
        word = re.escape(str(escape(old)))
        if old in parts:
            pattern = re.compile(rf"\b{word}\b", re.IGNORECASE)
        else:
            pattern = re.compile(rf"^\s*{word}(?=\s*(?:$|[:(]))|(?<=“){word}(?=”)|(?<=:\s){word}(?=\s*$)")
        found.append((pattern, str(escape(new))))
    return found


def _cased(old: str, new: str) -> str:
    """Return the new word with the spaces of the old one, in lower case where the old one was."""
    lead = old[: len(old) - len(old.lstrip())]
    bare = old.strip()
    return lead + (new[:1].lower() + new[1:] if bare[:1].islower() else new)
