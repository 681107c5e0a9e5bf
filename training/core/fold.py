"""Words without their marks: what is typed without accents finds what is written with them.

`fold` gives exactly one character for each character of the NFC text, so that places found in the folded text
are places in the original, on SQLite's FTS5 and on PostgreSQL's tsvector alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

MOST_TOKENS = 12
LONGEST_TOKEN = 64
WORD = re.compile(r"[^\W_]+")
_D = str.maketrans("đĐðÐ", "dddd")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = re.compile(r"([bcdđghklmnpqrstvx]*)([aăâeêioôơuưy]{1,3})((?:ng|nh|ch|[cmnpt])?)")
_SHAPED = frozenset("ăâêôơư")


def nfc(text: str) -> str:
    """Return `text` composed: one code point for each Vietnamese letter. Every input goes through this."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return `text` without marks and capitals, as long as `nfc(text)`."""
    return "".join(map(_fold_letter, nfc(text)))


def fold_words(text: str) -> str:
    """Return `fold(text)` with a blank for whatever is neither letter nor digit; as long as `nfc(text)`.

    PostgreSQL's parser takes `15/UBND-VP` for a file name; blanks make both databases see three words.
    """
    return "".join(letter if letter.isalnum() else " " for letter in fold(text))


@lru_cache(maxsize=8192)
def _fold_letter(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    plain = base if all(map(unicodedata.combining, marks)) else letter
    return plain.translate(_D).lower()[0]


def tokens(query: str) -> list[str]:
    """Return the folded words of what a person typed into a search box: letters and digits, each once."""
    found = dict.fromkeys(word[:LONGEST_TOKEN] for word in WORD.findall(fold(query)))
    return list(found)[:MOST_TOKENS]


def fts5_query(words: Iterable[str]) -> str:
    """Return an FTS5 expression in which every word must begin some word of the text; "" for none.

    Each word stands in quotes (SQLite FTS5, section 3.1), so that nothing typed is read as syntax.
    """
    return " ".join(f'"{safe}"*' for word in words for safe in tokens(word))


def ts_query(words: Iterable[str]) -> str:
    """Return the same as an argument of PostgreSQL's to_tsquery."""
    return " & ".join(f"{safe}:*" for word in words for safe in tokens(word))


def highlight(original: str, query_tokens: Iterable[str]) -> list[tuple[str, bool]]:
    """Cut `original` (as NFC) into (text, is_hit) pieces; a hit is a whole word that begins with a token."""
    text, starts = nfc(original), tuple(query_tokens)
    pieces: list[tuple[str, bool]] = []
    done = 0
    for word in WORD.finditer(fold(text)) if starts else ():
        if word.group().startswith(starts):
            pieces += [(text[done : word.start()], False), (text[word.start() : word.end()], True)]
            done = word.end()
    pieces.append((text[done:], False))
    return [piece for piece in pieces if piece[0]]


def same_tone_placement(text: str) -> str:
    """Return `text` with each tone mark where `hòa`, `khỏe`, `thủy`, `quý` have it.

    Both placements (`hòa`, `hoà`) are right Vietnamese; answers that must match exactly are compared after
    this. Words that are not Vietnamese syllables stay as they are.
    """
    return WORD.sub(lambda word: _place_tone(word.group()), nfc(text))


@lru_cache(maxsize=4096)
def _place_tone(word: str) -> str:
    letters = [_without_tone(letter) for letter in word]
    marks = [mark for _, mark in letters if mark]
    bare = "".join(letter for letter, _ in letters)
    shape = _SYLLABLE.fullmatch(bare.lower())
    if len(marks) != 1 or shape is None or len(bare) != len(word):
        return word
    place = _tone_place(*shape.groups())
    return nfc(bare[: place + 1] + marks[0] + bare[place + 1 :])


def _without_tone(letter: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", letter)
    mark = "".join(part for part in parts if part in _TONES)
    return nfc("".join(part for part in parts if part not in _TONES)), mark


def _tone_place(onset: str, vowels: str, coda: str) -> int:
    """Return the index of the letter that bears the tone (modern spelling, but the older hòa, thủy)."""
    glide = len(vowels) > 1 and ((onset == "q" and vowels[0] == "u") or (onset == "g" and vowels[0] == "i"))
    nucleus, start = vowels[glide:], len(onset) + glide
    if shaped := [place for place, vowel in enumerate(nucleus) if vowel in _SHAPED]:
        return start + shaped[-1]
    if coda:
        return start + len(nucleus) - 1
    return start + (1 if len(nucleus) == 3 else 0)
