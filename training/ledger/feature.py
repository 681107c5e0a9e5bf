"""What the ledger brings into the house."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.core import events
from training.core.feature import Feature, MenuItem, Periodic
from training.ledger import (
    competence_views,
    demo,
    extension_views,
    extensions,
    following,
    helping_views,
    letters,
    need_views,
    personal,
    reminders,
    reminding_views,
    repeats,
    service,
    views,
    wave_views,
    waves,
)

DOORS = (
    competence_views.competencies, extension_views.more_time, helping_views.duty_of, need_views.my_post,
    reminding_views.reminding_all, wave_views.rollouts,
)  # fmt: skip
"""Importing these modules hangs their doors into the blueprint."""

LEDGER = Feature(
    "ledger",
    blueprints=(views.bp,),
    listeners={
        events.Started: following.note_started,
        events.Progressed: following.note_progress,
        events.Stuck: following.note_stuck,
        events.Finished: (following.note_finished, repeats.hear),
        events.Regraded: following.note_finished,
        events.PostChanged: service.note_posts,
        events.PostsImported: service.note_posts,
        events.UnitMerged: service.hear_merged,
        events.PeopleWithdrawn: service.forget,
        events.UnitsDropped: service.forget_units,
        events.PersonErased: extensions.forget,
    },
    menu=(MenuItem(_l("Assignments"), "ledger.assignments", "flag", Permission.ASSIGN, order=50, group="teach"),),
    letters=letters.LETTERS,
    reports=(repeats.RETENTION,),
    jobs={
        "ledger.remind": reminders.remind, "ledger.tell_repeats": repeats.tell, "ledger.open_waves": waves.open_due,
    },
    periodic=(
        Periodic("ledger.remind", timedelta(days=1)),
        Periodic("ledger.tell_repeats", timedelta(days=1)),
        Periodic("ledger.open_waves", timedelta(hours=1)),
    ),
    personal=personal.own,
    demo=demo.play,
)
