"""A quiz's settings in the words of whoever takes it."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from quizzes import rules
from quizzes.behaviours import BEHAVIOURS
from quizzes.models import Attempt, Quiz
from quizzes.queries import Asked
from quizzes.terms import Terms
from training.core import clock, words

ROUNDED = timedelta(minutes=1)
"""An hour is told without its seconds: what is told “from 8:34 on” must be there at 8:34."""
METHODS = {
    "highest": _l("The best attempt counts"), "average": _l("The mean of all attempts counts"),
    "first": _l("The first attempt counts"), "last": _l("The last attempt counts"),
}  # fmt: skip


def rules_of(quiz: Quiz, terms: Terms) -> list[str]:
    """Return what a learner should know before starting, a sentence each."""
    found = [*_times(quiz, terms), *_pages(quiz)]
    found.append(_(BEHAVIOURS[quiz.behaviour].explain))
    if terms.attempts_most is not None:
        found.append(ngettext("You have %(num)s attempt.", "You have %(num)s attempts.", terms.attempts_most))
    if quiz.attempts_most != 1:
        found.append(_("%(rule)s.", rule=METHODS[quiz.grade_method]))
    if quiz.delay_minutes and quiz.attempts_most != 1:
        found.append(_("Between two attempts lie at least %(minutes)s.", minutes=words.minutes(quiz.delay_minutes)))
    if terms.excepted:
        found.append(_("Other times or tries were agreed for you; they are counted in above."))
    return found


def _times(quiz: Quiz, terms: Terms) -> list[str]:
    found = [_("Every answer is saved as soon as you choose it; a lost connection costs you nothing.")]
    if terms.opens_at:
        found.append(_("Open from %(moment)s.", moment=words.moment(terms.opens_at)))
    if terms.closes_at:
        found.append(_("Closes %(moment)s.", moment=words.moment(terms.closes_at)))
    if not terms.limit_minutes and not terms.closes_at:
        return found
    if quiz.time_up == "submit":
        found.append(_("When the time is over, what is saved is handed in by itself."))
    elif quiz.time_up == "grace":
        minutes = words.minutes(quiz.grace_minutes)
        found.append(
            _("When the time is over, you have %(minutes)s to hand in; no answer is taken then.", minutes=minutes)
        )
    else:
        found.append(_("Hand in before the time is over: an attempt that is not handed in does not count."))
    return found


def _pages(quiz: Quiz) -> list[str]:
    if not quiz.per_page:
        found = _("All questions stand on one page.")
    else:
        found = ngettext("%(num)s question on a page.", "%(num)s questions on a page.", quiz.per_page)
    way = _("You may skip, flag and come back.") if quiz.free else _("You only go forward and cannot come back.")
    return [f"{found} {way}"]


def told_when(attempt: Attempt, terms: Terms) -> str:
    """Return when a learner learns more of a closed attempt."""
    closes_at, now = terms.closes_at, clock.now()
    soon = (attempt.submitted_at or now) + rules.JUST_AFTER
    if now < soon and (closes_at is None or soon < closes_at) and _tells(attempt, "later"):
        return str(_("from %(hour)s on", hour=words.hour_or_day(soon + ROUNDED)))
    if closes_at is not None and now < closes_at and _tells(attempt, "closed"):
        return str(_("once the quiz has closed, %(moment)s", moment=words.moment(closes_at)))
    return str(_("by your trainer"))


def length_said(asked: Asked) -> str:
    """Say that a written answer is shorter or longer than its question asks, or ""."""
    if asked.kind.name != "essay" or not asked.response:
        return ""
    limits, count = asked.shown, len(asked.response[0].split())
    if limits["least"] and count < limits["least"]:
        return str(_("%(count)s words so far, at least %(least)s are asked for.", count=count, least=limits["least"]))
    if limits["most"] and count > limits["most"]:
        return str(_("%(count)s words, at most %(most)s are asked for.", count=count, most=limits["most"]))
    return ""


def _tells(attempt: Attempt, at: str) -> bool:
    return "marks" in rules.may_tell(attempt.quiz.review, BEHAVIOURS[attempt.behaviour].checks, at)
