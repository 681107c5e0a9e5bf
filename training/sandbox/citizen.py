"""What the citizen sees inside a copy: a look-up by code or QR, and the messages that never leave it."""

from __future__ import annotations

from typing import NamedTuple

from flask import request
from flask_login import current_user

from training.accounts.rights import Permission
from training.core.fold import fold, tokens
from training.core.paging import slice_of
from training.core.permissions import requires
from training.sandbox.access import access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.cases.rules import records
from training.sandbox.cases.rules.model import Applicant, Case, Notice
from training.sandbox.desk import PER_PAGE, page
from training.sandbox.window import Window
from training.sandbox.world.world import World


class Message(NamedTuple):
    """One message as the citizen got it; `ways` are the channels it would have gone by."""

    case: Case
    notice: Notice
    ways: str


@bp.get("/copies/<int:copy_id>/look-up")
@requires(Permission.LEARN)
def look_up(copy_id: int) -> str:
    """Look a case up as a citizen does: with its code, or the QR code of the slip, and one's own number."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    code, document = request.args.get("code", "")[:60].strip(), request.args.get("document", "")[:30].strip()
    found = records.look_up(window.world, code, document) if code and document else None
    return page(window, "sandbox/look_up.html", code=code, document=document, found=found)


@bp.get("/copies/<int:copy_id>/messages")
@requires(Permission.LEARN)
def messages(copy_id: int) -> str:
    """Read every message the practice system has sent; not one has left this copy."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    words = request.args.get("q", "")[:80]
    return page(window, "sandbox/messages.html", rows=slice_of(sent(window.world, words), per=PER_PAGE), words=words)


def sent(world: World, words: str = "") -> list[Message]:
    """Return the messages of a world, newest first; `words` find code, name and text without marks."""
    wanted = tokens(words)
    every = [Message(case, one, ways_to(case.applicant)) for case in world.all(Case) for one in case.notices]
    kept = [one for one in every if all(word in _told(one) for word in wanted)]
    return sorted(kept, key=lambda one: (one.notice.at, one.case.code), reverse=True)


def ways_to(person: Applicant) -> str:
    """Return by which channels a person would be told: what they gave decides."""
    ways = [*(["SMS", "Zalo"] if person.phone else []), *(["thư điện tử"] if person.email else [])]
    return ", ".join(ways) or "niêm yết tại quầy"


def _told(message: Message) -> str:
    who = message.case.applicant
    return fold(f"{message.case.number} {who.name} {who.phone} {message.notice.text}")
