"""Judge an uploaded .docx: its wording by the common rules, then its sheet, its order and the look of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from training.office.document.check.checker import check, sort
from training.office.document.check.finding import Finding
from training.office.document.word import judging_looks, judging_page
from training.office.document.word.reading import Reading

CHECKS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    judging_page.paper,
    judging_page.page_number,
    judging_page.order,
    judging_looks.fonts,
    judging_looks.head,
    judging_looks.body,
    judging_looks.foot,
)
SECRET = "stamp.secret"  # noqa: S105  (a rule's code)


def judge(reading: Reading) -> tuple[Finding, ...]:
    """Return every finding about a file, in the order of the page.

    A file that carries a stamp of secrecy gets this one finding and no other: it should not be here at all.
    """
    worded = check(reading.draft)
    secret = tuple(one for one in worded if one.rule.code == SECRET)
    if secret:
        return secret[:1]
    return sort(iter([*worded, *(finding for one in CHECKS for finding in one(reading))]))
