"""Text files as Vietnamese offices really have them: UTF-8, what Excel writes, and old Windows code pages."""

from __future__ import annotations

import re
import unicodedata

_VOWELS = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
_TONES = frozenset("\u0300\u0309\u0303\u0301\u0323")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_TCVN3 = re.compile(r"[A-Za-z][¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾]|[¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾][A-Za-z]")
_VNI = re.compile(r"(?i)[aeouy][ùøûõïâáàåãäéèúüëê]|[ñ][aeiouyöô]|[öô][ùøûõïa]")


class TextRefused(ValueError):
    """These bytes are not text we can read. `code`: binary, unknown_encoding, tcvn3, vni or empty_utf16."""

    def __init__(self, code: str) -> None:
        """Remember why."""
        super().__init__(code)
        self.code = code


def decode_text(data: bytes) -> tuple[str, str]:
    """Return the text of `data` as NFC, without its mark, and the encoding it was in.

    Encodings: utf-8, utf-8-sig, utf-16-le, utf-16-be, windows-1258, windows-1252. Raises TextRefused, by name
    also for the two pre-Unicode Vietnamese fonts (TCVN3, VNI), whose letters would come out as gibberish.
    """
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return _marked(data[len(mark) :], name)
    if guess := _utf16_without_mark(data):
        return _marked(data, guess)
    if b"\x00" in data:
        raise TextRefused("binary")
    try:
        return _clean(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _old_code_page(data)


def _marked(data: bytes, name: str) -> tuple[str, str]:
    try:
        return _clean(data.decode("utf-8" if name == "utf-8-sig" else name)), name
    except UnicodeDecodeError:
        raise TextRefused("unknown_encoding") from None


def _utf16_without_mark(data: bytes) -> str:
    """Guess UTF-16 by where the NULs of plain letters and line ends stand."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd < half * 0.05 else ""


def _old_code_page(data: bytes) -> tuple[str, str]:
    western = _try(data, "cp1252")
    if western is not None:
        _refuse_old_fonts(western)
    vietnamese = _try(data, "cp1258")
    if vietnamese is not None and _reads_as_vietnamese(vietnamese):
        return _clean(vietnamese), "windows-1258"
    if western is not None:
        return _clean(western), "windows-1252"
    raise TextRefused("unknown_encoding")


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _reads_as_vietnamese(text: str) -> bool:
    """Say whether every combining tone sits on a vowel, and there is something only Vietnamese has."""
    own = sum(letter in "đĐơƠưƯăĂ" for letter in text)
    for before, letter in zip(" " + text, text, strict=False):
        if unicodedata.combining(letter):
            if letter not in _TONES or before not in _VOWELS:
                return False
            own += 1
    return own > 0


def _refuse_old_fonts(western: str) -> None:
    strange = sum(ord(letter) > 0x7F for letter in western)
    if len(_TCVN3.findall(western)) >= max(3, strange * 0.3):
        raise TextRefused("tcvn3")
    if len(_VNI.findall(western)) >= max(3, strange * 0.45):
        raise TextRefused("vni")


def _clean(text: str) -> str:
    if len(_CONTROL.findall(text)) > len(text) // 200:
        raise TextRefused("binary")
    return unicodedata.normalize("NFC", text)
