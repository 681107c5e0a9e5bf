"""Vietnamese dictionary order as a string of digits, since no database here sorts Vietnamese by itself.

Only the digits 0-9 are used: their order is the same under every collation of every database, so a plain
`ORDER BY sort_key` gives the order of ICU's `vi` locale on SQLite and on PostgreSQL alike.

Layout: two digits a letter (level 1), `00`, one digit a tone (level 2), `0`, one digit a case (level 3), `0`.
Source: CLDR collation chart for `vi`; tones as in DOMAIN order ngang, huyền, hỏi, ngã, sắc, nặng.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
SIGNS = " _-–—,;:!?.'‘’\"“”«»()[]{}§@*/\\&#%`^°+<=>|~$₫"
TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
OTHER_MARK = 7
_RANKS = {sign: rank for rank, sign in enumerate(SIGNS + "0123456789" + LETTERS, start=1)}
_BEYOND = "99"


def sort_key(text: str) -> str:
    """Return the key that puts `text` in Vietnamese order: letters, then tones, then small before capital."""
    letters, tones, cases = _levels(text)
    return f"{letters}00{tones.rstrip('1')}0{cases.rstrip('1')}0"


def name_key(full_name: str) -> str:
    """Return the key of a person's name: given name (the last word), then family name, then middle names.

    Each is compared with its tones before the next is looked at; capitals decide last of all.
    """
    words = unicodedata.normalize("NFC", full_name).split()
    given, family, middle = words[-1:], words[:-1][:1], words[1:-1]
    parts = [_levels(" ".join(part)) for part in (given, family, middle)]
    plain = "".join(f"{letters}00{tones.rstrip('1')}0" for letters, tones, _ in parts)
    return plain + "".join(cases for _, _, cases in parts).rstrip("1") + "0"


def _levels(text: str) -> tuple[str, str, str]:
    weights = [weight for letter in unicodedata.normalize("NFC", text) for weight in _weights(letter)]
    return "".join(w[0] for w in weights), "".join(w[1] for w in weights), "".join(w[2] for w in weights)


@lru_cache(maxsize=4096)
def _weights(letter: str) -> tuple[tuple[str, str, str], ...]:
    """Weigh one NFC character; format and control characters weigh nothing."""
    if letter.isspace():
        letter = " "
    lower = letter.lower()
    if lower in _RANKS:
        return ((f"{_RANKS[lower]:02}", "1", _case(letter)),)
    if unicodedata.category(letter) in {"Cc", "Cf", "Mn", "Me"}:
        return ()
    return _accented(letter) or _compatible(letter)


def _accented(letter: str) -> tuple[tuple[str, str, str], ...]:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = 1
    for mark in marks:
        joined = unicodedata.normalize("NFC", base + mark)
        if mark in TONES:
            tone = max(tone, TONES[mark])
        elif joined.lower() in _RANKS:
            base = joined
        elif unicodedata.combining(mark):
            tone = OTHER_MARK
        else:
            return ()
    rank = _RANKS.get(base.lower())
    return ((f"{rank:02}", str(tone), _case(base)),) if rank else ()


def _compatible(letter: str) -> tuple[tuple[str, str, str], ...]:
    """Weigh a ligature or a wide form by what it stands for, anything else by its code point, after z."""
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter:
        return tuple(weight for part in plain for weight in _weights(part))
    return ((f"{_BEYOND}{ord(letter):07}", "1", "1"),)


def _case(letter: str) -> str:
    return "2" if letter != letter.lower() else "1"
