"""One record of the document system on a page: its text, its way, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from flask import abort, request, url_for
from flask_login import current_user
from markupsafe import Markup

from training.accounts.rights import Permission
from training.core.permissions import requires
from training.office.document import html as document_html
from training.office.document import types
from training.office.document.copying import BASIS
from training.office.document.interchange import status
from training.office.document.notes import NO_NOTES
from training.office.document.templates import example, template
from training.office.mail import message as mail
from training.office.mail.cues import Cue
from training.office.mail.render import View, render, render_cues
from training.office.plain import from_plain as office_from_plain
from training.sandbox.access import access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.documents.rules import boards
from training.sandbox.documents.rules import states as s
from training.sandbox.documents.rules.arriving import CHECKS, twins_of
from training.sandbox.documents.rules.boards import row_of
from training.sandbox.documents.rules.checking import notes, quoting, remarks
from training.sandbox.documents.rules.copying import page_of, printed
from training.sandbox.documents.rules.desk import home, unit_of, units
from training.sandbox.documents.rules.drafting import TYPES, changes
from training.sandbox.documents.rules.layout import document_of, document_of_sheet
from training.sandbox.documents.rules.letters import finding
from training.sandbox.documents.rules.machine import MOVE_NAMES
from training.sandbox.documents.rules.model import Duplicate, Folder, Incoming, Outgoing, Task
from training.sandbox.documents.rules.offers import record_of
from training.sandbox.documents.rules.rulebook import VERBS
from training.sandbox.documents.rules.signing import is_out
from training.sandbox.papers.bureau import Bureau, Values, look, page
from training.sandbox.papers.reading import first_values, from_template, likely, offered
from training.sandbox.world import axis
from training.sandbox.world.axis import Parcel
from training.sandbox.world.books import book_for, cover, in_key, next_number, out_key
from training.sandbox.world.mailbox import NEW, Letter
from training.sandbox.world.play import Offer
from training.sandbox.world.snapshot import Record
from training.sandbox.world.world import World

ASKED = ("type", "unit", "reply_to", "replaces", "corrects", "about", "sender")
"""What a link may say beforehand of something to be begun."""
GROUP_OF = {
    Outgoing.kind: boards.OUT, Duplicate.kind: boards.OUT, Folder.kind: boards.FILES, Task.kind: boards.TASKS,
    Letter.kind: boards.MAIL,
}  # fmt: skip
"""Under which entry of the menu a record stands."""
KINDS = "incoming, outgoing, duplicate, parcel, folder, task, letter"


def access_record(world: World, kind: str, code: str) -> Record:
    """Return a record of this copy's document system, or 404."""
    found = record_of(world, code)
    if found is None or found.kind != kind:
        abort(404)
    return found


@bp.get(f"/copies/<int:copy_id>/papers/<any({KINDS}):kind>/<code>")
@requires(Permission.LEARN)
def record(copy_id: int, kind: str, code: str) -> str:
    """Show one record: what it says, where it stands, and what my part may do with it."""
    bureau = look(access_own_copy(current_user.id, copy_id))
    found, (watched, values) = access_record(bureau.world, kind, code), bureau.shown(code=code)
    return show_record(bureau, found, watched or request.args.get("act", ""), values if watched else None, {})


def show_record(bureau: Bureau, found: Record, move: str, values: Values | None, errors: Mapping[str, str]) -> str:
    """Render a record; `move` is the act whose form comes back with its reasons."""
    acts = bureau.can_do(found)
    shown: dict[str, Any] = {
        "one": found, "row": row_of(bureau.world, found), "acts": acts, "acts_in_rows": _in_rows(acts), "move": move,
        "errors": errors,
        "values_of": lambda act: _values(bureau, found, act.name, move, values),
        "offered": lambda field: offered(bureau.world, field, found), "state": s, "names": MOVE_NAMES,
        "type_name": lambda code: types.by_code(code).name_vi, "PARCELS": axis.PARCEL_STATES, "codes": axis.CODE_OF,
        "status": status, "duplicates": [one for one in bureau.world.all(Duplicate) if one.source == found.code],
        "group": GROUP_OF.get(found.kind, boards.IN),
        "copy_name": lambda one: printed(bureau.world, one) or bureau.world.rules.faces[one.kind](one).called,
    }  # fmt: skip
    return page(bureau, f"{found.kind}.html", **shown, **_MORE[found.kind](bureau, found))


def _in_rows(acts: Sequence[Offer]) -> list[tuple[bool, list[Offer]]]:
    """Return what can be done in its order, acts of one press together and acts with a form together."""
    shown = [one for one in acts if one.name != "in.jot"]  # the draft of a note is kept from the note's own form
    return [(quick, list(found)) for quick, found in groupby(shown, key=lambda one: not one.fields)]


def _values(bureau: Bureau, found: Record, act: str, move: str, values: Values | None) -> Values:
    if values is not None and act == move:
        return values
    return first_values(bureau.world, act, found, bureau.seat)


def _incoming(bureau: Bureau, one: Any) -> dict[str, Any]:
    parcel = bureau.world.get(Parcel, one.parcel)
    return {
        "parcel": parcel,
        "sheet": document_html.render(document_of_sheet(bureau.world, parcel.sheet), heading=2) if parcel else "",
        "replies": [paper for code in one.replies if (paper := bureau.world.get(Outgoing, code))],
        "units": units(bureau.world),
    }


def _parcel(bureau: Bureau, one: Any) -> dict[str, Any]:
    secret = one.sheet.is_secret
    return {
        "sheet": "" if secret else document_html.render(document_of_sheet(bureau.world, one.sheet), heading=2),
        "twins": twins_of(bureau.world, one.sheet), "checks": CHECKS, "channels": axis.CHANNELS,
        "ours": one.receiver == home(bureau.world), "seen": axis.seen_state(one),
        "next_in": next_number(bureau.world, in_key(home(bureau.world), "den", _year(bureau))),
    }  # fmt: skip


def _outgoing(bureau: Bureau, one: Any) -> dict[str, Any]:
    world, out = bureau.world, is_out(one)
    key = out_key(home(world), book_for(one.text.type_code), one.text.type_code, _year(bureau))
    return {
        "sheet": document_html.render(document_of(world, one), heading=2, notes=NO_NOTES if out else notes(world, one)),
        "remarks": () if out else remarks(world, one), "quoting": () if out else quoting(one),
        "parcels": [parcel for code in one.parcels if (parcel := world.get(Parcel, code))],
        "seen": axis.seen_state, "entry": world.get(Incoming, one.replies_to), "next_number": next_number(world, key),
        "planned": [each for each in world.all(Folder) if each.state == s.PLANNED and each.unit == one.unit],
        "likely": likely(world, one), "cover": cover(key), "old": world.get(Outgoing, one.replaces or one.corrects),
        "versions": list(enumerate(one.versions, 1)), "changes": _changes(one),
    }  # fmt: skip


def _year(bureau: Bureau) -> int:
    return bureau.world.calendar.local(bureau.world.now).year


def _changes(paper: Outgoing) -> list[tuple[str, str, str]]:
    """Return how the version asked for differs from the one before."""
    asked = request.args.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    if not 1 < number <= len(paper.versions):
        return []
    return changes(paper.versions[number - 2].text, paper.versions[number - 1].text)


def _duplicate(bureau: Bureau, one: Any) -> dict[str, Any]:
    document, own = page_of(bureau.world, one)
    return {
        "sheet": document_html.render(document, heading=2, copied=own), "own": own,
        "called": bureau.world.rules.faces[one.kind](one).called, "source": record_of(bureau.world, one.source),
        "medium": own.medium.name_vi, "basis": BASIS,
    }  # fmt: skip


def _folder(bureau: Bureau, one: Any) -> dict[str, Any]:
    held = [(code, record_of(bureau.world, code)) for code in one.holds]
    return {"held": [(code, row_of(bureau.world, found) if found else None) for code, found in held]}


def _task(bureau: Bureau, one: Any) -> dict[str, Any]:
    return {"entry": bureau.world.get(Incoming, one.about)}


def _letter(bureau: Bureau, one: Any) -> dict[str, Any]:
    message = mail.from_dict(dict(one.message))
    cues = tuple(office_from_plain(Cue, dict(cue)) for cue in one.cues) if one.state != NEW else ()
    where = url_for("sandbox.record", copy_id=bureau.copy.id, kind="letter", code=one.code)
    opener = f"{where}#act-mail.open_file"
    view = View(heading=1, identifier="the-record", inspect_link=lambda _n: opener, inspect_file=lambda _n: opener)
    told = render_cues(cues) if cues else Markup("")
    return {"finding": finding(one), "mail": render(message, view, cues), "cues": told}


_MORE = {
    Incoming.kind: _incoming, Parcel.kind: _parcel, Outgoing.kind: _outgoing,
    Duplicate.kind: _duplicate, Folder.kind: _folder, Task.kind: _task, Letter.kind: _letter,
}  # fmt: skip


@bp.get("/copies/<int:copy_id>/papers/new/<move>")
@requires(Permission.LEARN)
def new_paper(copy_id: int, move: str) -> str:
    """Show the form that begins a document, a task or a package; a draft begins with its type's template."""
    bureau = look(access_own_copy(current_user.id, copy_id))
    return show_new_paper(bureau, move, bureau.shown(move=move)[1] or None, {})


def show_new_paper(bureau: Bureau, move: str, values: Values | None, errors: Mapping[str, str]) -> str:
    """Render the form that begins something."""
    verb = VERBS.get(move)
    if verb is None or verb.on:
        abort(404)
    asked = {name: value[:60] for name in ASKED if (value := request.args.get(name, ""))}
    shown: dict[str, Any] = {
        "verb": verb,
        "errors": errors,
        "offered": lambda field: offered(bureau.world, field, None),
    }
    if move != "out.draft":
        return page(bureau, "new.html", values=dict(values or asked), **shown)
    kind = str((values or asked).get("type", ""))
    chosen = template(kind) if kind in dict(TYPES) else None
    begun = {**(_begun(bureau, kind, asked) if chosen else {}), **asked, "unit": _drafting(bureau, asked)}
    reply_to = str((values or asked).get("reply_to", ""))
    return page(
        bureau, "draft.html", values=dict(values or begun), kind=kind if chosen else "", types=TYPES, chosen=chosen,
        units=units(bureau.world), names={field.name: field for field in verb.fields},
        sample=document_html.render(example(chosen), heading=2) if chosen else "",
        entry=bureau.world.get(Incoming, reply_to), **shown,
    )  # fmt: skip


def _begun(bureau: Bureau, kind: str, asked: Mapping[str, str]) -> Values:
    entry = bureau.world.get(Incoming, asked.get("reply_to", ""))
    mends = asked.get("replaces", "") or asked.get("corrects", "")
    known = mends if bureau.world.get(Outgoing, mends) else ""
    return from_template(bureau.world, kind, _drafting(bureau, asked), entry.code if entry else "", known)


def _drafting(bureau: Bureau, asked: Mapping[str, str]) -> str:
    """Return the drafting unit: the one asked for, else the one in the lead of what is answered, else one's own."""
    entry = bureau.world.get(Incoming, asked.get("reply_to", ""))
    lead = unit_of(bureau.world, entry.lead.to) if entry and entry.lead else ""
    inside = dict(units(bureau.world))
    return next((one for one in (asked.get("unit", ""), lead) if one in inside), bureau.seat)
