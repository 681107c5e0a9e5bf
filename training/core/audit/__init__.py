"""The audit trail: who did what and when, sealed in order so that tampering shows."""

from training.core.audit import record
from training.core.audit.record import note, refused

__all__ = ["note", "record", "refused"]
