"""What the ledger brings into the house."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.core import events
from training.core.feature import Feature, MenuItem, Periodic
from training.ledger import demo, extension_views, extensions, need_views, personal, service, views

DOORS = (extension_views.more_time, need_views.my_post)
"""Importing these modules hangs their doors into the blueprint."""

LEDGER = Feature(
    "ledger",
    blueprints=(views.bp,),
    listeners={
        events.Started: service.note_started,
        events.Progressed: service.note_progress,
        events.Stuck: service.note_stuck,
        events.Finished: service.note_finished,
        events.Regraded: service.note_finished,
        events.PostChanged: service.note_posts,
        events.PostsImported: service.note_posts,
        events.UnitMerged: service.hear_merged,
        events.PeopleWithdrawn: service.forget,
        events.PersonErased: extensions.forget,
    },
    menu=(MenuItem(_l("Assignments"), "ledger.assignments", "flag", Permission.ASSIGN, order=50, group="teach"),),
    jobs={"ledger.remind": service.remind},
    periodic=(Periodic("ledger.remind", timedelta(days=1)),),
    personal=personal.own,
    demo=demo.play,
)
