"""An amount in words, as a receipt writes it."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu", "tỷ")
MOST = 10**12


def in_words(amount: int) -> str:
    """Return whole đồng in words: 12000 is “Mười hai nghìn đồng”; raise ValueError below 0 or from 10¹² on."""
    if not 0 <= amount < MOST:
        raise ValueError(f"{amount} is not an amount a receipt carries")
    if not amount:
        return "Không đồng"
    groups = [amount // 1000**place % 1000 for place in range(len(SCALES))]
    top = max(place for place, group in enumerate(groups) if group)
    said = [
        f"{_hundreds(groups[place], full=place < top)} {SCALES[place]}".strip()
        for place in range(top, -1, -1)
        if groups[place]
    ]
    words = " ".join([*said, "đồng"])
    return words[0].upper() + words[1:]


def _hundreds(group: int, *, full: bool) -> str:
    hundreds, rest = divmod(group, 100)
    said = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if rest and not tens:
        return " ".join([*said, *(["linh"] if said else []), DIGITS[ones]])
    if tens:
        said.append("mười" if tens == 1 else f"{DIGITS[tens]} mươi")
    if ones:
        said.append(_ones(tens, ones))
    return " ".join(said)


def _ones(tens: int, ones: int) -> str:
    """Say the last digit: mốt after twenty, lăm after ten, else the digit itself."""
    if ones == 1 and tens > 1:
        return "mốt"
    return "lăm" if ones == 5 and tens else DIGITS[ones]
