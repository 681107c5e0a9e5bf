"""What waits for whoever marks."""

from __future__ import annotations

from sqlalchemy import func, select

from quizzes.marking import appeals, reading
from training.core.db import db


def waiting_for(viewer_id: int) -> dict[str, int]:
    """Return how many answers and requests wait for a viewer."""
    queries = {"answers": reading.waiting(viewer_id), "appeals": appeals.listed(viewer_id, decided=False)}
    return {
        name: db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
        for name, query in queries.items()
    }
