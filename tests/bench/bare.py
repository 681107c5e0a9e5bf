"""The floor: one inherited page of some 13 KB with forty rows from one ORM query, and one endpoint that commits."""

from __future__ import annotations

import os

from flask import Flask, render_template, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ROWS = 40
WORDS = "Nội dung của một dòng, dài vừa đủ để cả trang nặng bằng một trang thường gặp trong việc hằng ngày. " * 2


class Base(DeclarativeBase):
    """Parent of the two tables."""


db = SQLAlchemy(model_class=Base)


class Line(Base):
    """One of the forty rows."""

    __tablename__ = "line"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    text: Mapped[str]


class Saved(Base):
    """What the committing endpoint writes."""

    __tablename__ = "saved"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


def create_app(address: str = "") -> Flask:
    """Build the bare application over the database at `address`, or where BARE_DATABASE points."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = address or os.environ["BARE_DATABASE"]
    db.init_app(app)
    app.add_url_rule("/", view_func=page)
    app.add_url_rule("/plain", view_func=plain)
    app.add_url_rule("/save", view_func=save, methods=["POST"])
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _durable)
        db.create_all()
        if db.session.get(Line, 1) is None:
            db.session.add_all(Line(id=n, name=f"Dòng số {n}", text=WORDS) for n in range(1, ROWS + 1))
            db.session.commit()
        db.session.remove()
    return app


def page() -> str:
    """Show forty rows."""
    return render_template("rows.html", rows=db.session.scalars(db.select(Line).limit(ROWS)).all())


def plain() -> str:
    """Show a page that asks the database nothing."""
    return render_template("plain.html")


def save() -> dict[str, bool]:
    """Write one row, durably."""
    db.session.add(Saved(text=str(request.get_json()["response"])))
    db.session.commit()
    return {"saved": True}


def _durable(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for order in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {order}")
    cursor.close()
