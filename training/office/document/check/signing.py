"""Judge the lines above a signature: in whose right a person signs (Decree 30/2020, article 13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from training.core.fold import fold
from training.office.document.check.draft import Draft
from training.office.document.check.finding import Component, Finding
from training.office.document.check.pointing import at, missing
from training.office.document.parts import SigningForm

FORM = re.compile(r"^\s*(TM|KT|TL|TUQ|Q)\.\s(?=\S)")
LOOSE = re.compile(
    r"^\s*(?:T\s*[./]\s*M|K\s*[./]\s*T|T\s*[./]\s*L|T\s*[./]?\s*U\s*[./]?\s*Q|TM|KT|TL|TUQ|Q(?=\s*\.))\s*[./:]?\s*(?=\S)",
    re.IGNORECASE,
)
WORD_AFTER = re.compile(r"(TM|KT|TL|TUQ)(?=[A-ZĐa-zđ])")
PERSON = re.compile(
    r"^(pho |thu truong|chu tich|giam doc|truong |chanh |bo truong|hieu truong|cuc truong|vu truong|chi cuc truong)"
)
BODY = re.compile(r"^(uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|ban chi dao|hoi dong )")


def signing(draft: Draft) -> Iterator[Finding]:
    """Judge title, form of signing and name."""
    titles = [(line, text) for line, text in enumerate(draft.lines(Component.SIGNATURE)[:-1]) if text.strip()]
    if not titles:
        yield missing("sign.no_title")
    for line, text in titles:
        yield from _line(draft, line, text)
    yield from _pairs(draft, titles)
    if not draft.signer.strip():
        yield missing("sign.no_name")


def _line(draft: Draft, line: int, text: str) -> Iterator[Finding]:
    right, loose = FORM.match(text), None if FORM.match(text) else LOOSE.match(text)
    if loose and _is_form(text, loose):
        yield at(draft, "sign.form", line, (0, len(loose.group().rstrip())))
    elif text != text.upper():
        yield at(draft, "sign.case", line)
    elif right:
        rest = fold(text[right.end() :]).strip()
        if right[1] == "TM" and PERSON.match(rest):
            yield at(draft, "sign.on_behalf", line)
        elif right[1] != "TM" and BODY.match(rest):
            yield at(draft, "sign.for_body", line)


def _is_form(text: str, loose: re.Match[str]) -> bool:
    """Say whether loose letters at the start are meant as a form: KT CHỦ TỊCH is, TLV. is not."""
    rest = text[loose.end() :]
    return bool(PERSON.match(fold(rest)) or BODY.match(fold(rest)))


def _pairs(draft: Draft, titles: list[tuple[int, str]]) -> Iterator[Finding]:
    """Ask that a form other than Q. be followed by the signer's own title; KT. by a deputy's."""
    for (line, text), (below, next_text) in pairwise([*titles, (-1, "")]):
        form = FORM.match(text)
        if form is None or f"{form[1]}." == SigningForm.ACTING_HEAD:
            continue
        if below < 0:
            yield at(draft, "sign.own_title", line)
        elif form[1] == "KT":
            yield from _deputy(draft, text[form.end() :].strip(), below, next_text.strip())


def _deputy(draft: Draft, head: str, line: int, own: str) -> Iterator[Finding]:
    if fold(own) == fold(head):
        yield at(draft, "sign.same_title", line)
    elif not fold(own).startswith(("pho ", "thu truong")):
        yield at(draft, "sign.deputy", line)
