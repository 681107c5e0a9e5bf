"""Both systems of the office in one copy: what can be done, in the one-stop and with documents."""

from __future__ import annotations

from training.sandbox.cases.rules.rulebook import CASES
from training.sandbox.documents.rules.rulebook import DOCUMENTS
from training.sandbox.world.rulebook import joined

SYSTEMS = joined(CASES, DOCUMENTS)
