"""What has changed in a copy since a page was drawn: told to whoever acts on the old picture."""

from __future__ import annotations

from flask_babel import gettext as _

from training.sandbox import worlds
from training.sandbox.cases.rules.machine import MOVE_NAMES
from training.sandbox.cases.rules.model import Case
from training.sandbox.models import Copy
from training.sandbox.world.endings import small
from training.sandbox.world.hats import EVERY_HAT, hat_name
from training.sandbox.world.steps import Happening, Refused
from training.sandbox.world.world import World

MOST_TOLD = 4


def stale(copy: Copy, place: tuple[int, int]) -> Refused:
    """Return the refusal of an act drawn up at `place`, before the copy changed; it says what came in between."""
    told = since(copy, place)
    words = _("This copy has changed since the page was opened. Look at it as it is now and send again; what you typed is still here.")  # noqa: E501  # fmt: skip
    return Refused("stale", f"{words} {told}".strip())


def since(copy: Copy, place: tuple[int, int]) -> str:
    """Say what has happened since `place`, newest last; "" where there is nothing to say."""
    epoch, seq = place
    if epoch != copy.epoch:
        return str(_("In between, a step was undone, or the copy was begun again.")) if epoch >= 0 else ""
    world = worlds.current(copy)
    acts = [one for one in world.log if one.seq > seq][-MOST_TOLD:]
    return str(_("In between: %(acts)s.", acts="; ".join(_told(world, one) for one in acts))) if acts else ""


def _told(world: World, one: Happening) -> str:
    verb = world.rules.verbs.get(one.move)
    label = verb.label if verb else MOVE_NAMES.get(one.move, "Chuyển đồng hồ giả lập")
    case = world.get(Case, one.on) if one.on else None
    on = f" ({case.number})" if case and case.number else ""
    when = world.calendar.local(one.at).strftime("%H:%M")
    who = small(hat_name(one.hat)) if one.hat in EVERY_HAT else "hệ thống"
    return f"{when} {who}: {label}{on}"
