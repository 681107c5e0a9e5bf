"""People found by what is typed of them: names without marks, or parts of a staff code."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, true

from training.accounts.models import Identity
from training.core import fold


def called(words: str) -> ColumnElement[bool]:
    """Return the condition that every typed word stands in the name or the staff code of `Identity`; true for none.

    Marks and capitals may be missing, on both databases alike.
    """
    return and_(
        true(),
        *(
            or_(Identity.folded.contains(word, autoescape=True), Identity.code.icontains(word, autoescape=True))
            for word in fold.tokens(words)
        ),
    )
