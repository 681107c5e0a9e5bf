"""What the practice ground brings into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.core.events import PeopleWithdrawn, PersonErased
from training.core.feature import Feature, MenuItem
from training.sandbox import (
    bookkeeping,
    citizen,
    coaching,
    demo,
    desk,
    drafts,
    format_check,
    format_templates,
    moves,
    personal,
    prints,
    service,
    trainer,
    views,
    wording,
    wording_views,
)
from training.sandbox.blueprint import bp
from training.sandbox.kind import AssessmentKind, ScenarioKind
from training.sandbox.papers import acts, lists, records, registers
from training.sandbox.shipped import Exercises

PAGES = (
    views, format_check, format_templates, desk, moves, drafts, prints, bookkeeping, citizen, trainer, lists, records,
    acts, registers, wording_views,
)  # fmt: skip
"""The modules whose pages hang on the blueprint."""

SANDBOX = Feature(
    "sandbox",
    blueprints=(bp,),
    kinds=(ScenarioKind(), AssessmentKind()),
    jobs={"sandbox.hand_in_late": coaching.hand_in_late},
    listeners={PeopleWithdrawn: service.forget, PersonErased: service.forget},
    content=(Exercises(),),
    menu=(
        MenuItem(_l("Practice ground"), "sandbox.index", "buoy", Permission.LEARN, order=30),
        MenuItem(
            _l("Words of the practised systems"), "sandbox.words", "pen", Permission.SETTINGS, order=95, group="run"
        ),
    ),
    settings=(wording.SETTING,),
    personal=personal.own,
    demo=demo.play,
)
