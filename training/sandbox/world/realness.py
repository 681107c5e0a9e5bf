"""Keeping real people out of the copy: what looks like a real number is refused, with the reason.

Real personal numbers begin with a province (001 to 096), real mobile numbers with 03, 05, 07, 08 or 09; the
copy's own begin with 999 and 01, and its mail ends in @vidu.invalid, so the two can never be confused.
"""

from __future__ import annotations

import re

from training.sandbox.world.steps import Refused

FAKE_NUMBER = "999"
FAKE_PHONE = "01"
FAKE_MAIL = "@vidu.invalid"
_BRACKETS = str.maketrans("", "", "()")
_PLEASE = "Sân tập không nhận dữ liệu của người thật."
_NOT_INSIDE = r"(?<!\d)(?<!\d[.\-])"
"""Not in the middle of a longer row of digits, such as a case code or an amount."""
_NO_DAY = r"(?!\d\d[ .\-]\d\d[ .\-]\d{4})"
_REAL_NUMBER = re.compile(_NOT_INSIDE + r"0(?:0[1-9]|[1-8]\d|9[0-6])(?:[ .\-]?\d){9}(?!\d)")
_REAL_PHONE = re.compile(_NOT_INSIDE + _NO_DAY + r"(?:0|\+?84[ .\-]?)[ .\-]?[35789](?:[ .\-]?\d){8}(?!\d)")


def check_number(number: str, field: str) -> str:
    """Return a fictitious personal number as digits; raise Refused with the reason."""
    digits = number.replace(" ", "").replace(".", "")
    if not (digits.isascii() and digits.isdigit()):
        raise Refused("bad_number", "Số định danh chỉ gồm chữ số.", field)
    if len(digits) < 12:
        raise Refused("bad_number", f"Số định danh mới có {len(digits)} chữ số, cần đủ 12.", field)
    if len(digits) > 12:
        raise Refused("bad_number", f"Số định danh có {len(digits)} chữ số, chỉ cần 12.", field)
    if not digits.startswith(FAKE_NUMBER):
        reason = f"Số này giống số định danh thật. {_PLEASE} Hãy dùng số giả bắt đầu bằng 999."
        raise Refused("real_number", reason, field)
    return digits


def check_phone(phone: str, field: str) -> str:
    """Return a fictitious telephone number as digits; raise Refused with the reason."""
    digits = phone.replace(" ", "").replace(".", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) != 10:
        raise Refused("bad_phone", "Số điện thoại cần đủ 10 chữ số.", field)
    if not digits.startswith(FAKE_PHONE):
        reason = f"Số này giống số điện thoại thật. {_PLEASE} Hãy dùng số giả bắt đầu bằng 01."
        raise Refused("real_phone", reason, field)
    return digits


def check_mail(mail: str, field: str) -> str:
    """Return a fictitious e-mail address; raise Refused with the reason."""
    if mail and not mail.lower().endswith(FAKE_MAIL):
        raise Refused("real_mail", f"{_PLEASE} Địa chỉ thư trong sân tập kết thúc bằng {FAKE_MAIL}.", field)
    return mail


def check_words(words: str, field: str) -> str:
    """Return free text; raise Refused where it holds what looks like a real citizen's number."""
    if _REAL_NUMBER.search(words):
        raise Refused("real_number", f"Ô này có dãy số giống số định danh thật. {_PLEASE}", field)
    if _REAL_PHONE.search(words.translate(_BRACKETS)):
        reason = f"Ô này có dãy số giống số điện thoại thật. {_PLEASE} Dùng số giả bắt đầu bằng 01, ví dụ 0100 000 123."
        raise Refused("real_phone", reason, field)
    return words
