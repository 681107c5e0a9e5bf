"""The demo's certificates: worded before its people learn, some old enough to be renewed now."""

from __future__ import annotations

from training.accounts.models import Unit
from training.certificates import service
from training.certificates.models import CertificateRule
from training.core import activities, transaction
from training.core.db import db
from training.core.demo import Stage

ASKED = (
    ("course", "mot-cua", 24, ("quiz", "mot-cua-kiem-tra")),
    ("quiz", "an-toan-co-ban", 12, None),
)  # fmt: skip
OLD = 14
"""People whose safety certificate is nearly a year old."""


def play(stage: Stage) -> None:
    """Word two certificates; some people earned one of them nearly a year ago: the daily job asks the rest."""
    trainer = stage.with_role("trainer")[0].person_id
    with stage.at(400):
        rules = [rule for each in ASKED if (rule := _rule(stage, trainer, *each)) is not None]
    if len(rules) == len(ASKED):
        for number, actor in enumerate(stage.learners[::-3][:OLD]):
            with stage.at(355 - 3 * number):
                service.issue(rules[1], actor.person_id, rules[1].ref)
    transaction.commit()


def _rule(
    stage: Stage, by: int, kind: str, key: str, months: int, renewal: tuple[str, str] | None
) -> CertificateRule | None:
    found = activities.by_key(kind, key)
    shorter = activities.by_key(*renewal) if renewal else None
    if found is None:
        return None
    values = service.shipped() | {
        "ref_kind": kind, "ref_id": found.ref.id, "months": months, "place": "Hải Tràm",
        "signatory_post": "GIÁM ĐỐC SỞ NỘI VỤ", "signatory_name": "Trần Văn Mẫu",
        "renewal_kind": shorter.ref.kind if shorter else "", "renewal_id": shorter.ref.id if shorter else None,
    }  # fmt: skip
    return service.define(None, db.session.get_one(Unit, stage.root_id), values, by)
