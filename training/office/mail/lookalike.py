"""Say in words how a domain imitates another, for the explanation an author writes beside a cue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TWINS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("ii", "u"))
DIGITS = {"0": "o", "1": "l", "3": "e", "5": "s"}
FOREIGN = dict(zip("аеорсухіјѕԁԛɡıα", "aeopcyxijsdqgia", strict=True))


class Trick(StrEnum):
    """The way one domain imitates another."""

    FOREIGN_LETTER = "foreign_letter"
    TWIN_LETTERS = "twin_letters"
    DIGIT = "digit"
    SWAPPED = "swapped"
    MISSING = "missing"
    EXTRA = "extra"
    REPLACED = "replaced"
    PREFIX = "prefix"
    ADDED_WORD = "added_word"
    OTHER_ENDING = "other_ending"


@dataclass(frozen=True, slots=True)
class Lookalike:
    """What was found: the trick, and a sentence in each language."""

    trick: Trick
    text_vi: str
    text_en: str


def compare(domain: str, real: str) -> Lookalike | None:
    """Return how `domain` imitates `real`; None where they are the same or have nothing in common."""
    fake, true = _plain(domain), _plain(real)
    if fake == true or fake.endswith(f".{true}"):
        return None
    return _foreign(fake, true) or _twins(fake, true) or _one_letter(fake, true) or _whole_parts(fake, true)


def _plain(domain: str) -> str:
    """Lower the case, drop a final dot, and show what a punycode name would look like."""
    labels = domain.strip().rstrip(".").casefold().split(".")
    return ".".join(_unpuny(label) for label in labels)


def _unpuny(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _foreign(fake: str, true: str) -> Lookalike | None:
    odd = sorted({letter for letter in fake if letter in FOREIGN})
    if not odd or "".join(FOREIGN.get(letter, letter) for letter in fake) != true:
        return None
    shown = ", ".join(f"“{FOREIGN[letter]}” (U+{ord(letter):04X})" for letter in odd)
    return Lookalike(
        Trick.FOREIGN_LETTER,
        f"Có chữ của bảng chữ cái khác trông giống hệt: {shown}. Tên miền thật là {true}.",
        f"It holds letters of another alphabet that look the same: {shown}. The real domain is {true}.",
    )


def _twins(fake: str, true: str) -> Lookalike | None:
    for seen, meant in (*TWINS, *((meant, seen) for seen, meant in TWINS)):
        if _once(fake, seen, meant, true):
            return _instead(Trick.TWIN_LETTERS, seen, meant, fake, true)
    for digit, letter in DIGITS.items():
        if _once(fake, digit, letter, true):
            return _instead(Trick.DIGIT, digit, letter, fake, true)
    return None


def _once(fake: str, seen: str, meant: str, true: str) -> bool:
    """Say whether putting `meant` for `seen` in one place gives the real domain."""
    places = (at for at in range(len(fake)) if fake.startswith(seen, at))
    return any(fake[:at] + meant + fake[at + len(seen) :] == true for at in places)


def _instead(trick: Trick, seen: str, meant: str, fake: str, true: str) -> Lookalike:
    return Lookalike(
        trick,
        f"Viết “{seen}” giả làm “{meant}”: {fake}, không phải {true}.",
        f"“{seen}” stands in for “{meant}”: {fake}, not {true}.",
    )


def _one_letter(fake: str, true: str) -> Lookalike | None:
    at = next(
        (n for n, (one, other) in enumerate(zip(fake, true, strict=False)) if one != other),
        min(len(fake), len(true)),
    )
    rest, wanted = fake[at:], true[at:]
    if rest == wanted[1:]:
        return _letter(Trick.MISSING, "Thiếu chữ", "The letter is missing:", wanted[0], fake, true)
    if rest[1:] == wanted and rest:
        return _letter(Trick.EXTRA, "Thừa chữ", "One letter too many:", rest[0], fake, true)
    if len(rest) > 1 and rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]:
        return _letter(Trick.SWAPPED, "Đảo chỗ hai chữ", "Two letters are swapped:", rest[:2], fake, true)
    if rest[1:] == wanted[1:]:
        return _instead(Trick.REPLACED, rest[0], wanted[0], fake, true)
    return None


def _letter(trick: Trick, said_vi: str, said_en: str, letters: str, fake: str, true: str) -> Lookalike:
    return Lookalike(
        trick,
        f"{said_vi} “{letters}”: {fake}, không phải {true}.",
        f"{said_en} “{letters}”: {fake}, not {true}.",
    )


def _whole_parts(fake: str, true: str) -> Lookalike | None:
    if fake.startswith(f"{true}.") or f".{true}." in fake:
        owner = ".".join(fake.split(".")[-2:])
        return Lookalike(
            Trick.PREFIX,
            f"Tên thật đứng ở đầu chỉ để đánh lừa; chủ tên miền là phần cuối: {owner}.",
            f"The real name in front is a decoy; the owner is the last part: {owner}.",
        )
    name, _, ending = true.partition(".")
    parts = fake.split(".")
    if parts[0] == name:
        return Lookalike(
            Trick.OTHER_ENDING,
            f"Tên giống nhưng đuôi khác: {fake}, không phải {true}.",
            f"The name is the same, the ending is not: {fake}, not {true}. It should end in {ending}.",
        )
    if any(name in part.split("-") for part in parts):
        return Lookalike(
            Trick.ADDED_WORD,
            f"Ghép thêm chữ vào tên thật: {fake}, không phải {true}.",
            f"A word is joined to the real name: {fake}, not {true}.",
        )
    return None
