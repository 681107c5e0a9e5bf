"""What the practice ground brings into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.core.events import PeopleWithdrawn
from training.core.feature import Feature, MenuItem
from training.sandbox import demo, personal, service
from training.sandbox.kind import ScenarioKind, ShippedScenarios
from training.sandbox.views import bp

SANDBOX = Feature(
    "sandbox",
    blueprints=(bp,),
    kinds=(ScenarioKind(),),
    listeners={PeopleWithdrawn: service.forget},
    content=(ShippedScenarios(),),
    menu=(MenuItem(_l("Practice ground"), "sandbox.index", "buoy", Permission.LEARN, order=30),),
    personal=personal.own,
    demo=demo.play,
)
