"""One search table for the whole house: folded text, found by SQLite's FTS5 or PostgreSQL's tsvector."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import DDL, Index, UniqueConstraint, bindparam, delete, event, insert, select, text

from training.core import fold
from training.core.db import Base, Mapped, db, mapped_column, on_sqlite, pk


class SearchEntry(Base):
    """One findable thing in one language. `audience` is "public", "staff" or a room's own word."""

    __tablename__ = "search_entry"
    __table_args__ = (
        UniqueConstraint("kind", "ref_id", "locale"),
        Index("ix_search_entry_audience", "audience", "kind"),
    )

    id: Mapped[pk]
    kind: Mapped[str]
    ref_id: Mapped[int]
    locale: Mapped[str] = mapped_column(default="vi")
    audience: Mapped[str] = mapped_column(default="staff")
    title: Mapped[str]
    body: Mapped[str]
    folded_title: Mapped[str]
    folded_body: Mapped[str]


event.listen(
    SearchEntry.__table__,
    "after_create",
    DDL("CREATE VIRTUAL TABLE search_fts USING fts5(title, body, tokenize='unicode61 remove_diacritics 0')").execute_if(
        dialect="sqlite"
    ),
)
event.listen(SearchEntry.__table__, "before_drop", DDL("DROP TABLE IF EXISTS search_fts").execute_if(dialect="sqlite"))
event.listen(
    SearchEntry.__table__,
    "after_create",
    DDL(
        "CREATE INDEX ix_search_entry_words ON search_entry"
        " USING gin (to_tsvector('simple', folded_title || ' ' || folded_body))"
    ).execute_if(dialect="postgresql"),
)


@dataclass(frozen=True)
class Hit:
    """One thing found; `title` and `excerpt` are cut into (text, is_hit) pieces for marking."""

    kind: str
    ref_id: int
    locale: str
    title: list[tuple[str, bool]]
    excerpt: list[tuple[str, bool]]


def index(kind: str, ref_id: int, title: str, body: str, *, locale: str = "vi", audience: str = "staff") -> None:
    """Make a thing findable, or refresh what is known of it."""
    remove(kind, ref_id, locale=locale)
    title, body = fold.nfc(title), fold.nfc(body)
    entry = SearchEntry(
        kind=kind, ref_id=ref_id, locale=locale, audience=audience, title=title, body=body,
        folded_title=fold.fold(title), folded_body=fold.fold(body),
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    if on_sqlite():
        row = {"id": entry.id, "title": entry.folded_title, "body": entry.folded_body}
        db.session.execute(text("INSERT INTO search_fts(rowid, title, body) VALUES (:id, :title, :body)"), row)


def index_new(
    kind: str, things: Iterable[tuple[int, str, str]], *, locale: str = "vi", audience: str = "staff"
) -> None:
    """Make many things findable at once that never were: (id, title, body) each."""
    rows = [
        {
            "kind": kind, "ref_id": ref_id, "locale": locale, "audience": audience, "title": fold.nfc(title),
            "body": fold.nfc(body), "folded_title": fold.fold(title), "folded_body": fold.fold(body),
        }
        for ref_id, title, body in things
    ]  # fmt: skip
    if not rows:
        return
    ids = list(db.session.scalars(insert(SearchEntry).returning(SearchEntry.id, sort_by_parameter_order=True), rows))
    if on_sqlite():
        words = [
            {"id": i, "title": r["folded_title"], "body": r["folded_body"]} for i, r in zip(ids, rows, strict=True)
        ]
        db.session.execute(text("INSERT INTO search_fts(rowid, title, body) VALUES (:id, :title, :body)"), words)


def remove_many(kind: str, ref_ids: Iterable[int]) -> None:
    """Forget many things at once, in every language."""
    chosen = list(
        db.session.scalars(
            select(SearchEntry.id).where(SearchEntry.kind == kind, SearchEntry.ref_id.in_(list(ref_ids)))
        )
    )
    _delete(chosen)


def remove(kind: str, ref_id: int, *, locale: str | None = None) -> None:
    """Forget a thing, in one language or in all."""
    chosen = select(SearchEntry.id).filter_by(kind=kind, ref_id=ref_id)
    chosen = chosen.filter_by(locale=locale) if locale else chosen
    _delete(list(db.session.scalars(chosen)))


def _delete(ids: list[int]) -> None:
    if ids and on_sqlite():
        gone = text("DELETE FROM search_fts WHERE rowid IN :ids").bindparams(bindparam("ids", expanding=True))
        db.session.execute(gone, {"ids": ids})
    if ids:
        db.session.execute(delete(SearchEntry).where(SearchEntry.id.in_(ids)))


def find(
    query: str, *, audiences: Iterable[str], kinds: Iterable[str] = (), locale: str = "", limit: int = 20
) -> list[Hit]:
    """Return what matches every word of `query` (marks may be missing), titles and exact marks first."""
    tokens = fold.tokens(query)
    if not tokens:
        return []
    matching = _on_sqlite(tokens) if on_sqlite() else _on_postgresql(tokens)
    chosen = select(SearchEntry).where(SearchEntry.id.in_(matching), SearchEntry.audience.in_(list(audiences)))
    if wanted := list(kinds):
        chosen = chosen.where(SearchEntry.kind.in_(wanted))
    if locale:
        chosen = chosen.where(SearchEntry.locale == locale)
    found = sorted(db.session.scalars(chosen.limit(500)), key=lambda entry: _rank(entry, query, tokens))
    return [_hit(entry, tokens) for entry in found[:limit]]


def _on_sqlite(tokens: list[str]) -> list[int]:
    words = text(
        "SELECT rowid FROM search_fts WHERE search_fts MATCH :words ORDER BY bm25(search_fts, 8.0, 1.0) LIMIT 500"
    )
    return list(db.session.scalars(words, {"words": fold.fts5_query(tokens)}))


def _on_postgresql(tokens: list[str]) -> list[int]:
    words = text(
        "SELECT id FROM search_entry WHERE to_tsvector('simple', folded_title || ' ' || folded_body)"
        " @@ to_tsquery('simple', :words) LIMIT 500"
    )
    return list(db.session.scalars(words, {"words": fold.ts_query(tokens)}))


def _rank(entry: SearchEntry, query: str, tokens: list[str]) -> tuple[bool, bool, int, int]:
    asked = fold.nfc(query).casefold().strip()
    in_title = sum(token in entry.folded_title for token in tokens)
    return (asked not in entry.title.casefold(), asked not in entry.body.casefold(), -in_title, entry.id)


def _hit(entry: SearchEntry, tokens: list[str]) -> Hit:
    return Hit(
        entry.kind,
        entry.ref_id,
        entry.locale,
        fold.highlight(entry.title, tokens),
        fold.highlight(_excerpt(entry, tokens), tokens),
    )


def _excerpt(entry: SearchEntry, tokens: list[str], width: int = 160) -> str:
    places = [place for token in tokens if (place := entry.folded_body.find(token)) >= 0]
    start = max(0, min(places, default=0) - width // 3)
    start = entry.body.rfind(" ", 0, start) + 1 if start else 0
    piece = entry.body[start : start + width]
    return ("… " if start else "") + piece + (" …" if start + width < len(entry.body) else "")
