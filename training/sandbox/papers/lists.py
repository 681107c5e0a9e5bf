"""The lists of the document system, its search, its mailbox, and the other side of the axis."""

from __future__ import annotations

from collections import Counter

from flask import request
from flask_login import current_user

from training.accounts.rights import Permission
from training.core.paging import slice_of
from training.core.permissions import requires
from training.sandbox.access import access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.documents.rules import boards
from training.sandbox.documents.rules.desk import agencies, home, units
from training.sandbox.papers.bureau import Bureau, look, page
from training.sandbox.world import axis
from training.sandbox.world.axis import Parcel
from training.sandbox.world.hats import Hat

PER_PAGE = 12
EVERY = "all"
LIGHTS = (("", "Tất cả"), ("red", "Quá hạn"), ("amber", "Sắp đến hạn"), ("green", "Trong hạn"))


@bp.get("/copies/<int:copy_id>/papers")
@requires(Permission.LEARN)
def papers(copy_id: int) -> str:
    """Show a list of the document system: first what waits for the part I play."""
    bureau = look(access_own_copy(current_user.id, copy_id))
    words, lit = request.args.get("q", "")[:80], request.args.get("light", "")
    if bureau.copy.hat == Hat.AXIS and not request.args.keys() & {"menu", "q"}:
        return other_side(copy_id)
    menu = _asked(bureau, words)
    unit = _unit(bureau)
    found = boards.rows(bureau.world, menu, bureau.copy.hat, words, lit if lit in dict(LIGHTS) else "", unit)
    group = boards.BY_KEY[menu].group if menu in boards.BY_KEY else ""
    return page(
        bureau, "list.html", rows=slice_of(found, per=PER_PAGE), menu=menu, group=group, words=words, light=lit,
        menus=[one for one in boards.MENUS if one.group == group], lights=LIGHTS,
        unit=unit or EVERY, units=units(bureau.world), EVERY=EVERY,
        label=boards.BY_KEY[menu].label if menu in boards.BY_KEY else "",
    )  # fmt: skip


def _unit(bureau: Bureau) -> str:
    """Return the unit whose documents are shown: one's own unless another, or all, is asked for."""
    asked = request.args.get("unit", "")
    if asked == EVERY or not bureau.own:
        return ""
    return asked if asked in dict(units(bureau.world)) else bureau.own


def _asked(bureau: Bureau, words: str) -> str:
    menu = request.args.get("menu", "")
    if menu in boards.BY_KEY or menu in (boards.MINE, boards.SEARCH):
        return menu
    if words:
        return boards.SEARCH
    return boards.MINE if bureau.counts.get(f"hat:{bureau.copy.hat}") else "in_all"


@bp.get("/copies/<int:copy_id>/papers/other-side")
@requires(Permission.LEARN)
def other_side(copy_id: int) -> str:
    """Show what another agency has got from us and sent to us, as its own system shows it."""
    bureau = look(access_own_copy(current_user.id, copy_id))
    known = agencies(bureau.world)
    traffic = Counter(code for one in bureau.world.all(Parcel) for code in (one.receiver, one.sender))
    asked = request.args.get("place", "")
    place = asked if asked in dict(known) else max(known, key=lambda one: traffic[one[0]])[0]
    here = home(bureau.world)
    got = [one for one in bureau.world.all(Parcel) if one.sender == here and one.receiver == place]
    sent = [one for one in bureau.world.all(Parcel) if one.sender == place and one.receiver == here]
    return page(
        bureau, "other_side.html", place=place, places=known, got=_latest(got), sent=_latest(sent),
        seen=lambda one: axis.PARCEL_STATES.get(axis.seen_state(one), "chưa có tin"), names=axis.PARCEL_STATES,
        codes=axis.CODE_OF, channels=axis.CHANNELS, here=here,
    )  # fmt: skip


def _latest(parcels: list[Parcel]) -> list[Parcel]:
    return sorted(parcels, key=lambda one: one.sent_at, reverse=True)[:40]
