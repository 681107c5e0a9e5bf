"""When a learner is told how right an answer is, how often one may try, and what a try costs; types know nothing of it.

A behaviour folds the steps of one answer into a standing: pure, so that dispute and regrade are replay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.types.base import QuestionType, Response, Settings, share
from quizzes.types.base import say as _l

RIGHT = 0.999
CERTAINTIES = (1, 2, 3)
CERTAINTY_MARKS = {1: (1, 0), 2: (2, -2), 3: (3, -6)}
"""Marks for a right and a wrong answer by certainty (Gardner-Medwin, LAPT); a fraction is a third of them."""


@dataclass(frozen=True)
class Try:
    """One step of an answer: what it said, how sure, and whether it was to be checked."""

    response: Response
    checked: bool = False
    certainty: int | None = None


@dataclass(frozen=True)
class Standing:
    """Where an answer stands: what it earns (None: a person says), how right it is, what may be told now."""

    fraction: float | None
    raw: float | None = None
    closed: bool = False
    used: int = 0
    hints: int = 0
    told: Response = None
    told_raw: float | None = None


@dataclass(frozen=True)
class Rules:
    """What the quiz says: how many tries, and what each costs (0..1)."""

    tries: int = 3
    penalty: float = 0.33333


class Behaviour:
    """Deferred: everything is told afterwards; parent of the others."""

    name = "deferred"
    label = _l("Results afterwards")
    explain = _l("Answers can be changed until handing in. Nothing is told before.")
    checks = False
    certainty = False

    def refuses(self, kind: QuestionType) -> str:
        """Return why this behaviour cannot serve a type, as an msgid; "" if it can."""
        return ""

    def stand(self, kind: QuestionType, settings: Settings, steps: Iterable[Try], rules: Rules) -> Standing:
        """Return where an answer stands after `steps`."""
        tries = list(steps)
        if not kind.machine:
            return Standing(None)
        raw = kind.grade(settings, tries[-1].response if tries else None)
        return Standing(raw, raw)


class Manual(Behaviour):
    """A person marks everything."""

    name = "manual"
    label = _l("Marked by a person")
    explain = _l("A marker reads every answer and gives the points.")

    def stand(self, kind: QuestionType, settings: Settings, steps: Iterable[Try], rules: Rules) -> Standing:
        """Wait for the marker, and keep what the machine would say."""
        tries = list(steps)
        raw = kind.grade(settings, tries[-1].response if tries else None) if kind.machine else None
        return Standing(None if kind.asks else 0.0, raw)


class _Told(Behaviour):
    """Parent of those that tell during the attempt: they need a machine that grades."""

    checks = True

    def refuses(self, kind: QuestionType) -> str:
        """Refuse what only a person can mark."""
        return "" if kind.machine else _l("The result is told at once here, but only a person can mark this question.")


class Immediate(_Told):
    """The first checked answer counts, and its result is told at once."""

    name = "immediate"
    label = _l("Result after each question")
    explain = _l("After Check, the result of the question is told; it can no longer be changed.")

    def stand(self, kind: QuestionType, settings: Settings, steps: Iterable[Try], rules: Rules) -> Standing:
        """Take the first checked answer, else the last one."""
        tries = list(steps)
        first = next((each for each in tries if each.checked), None)
        chosen = first or (tries[-1] if tries else Try(None))
        raw = kind.grade(settings, chosen.response)
        if first is None:
            return Standing(raw, raw)
        return Standing(raw, raw, closed=True, used=1, told=first.response, told_raw=raw)


class Interactive(_Told):
    """Several tries with hints between them; each further try costs the penalty."""

    name = "interactive"
    label = _l("Several tries with hints")
    explain = _l(
        "After Check, a wrong answer brings what the question has to say of it or its hint, and another try; "
        "each further try earns a little less."
    )

    def stand(self, kind: QuestionType, settings: Settings, steps: Iterable[Try], rules: Rules) -> Standing:
        """Take the first right try, or the last of all, less the penalty for each before it."""
        tries, used, last = list(steps), 0, Try(None)
        for each in (one for one in tries if one.checked):
            raw = kind.grade(settings, each.response)
            used, last = used + 1, each
            if raw >= RIGHT or used >= rules.tries:
                worth = share(raw - rules.penalty * (used - 1))
                return Standing(worth, raw, True, used, used, each.response, raw)
        final = tries[-1].response if tries else None
        raw = kind.grade(settings, final)
        told = kind.grade(settings, last.response) if used else None
        return Standing(share(raw - rules.penalty * used), raw, False, used, used, last.response, told)


class Adaptive(_Told):
    """As many tries as one likes; the best counts, less a penalty for each wrong one before it."""

    name = "adaptive"
    label = _l("Try until it is right")
    explain = _l("After Check, the result is told and one may try again; each wrong try costs a little.")
    costs = True

    def stand(self, kind: QuestionType, settings: Settings, steps: Iterable[Try], rules: Rules) -> Standing:
        """Take the best of all checked answers and the last one; the same wrong answer again costs nothing."""
        tries = list(steps)
        wrong, best, best_raw, told = list[Response](), 0.0, 0.0, Try(None)
        used, told_raw, right = 0, None, False
        for number, each in enumerate(tries, start=1):
            if not each.checked and number < len(tries):
                continue
            raw = kind.grade(settings, each.response)
            if each.checked:
                used, told, told_raw, right = used + 1, each, raw, right or raw >= RIGHT
            worth = share(raw - (rules.penalty * len(wrong) if self.costs else 0))
            best, best_raw = max((best, best_raw), (worth, raw))
            if raw < RIGHT and each.checked and each.response not in wrong:
                wrong.append(each.response)
        return Standing(best, best_raw, right, used, used, told.response, told_raw)


class AdaptiveFree(Adaptive):
    """As adaptive, and no try costs anything."""

    name = "adaptive_free"
    label = _l("Try until it is right, at no cost")
    explain = _l("After Check, the result is told and one may try again as often as one likes.")
    costs = False


class Certainty(Behaviour):
    """Each answer says how sure one is: sure and right earns most, sure and wrong costs most."""

    name = "certainty"
    label = _l("With certainty")
    explain = _l(
        "Each answer says how sure one is, out of three points: not sure and right earns 1; fairly sure earns 2, or "
        "takes 2 away; sure earns 3, or takes 6 away. All right and never sure makes 33 %."
    )
    certainty = True

    def refuses(self, kind: QuestionType) -> str:
        """Refuse what only a person can mark."""
        return "" if kind.machine else _l("Certainty needs an answer that is right or wrong at once.")

    def stand(self, kind: QuestionType, settings: Settings, steps: Iterable[Try], rules: Rules) -> Standing:
        """Weigh the last answer with its certainty; unsaid certainty is the lowest, no answer earns nothing."""
        tries = list(steps)
        last = tries[-1] if tries else Try(None)
        if last.response is None:
            return Standing(0.0, 0.0)
        raw = kind.grade(settings, last.response)
        right, wrong = CERTAINTY_MARKS[last.certainty if last.certainty in CERTAINTY_MARKS else 1]
        return Standing(round((raw * right + (1 - raw) * wrong) / 3, 5), raw)


BEHAVIOURS: dict[str, Behaviour] = {
    each.name: each
    for each in (Behaviour(), Immediate(), Interactive(), Adaptive(), AdaptiveFree(), Certainty(), Manual())
}


def serves(name: str, kind: QuestionType) -> bool:
    """Say whether a behaviour can serve a type."""
    return not BEHAVIOURS[name].refuses(kind)
