"""Work that can wait: a row in the same transaction, done at least once after the commit."""

from training.core.jobs.queue import enqueue, unknown_job

__all__ = ["enqueue", "unknown_job"]
