"""Every rule about wording by its code."""

from __future__ import annotations

from training.office.document.check.finding import Rule
from training.office.document.check.words_foot import FOOT
from training.office.document.check.words_head import HEAD

RULES: dict[str, Rule] = {one.code: one for one in (*HEAD, *FOOT)}


def rule(code: str) -> Rule:
    """Return the rule called `code`; raises LookupError for an unknown one."""
    return RULES[code]
