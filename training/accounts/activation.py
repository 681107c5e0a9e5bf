"""From a printed slip to an account: a one-time code that a person swaps for a password of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Paragraph, Spacer, Table
from sqlalchemy import select

from training.accounts import codes, entrance, throttle
from training.accounts.models import Credential, Identity, Membership, OneTimeCode, Person, Unit
from training.core import audit, clock, fold, pdf, settings
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.links import public_url


@dataclass(frozen=True)
class Slip:
    """What one slip says; the code exists in plain only here."""

    full_name: str
    unit: str
    sign_in_name: str
    code: str


def issue(person_ids: Iterable[int]) -> list[Slip]:
    """Give each person a new one-time code, valid for thirty days; codes printed earlier stop working.

    A slip also helps an active person who forgot the password: it stays until the new one is set.
    """
    query = (
        select(Person.id, Identity.full_name, Unit.name, Credential.sign_in_name)
        .join(Identity, Identity.person_id == Person.id)
        .join(Credential, Credential.person_id == Person.id)
        .join(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None) & Membership.primary)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Person.id.in_(list(person_ids)), Person.status.in_(("waiting", "active")))
        .order_by(Unit.sort_key, Person.name_key)
    )
    slips = []
    for person_id, name, unit, sign_in_name in db.session.execute(query):
        slips.append(Slip(name, unit, sign_in_name, codes.short("activate", person_id)))
        audit.note("slip.print", ("person", person_id))
    return slips


def printed(slips: Sequence[Slip]) -> bytes:
    """Return the slips as a PDF, three to an A4 page."""
    return pdf.build([_drawn(slip) for slip in slips], pdf.About(_("Activation slips"), settings.get("house.name")))


def _drawn(slip: Slip) -> Any:
    face = pdf.roboto()
    style = _style(face.regular, 11)
    big = _style(face.bold, 15)
    where = public_url("/activate")
    steps = (
        _("1. Open %(where)s, or scan the square.", where=where),
        _("2. Type the sign-in name and the code printed here."),
        _("3. Choose a password of your own. Then this slip is worth nothing any more; tear it up."),
    )
    said = [
        Paragraph(pdf.markup(slip.full_name), big),
        Paragraph(pdf.markup(slip.unit), style),
        Paragraph(pdf.markup(_("Sign-in name: %(name)s", name=slip.sign_in_name)), style),
        Paragraph(pdf.markup(_("Code: %(code)s", code=slip.code)), big),
        *(Paragraph(pdf.markup(step), style) for step in steps),
    ]
    code = pdf.QrCode(f"{where}?name={slip.sign_in_name}", 32 * mm)
    table = Table([[said, code]], colWidths=[124 * mm, 38 * mm], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOX", (0, 0), (-1, -1), 0.7, "#66756d"), ("LEFTPADDING", (0, 0), (-1, -1), 10), ("TOPPADDING", (0, 0), (-1, -1), 10), ("BOTTOMPADDING", (0, 0), (-1, -1), 10)])  # fmt: skip  # noqa: E501
    return KeepTogether([table, Spacer(1, 8 * mm)])


def _style(font: str, size: float) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(f"slip{size}", fontName=font, fontSize=size, leading=size * 1.5)


def find(sign_in_name: str, code: str) -> tuple[Credential, OneTimeCode]:
    """Return the account and the code of a slip; raise RuleBroken where they do not belong together."""
    name = fold.nfc(sign_in_name).strip().lower()
    counted = throttle.key("activate", name)
    throttle.refuse_if_waiting(counted)
    row = codes.find("activate", codes.clean(code))
    credential = db.session.get(Credential, row.person_id) if row and row.person_id else None
    if row is None or credential is None or credential.sign_in_name != name:
        raise RuleBroken(
            _("Name and code do not belong together, or the slip is too old. Ask the help desk for a new one."),
            field="code", code="activation.refused", keep=lambda: throttle.count(counted),
        )  # fmt: skip
    return credential, row


def activate(credential: Credential, row: OneTimeCode, password: str) -> None:
    """Open the account with a password of its owner's choosing; the slip is used up.

    Raises RuleBroken for a refused password, and then the slip stays good.
    """
    entrance.set_password(credential, password)
    person = db.session.get_one(Person, credential.person_id)
    if person.status not in {"waiting", "active"} or not codes.use(row):
        raise RuleBroken(_("This slip was used already."), field="code", code="activation.used")
    if person.status == "waiting":
        person.status = "active"
    audit.note("activation.done", ("person", person.id), actor_id=person.id, at=clock.now().isoformat())
