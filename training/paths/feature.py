"""What the paths bring into the house."""

from __future__ import annotations

from training.core import events
from training.core.feature import Feature
from training.paths import service, views
from training.paths.kind import PathKind, ShippedPaths

PATHS = Feature(
    "paths",
    blueprints=(views.bp,),
    kinds=(PathKind(),),
    content=(ShippedPaths(),),
    listeners={events.Finished: service.hear_finished, events.AskedAnew: service.hear_anew},
)
