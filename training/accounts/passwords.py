"""Passwords: how they are kept, which are refused, and an easy long one to take.

Lengths after NIST SP 800-63B-4: 15 characters where the password stands alone, 8 beside a second factor; no rules of
composition, no forced change; a blocklist that needs no network.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from training.core import fold
from training.core.errors import RuleBroken

ALONE, WITH_SECOND_FACTOR, LONGEST = 15, 8, 256
AT_ONCE = threading.Semaphore(2)
"""Each hash takes 19 MiB and 20 ms: two at a time keep memory flat when a whole office signs in."""
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
BLOCKLIST = Path(__file__).with_name("common_passwords.txt")
FEWEST_OWN = 6
"""Characters that must remain once everything guessable is taken out."""
RUNS = ("0123456789", "1234567890", "9876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
WORDS = (
    "an", "bac", "ban", "bao", "bien", "bon", "buom", "ca", "cam", "canh", "cao", "cau", "cay", "chanh", "chao",
    "chim", "cho", "chuoi", "com", "cua", "cuc", "da", "dan", "dao", "dau", "den", "deo", "dom", "dong", "dua", "duoc",
    "duong", "ga", "gao", "ghe", "gio", "giong", "gung", "hai", "hat", "ho", "hoa", "hong", "huong", "keo", "khe",
    "khoai", "kim", "la", "lan", "lua", "luoi", "mai", "man", "may", "me", "mia", "muoi", "nam", "nang", "nep",
    "ngo", "ngoc", "nhan", "nho", "non", "nuoc", "oc", "oi", "ong", "phao", "que", "rach", "rau", "rong", "rung",
    "sao", "sau", "sen", "song", "suoi", "tao", "tau", "thom", "thuyen", "tia", "to", "tom", "trai", "tram", "trang",
    "trau", "tre", "trong", "tuyet", "vang", "vit", "voi", "vuon", "xanh", "xoai", "xuan", "xuong",
)  # fmt: skip


def hash_password(password: str) -> str:
    """Return the argon2id hash of `password`. Slow on purpose: never call it while holding the database's lock."""
    with AT_ONCE:
        return HASHER.hash(fold.nfc(password))


def verify(kept: str | None, password: str) -> bool:
    """Say whether `password` is the kept one; without one it takes just as long, and says no."""
    with AT_ONCE:
        try:
            return HASHER.verify(kept or _nobody(), fold.nfc(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def needs_rehash(kept: str) -> bool:
    """Say whether a kept hash was made with weaker settings than today's."""
    return HASHER.check_needs_rehash(kept)


def check(password: str, *, least: int = ALONE, names: Iterable[str] = (), field: str = "password") -> None:
    """Raise RuleBroken for a password that is too short, too long, or made of what anybody would guess first.

    `names` are the person's own and their unit's: a password made of them is refused too.
    """
    length = len(fold.nfc(password))
    if length < least:
        message = _(
            "This password has %(length)s characters; at least %(least)s are needed. A few everyday words will do.",
            length=length, least=least,
        )  # fmt: skip
        raise RuleBroken(message, field=field, code="password.short")
    if length > LONGEST:
        raise RuleBroken(_("At most %(most)s characters.", most=LONGEST), field=field, code="password.long")
    if len(own_part(password, names)) < min(FEWEST_OWN, least - 2):
        raise RuleBroken(
            _("This password is among the first that anybody would try. Add words that only you would choose."),
            field=field, code="password.common",
        )  # fmt: skip


def own_part(password: str, names: Iterable[str] = ()) -> str:
    """Return what remains of a password without common words, names, runs of keys and repeated letters."""
    rest = re.sub(r"[^a-z0-9]", "", fold.fold(fold.nfc(password)).replace("đ", "d"))
    rest = rest.translate(str.maketrans("@$", "as"))
    guessable = sorted({*_blocklist(), *_plain_names(names)}, key=len, reverse=True)
    for word in guessable:
        if len(word) >= 3:
            rest = rest.replace(word, "")
    for run in RUNS:
        for size in range(len(run), 2, -1):
            for start in range(len(run) - size + 1):
                rest = rest.replace(run[start : start + size], "")
    rest = re.sub(r"(.{1,4}?)\1{2,}", "", rest)
    rest = re.sub(r"(19|20)\d\d", "", rest)
    return rest if len(set(rest)) >= 4 else ""


def suggest() -> str:
    """Return an easy long password: five everyday words without marks, some 33 bits from a hundred words each."""
    while True:
        words = "-".join(secrets.choice(WORDS) for _turn in range(5))
        if len(words) >= ALONE + 2 and len(own_part(words)) >= FEWEST_OWN:
            return words


def _plain_names(names: Iterable[str]) -> set[str]:
    whole = {re.sub(r"[^a-z0-9]", "", fold.fold(fold.nfc(name))) for name in names}
    parts = {part for name in names for part in re.split(r"[^a-z0-9]+", fold.fold(fold.nfc(name))) if len(part) > 3}
    return whole | parts


@cache
def _blocklist() -> frozenset[str]:
    lines = BLOCKLIST.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))


@cache
def _nobody() -> str:
    return HASHER.hash(secrets.token_urlsafe(32))
