"""Bringing a staff list in: judged first, then written in small chunks, so that nobody's saving waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from training.accounts import grants, people, removal, staff_bulk, staff_rows, units
from training.accounts.models import AuthSession, Grant, Identity, ImportBatch, ImportChange, Membership, Person, Unit
from training.accounts.rights import Role
from training.accounts.staff_judge import Importer, Judged, UnitFact, judge
from training.accounts.staff_rows import StaffList, StaffRow
from training.accounts.staff_standing import missing_people, person_facts, unit_facts
from training.core import audit, clock, files, transaction
from training.core.db import chunks, db
from training.core.errors import RuleBroken

CHUNK = 5
"""Rows a transaction, written one by one: each is short enough that nobody's save waits for more than a moment."""
AT_ONCE = 50
"""Newcomers a transaction, written together: their statements take some twenty milliseconds."""


@dataclass(frozen=True)
class Plan:
    """A list as read, and what it would do."""

    listed: StaffList
    judged: Judged

    @property
    def problems(self) -> list[staff_rows.Problem]:
        """Return every bad line, in order."""
        return sorted((*self.listed.problems, *self.judged.problems), key=lambda each: (each.line, each.column))

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows would do what, bad lines counted once."""
        return self.judged.counts() | {"bad": len({problem.line for problem in self.problems})}


def plan(data: bytes, importer: Importer) -> Plan:
    """Read and judge a list; nothing is changed. Raises SheetRefused or ColumnsMissing for what is no list."""
    listed = staff_rows.read(data)
    people_known = person_facts((row.code for row in listed.rows), importer)
    return Plan(listed, judge(listed.rows, unit_facts(importer), people_known, importer))


def begin(file: files.StoredFile, importer: Importer, *, close_missing: bool = False) -> ImportBatch:
    """Note an import that is about to run."""
    row = ImportBatch(
        created_at=clock.now(), created_by=importer.person_id, file_name=file.name, file_id=file.id,
        options={"admin": importer.is_admin, "close_missing": close_missing}, counts={},
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.note("people.import", ("import", row.id))
    return row


def run(batch_id: int) -> dict[str, int]:
    """Write a planned import, chunk by chunk; started again it goes on, and a second run changes nothing."""
    batch = db.session.get_one(ImportBatch, batch_id)
    stored = db.session.get_one(files.StoredFile, batch.file_id)
    importer = Importer(bool(batch.options.get("admin")), batch.created_by)
    made = plan(stored.path.read_bytes(), importer)
    batch.counts, batch.total, batch.done = made.counts, len(made.judged.deeds), 0
    transaction.commit()
    for fact in made.judged.units:
        _note(batch_id, "unit", _make(fact, importer).id)
        transaction.commit()
    known = staff_bulk.Register.read()
    for part in chunks([row for row, deed in made.judged.deeds if deed == "new_person"], AT_ONCE):
        _write_newcomers(batch_id, part, known)
    for part in chunks([row for row, deed in made.judged.deeds if deed not in ("same", "new_person")], CHUNK):
        for row in part:
            _write(batch_id, row)
        _count(batch_id, len(part))
    if batch.options.get("close_missing"):
        _close_missing(batch_id, made, importer)
    batch = db.session.get_one(ImportBatch, batch_id)
    batch.finished_at, batch.done = clock.now(), batch.total
    transaction.commit()
    return made.counts


def _make(fact: UnitFact, importer: Importer) -> Unit:
    """Make a unit, or take one into use again that an import taken back had left: its code is still its own."""
    above = _unit(fact.parent_code) if fact.parent_code else _top()
    closed = db.session.scalars(select(Unit).filter_by(code=fact.code).where(Unit.archived_at.is_not(None))).first()
    if closed is None or not (importer.is_admin or closed.id in _within(importer)):
        return units.create(fact.code, fact.name, above)
    return units.reopen(closed, fact.name, above)


def _within(importer: Importer) -> Sequence[int]:
    roots = grants.roots(importer.person_id, _import_right()) if importer.person_id else []
    return db.session.scalars(units.subtree(*roots)).all()


def undo(batch: ImportBatch) -> int:
    """Take an import back whole; raise RuleBroken once any of its people has begun to work here."""
    made = [row.row_id for row in _changes(batch.id) if row.table == "person"]
    used = select(Person.id).where(Person.id.in_(made), Person.status != "waiting").limit(1)
    entered = select(AuthSession.id).where(AuthSession.person_id.in_(made)).limit(1)
    if batch.undone_at is not None or db.session.scalar(used) or db.session.scalar(entered):
        raise RuleBroken(
            _("Somebody of this list has begun to work here, so it can no longer be taken back whole."),
            code="import.used",
        )
    for row in reversed(_changes(batch.id)):
        _put_back(row, made)
    count = removal.withdraw(made)
    for row in reversed(_changes(batch.id)):
        unit = db.session.get(Unit, row.row_id) if row.table == "unit" else None
        busy = select(Membership.id).where(Membership.unit_id == row.row_id, Membership.until.is_(None)).limit(1)
        if unit is not None and db.session.scalar(busy) is None and not units.children(unit.id):
            units.archive(unit)
    batch = db.session.get_one(ImportBatch, batch.id)
    batch.undone_at = clock.now()
    audit.note("people.import_undo", ("import", batch.id), people=count)
    return count


def exported(unit_ids: Any) -> list[list[str]]:
    """Return the people of `unit_ids` in the columns an import reads."""
    from training.accounts.models import Position
    from training.accounts.staff_rows import ROLE_WORDS

    roles: dict[tuple[int, int], str] = {}
    for grant in db.session.scalars(select(Grant).where(Grant.until.is_(None))):
        roles[(grant.person_id, grant.unit_id)] = ROLE_WORDS[Role(grant.role)][0]
    parents = {row.id: row for row in db.session.scalars(select(Unit))}
    query = (
        select(Identity, Person, Unit, Position.name, Membership.since)
        .join(Person, Person.id == Identity.person_id)
        .join(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None))
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Position, Position.id == Membership.position_id)
        .where(Unit.id.in_(unit_ids), Person.status.in_(("waiting", "active")))
        .order_by(Unit.code, Person.name_key, Person.id)
    )
    return [
        [
            who.code, who.full_name, who.email, who.phone, unit.code, unit.name,
            parents[unit.parent_id].code if unit.parent_id else "", position or "",
            roles.get((person.id, unit.id), "hoc_vien"),
            f"{since:%d/%m/%Y}" if since else "",
        ]
        for who, person, unit, position, since in db.session.execute(query)
    ]  # fmt: skip


def _write_newcomers(batch_id: int, rows: Sequence[StaffRow], known: staff_bulk.Register) -> None:
    """Write newcomers together; where somebody was faster with a code or a name, one by one."""
    try:
        staff_bulk.write(batch_id, rows, known)
        for row in rows:
            if row.role is not Role.LEARNER:
                found = db.session.scalars(select(Identity).filter_by(code=row.code)).one()
                grants.give(db.session.get_one(Person, found.person_id), row.role, _unit(row.unit_code))
    except IntegrityError:
        transaction.rollback()
        for row in rows:
            _write(batch_id, row)
    _count(batch_id, len(rows))


def _count(batch_id: int, done: int) -> None:
    """Note how far the import is, and make the work so far durable."""
    query = update(ImportBatch).where(ImportBatch.id == batch_id).values(done=ImportBatch.done + done)
    db.session.execute(query)
    transaction.commit()


def _write(batch_id: int, row: StaffRow) -> None:
    unit = _unit(row.unit_code)
    identity = db.session.scalars(select(Identity).filter_by(code=row.code)).first()
    if identity is None:
        person = people.enrol(
            row.code, row.full_name, unit, position=row.position, email=row.email, phone=row.phone, since=row.joined_on
        )
        _note(batch_id, "person", person.id)
    else:
        person = db.session.get_one(Person, identity.person_id)
        _note(batch_id, "identity", person.id, {"email": identity.email, "phone": identity.phone})
        identity.email, identity.phone = row.email or identity.email, row.phone or identity.phone
        query = select(Membership).filter_by(person_id=person.id, unit_id=unit.id, until=None)
        held = db.session.scalars(query).first()
        before = {"position": held.position_id} if held else None
        post = people.take_post(person, unit, row.position, since=row.joined_on)
        _note(batch_id, "membership", post.id, before)
    if row.role is not Role.LEARNER and row.role.value not in _roles(person, unit):
        _note(batch_id, "grant", grants.give(person, row.role, unit).id)


def _roles(person: Person, unit: Unit) -> set[str]:
    return {each.role for each in grants.held_by(person.id) if each.unit_id == unit.id}


def _put_back(row: ImportChange, made: Sequence[int]) -> None:
    """Undo one change to somebody who was there before the list."""
    if row.table == "membership":
        post = db.session.get(Membership, row.row_id)
        if post is not None and post.person_id not in made:
            if row.before is None:
                people.leave_post(post)
            else:
                post.position_id = row.before["position"]
    elif row.table == "identity" and row.row_id not in made:
        identity = db.session.scalars(select(Identity).filter_by(person_id=row.row_id)).first()
        if identity is not None and row.before is not None:
            identity.email, identity.phone = row.before["email"], row.before["phone"]
    elif row.table == "grant":
        grants.take_back(db.session.get_one(Grant, row.row_id))
    elif row.table == "closed":
        people.enable(db.session.get_one(Person, row.row_id))


def _close_missing(batch_id: int, made: Plan, importer: Importer) -> None:
    tops = grants.roots(importer.person_id, _import_right()) if importer.person_id else [_top_id()]
    for part in chunks(missing_people((row.code for row in made.listed.rows), tops), CHUNK):
        for person_id in part:
            people.disable(db.session.get_one(Person, person_id))
            _note(batch_id, "closed", person_id)
        transaction.commit()


def _import_right() -> Any:
    from training.accounts.rights import Permission

    return Permission.PEOPLE_IMPORT


def _changes(batch_id: int) -> Sequence[ImportChange]:
    return db.session.scalars(select(ImportChange).filter_by(batch_id=batch_id).order_by(ImportChange.id)).all()


def _note(batch_id: int, table: str, row_id: int, before: Mapping[str, Any] | None = None) -> None:
    db.session.add(ImportChange(batch_id=batch_id, table=table, row_id=row_id, before=before))


def _unit(code: str) -> Unit:
    return db.session.scalars(select(Unit).filter_by(code=code)).one()


def _top() -> Unit | None:
    return db.session.scalars(select(Unit).where(Unit.parent_id.is_(None)).order_by(Unit.id).limit(1)).first()


def _top_id() -> int:
    top = _top()
    return top.id if top else 0
