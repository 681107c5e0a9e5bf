"""What to do next about a rule that is not met yet, in a plain sentence."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from courses.completion import Evidence, Explained, wanted
from courses.queries import Line, Way
from courses.types import CompletionRule
from training.core import words


def todo(way: Way) -> dict[CompletionRule, tuple[str, str]]:
    """Return (sentence, address or "") of every rule that still has to be met; of what is enough already, nothing."""
    return {each.rule: _one(way, each) for each in wanted(way.rules, way.least)}


def _one(way: Way, each: Explained) -> tuple[str, str]:
    line = way.line_of(each.rule.activity)
    if line is not None and line.lock is not None:
        return way.why_closed(line.lock), ""
    return str(_sentence(each.rule, each.evidence, line)), (line.url or "") if line else ""


def _sentence(rule: CompletionRule, known: Evidence | None, line: Line | None) -> Any:
    match rule.kind:
        case "lesson_viewed":
            return _read(known)
        case "lesson_minutes":
            return _read_long(rule.minutes or 0, known)
        case "quiz_passed":
            return _score(rule.percent or 0, known)
        case "passed_or_tried":
            left = (rule.tries or 1) - (known.tries if known else 0)
            return ngettext("Pass it, or try once more: then it counts too.",
                            "Pass it, or try %(num)s more times: then it counts too.", left)  # fmt: skip
        case "practice_done":
            begun = line is not None and line.state == "started"
            if begun:
                return _("Go on with the exercise until it says that it is passed. Only watching does not count.")
            return _("Do the exercise until it says that it is passed: with guidance, on your own or as an assessment. "
                     "Only watching does not count. A slip there harms nobody.")  # fmt: skip
        case "inbox_done":
            return _("Open the mailbox, decide about every message, then hand it in.")
        case "signed_off":
            return _("Show it to your trainer, who signs it off. Use “Ask the trainer” to agree on a time.")
        case "passed":
            again = _("Not passed yet: look at what was wrong, then try again.")
            return again if known else _("Do it until it is passed.")


def _read(known: Evidence | None) -> Any:
    if known is None:
        return _("Open the lesson, read to its end, and press “I have read it, on to what comes next” there.")
    return _("You have opened it. At its end, press “I have read it, on to what comes next”.")


def _read_long(asked: int, known: Evidence | None) -> Any:
    left = asked - (known.minutes if known else 0)
    if known is None or left <= 0:
        return _read(known)
    return _("Open the lesson again, stay with it for %(minutes)s more, then press the button at its end.",
             minutes=words.minutes(left))  # fmt: skip


def _score(asked: int, known: Evidence | None) -> Any:
    if known is None:
        return _("Do the quiz; at least %(num)s %% are needed.", num=asked)
    return _("Look at what was wrong, then do the quiz again. No attempts left? Ask the trainer for another one.")
