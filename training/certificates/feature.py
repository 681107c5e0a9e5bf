"""What certificates bring into the house."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.certificates import demo, digest, letters, personal, public, renewals, rule_views, service, views
from training.core import events
from training.core.feature import Feature, MenuItem, Periodic

DOORS = (rule_views.rules, public.check)
"""Importing these modules hangs their doors into the blueprint."""

CERTIFICATES = Feature(
    "certificates",
    blueprints=(views.bp,),
    listeners={
        events.Finished: service.hear_finished,
        events.Regraded: service.hear_finished,
        events.PeopleWithdrawn: service.forget,
        events.UnitsDropped: service.forget_units,
        events.UnitMerged: service.hear_merged,
    },
    letters=letters.LETTERS,
    menu=(
        MenuItem(_l("Certificates"), "certificates.mine", "star", order=45, without=Permission.COMPLETION_SEE),
        MenuItem(_l("Certificates"), "certificates.issued", "star", Permission.COMPLETION_SEE, order=56, group="teach"),
    ),
    jobs={
        "certificates.days": renewals.run, "certificates.digest": digest.run,
        "certificates.issue_lacking": service.issue_lacking,
    },
    periodic=(Periodic("certificates.days", timedelta(hours=6)), Periodic("certificates.digest", timedelta(hours=3))),
    personal=personal.own,
    demo=demo.play,
)  # fmt: skip
