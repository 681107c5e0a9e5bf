"""Tables of people and units. Names and contacts stand in one erasable row; all else refers to the person's id."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import relationship

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class Unit(Base):
    """An agency, office or commune; its place in the tree stands in `UnitPath`."""

    __tablename__ = "unit"

    id: Mapped[pk]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    created_at: Mapped[moment]
    archived_at: Mapped[moment | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class UnitPath(Base):
    """Closure of the tree: every unit is its own ancestor at depth 0. Written only by `units.move` and its kin."""

    __tablename__ = "unit_path"
    __table_args__ = (Index("ix_unit_path_descendant_id", "descendant_id", "depth"),)

    ancestor_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    descendant_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    depth: Mapped[int]


class Position(Base):
    """A post's name (chức vụ), such as Chuyên viên or Văn thư."""

    __tablename__ = "position"

    id: Mapped[pk]
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    sort_key: Mapped[str]


class Person(Base):
    """Someone with (or soon with) an account. Holds nothing that names them."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_name_key", "status", "name_key"),)

    id: Mapped[pk]
    status: Mapped[str] = mapped_column(default="waiting")  # waiting, active, disabled, erased
    name_key: Mapped[str] = mapped_column(default="")  # collation digest of the name; emptied by erasure
    joined_on: Mapped[date | None]
    created_at: Mapped[moment]
    locale: Mapped[str] = mapped_column(default="vi")
    disabled_at: Mapped[moment | None]
    is_demo: Mapped[bool] = mapped_column(default=False)

    identity: Mapped[Identity | None] = relationship(lazy="joined", innerjoin=False)


class Identity(Base):
    """The erasable row: code, name and contacts of one person."""

    __tablename__ = "identity"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str]
    folded: Mapped[str]
    email: Mapped[str] = mapped_column(default="", index=True)
    phone: Mapped[str] = mapped_column(default="")


class Membership(Base):
    """One post of one person in one unit, with its history; two at once are allowed, one is primary."""

    __tablename__ = "membership"
    __table_args__ = (
        Index("ix_membership_unit_id", "unit_id", "until"),
        Index("ix_membership_person_id", "person_id", "until"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    position_id: Mapped[int | None] = mapped_column(ForeignKey("position.id"), index=True)
    since: Mapped[date | None]
    until: Mapped[date | None]  # the first day on which the post is no longer held
    primary: Mapped[bool] = mapped_column(default=True)


class Grant(Base):
    """A role for a unit and everything below it."""

    __tablename__ = "grant"
    __table_args__ = (Index("ix_grant_person_id", "person_id", "until"),)

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    since: Mapped[moment]
    until: Mapped[moment | None]
    granted_by: Mapped[int | None]


class Credential(Base):
    """How one person signs in. The second factor's seed is encrypted with a key derived from SECRET_KEY."""

    __tablename__ = "credential"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sign_in_name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    password_set_at: Mapped[moment | None]
    must_change: Mapped[bool] = mapped_column(default=False)
    totp_sealed: Mapped[str | None]
    totp_confirmed_at: Mapped[moment | None]
    totp_last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """One printed code that stands in for the second factor once."""

    __tablename__ = "recovery_code"

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[str]
    used_at: Mapped[moment | None]


class AuthSession(Base):
    """One signed-in device; the cookie carries only a random token, of which the digest stands here."""

    __tablename__ = "auth_session"
    __table_args__ = (Index("ix_auth_session_person_id", "person_id", "ended_at"),)

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[moment]
    last_seen_at: Mapped[moment]
    confirmed_at: Mapped[moment]  # when the password was last given
    second_factor_at: Mapped[moment | None]
    ended_at: Mapped[moment | None]
    ended_by: Mapped[int | None]
    device: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")


class Throttle(Base):
    """Failures against one account (by keyed digest of what was typed), never against an office's address."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[moment]
    until: Mapped[moment | None]


class OneTimeCode(Base):
    """An invitation, activation or reset, usable once; only its keyed digest is kept."""

    __tablename__ = "one_time_code"
    __table_args__ = (Index("ix_one_time_code_person_id", "person_id", "purpose"),)

    id: Mapped[pk]
    purpose: Mapped[str]  # invite, activate, reset
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[moment]
    expires_at: Mapped[moment]
    used_at: Mapped[moment | None]
    created_by: Mapped[int | None]


class ConsentText(Base):
    """One version of a text a person may agree to; a new wording is a new version."""

    __tablename__ = "consent_text"
    __table_args__ = (UniqueConstraint("key", "version", "locale"),)

    id: Mapped[pk]
    key: Mapped[str]
    version: Mapped[int]
    locale: Mapped[str]
    title: Mapped[str]
    body: Mapped[str]
    published_at: Mapped[moment]


class Consent(Base):
    """What a person agreed to and when; a withdrawal ends it, nothing is rewritten."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_person_id", "person_id", "key"),)

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str]
    version: Mapped[int]
    given_at: Mapped[moment]
    withdrawn_at: Mapped[moment | None]


class ImportBatch(Base):
    """One import of staff, so that it can be looked at and, while unused, taken back whole."""

    __tablename__ = "import_batch"

    id: Mapped[pk]
    created_at: Mapped[moment] = mapped_column(index=True)
    created_by: Mapped[int | None]
    file_name: Mapped[str]
    file_id: Mapped[int | None]
    options: Mapped[json] = mapped_column(default=dict)
    counts: Mapped[json] = mapped_column(default=dict)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[moment | None]
    undone_at: Mapped[moment | None]


class ImportChange(Base):
    """One row that an import created or changed, with what it was before."""

    __tablename__ = "import_change"

    id: Mapped[pk]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    table: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[json | None]


class KeptForm(Base):
    """What was typed when a session had run out: given back to the same person after signing in."""

    __tablename__ = "kept_form"

    digest: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    path: Mapped[str]
    fields: Mapped[json]
    expires_at: Mapped[moment]
