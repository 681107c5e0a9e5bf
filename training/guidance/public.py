"""Doors for citizens: no session, no script, cached for minutes, the language in the address."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.core import shelf
from training.core.links import public_url
from training.core.permissions import public
from training.guidance import queries

bp = Blueprint("guidance", __name__, template_folder="templates")
FRESH = "public, max-age=300"
TABLES = ("guide", "guide_version", "procedure", "procedure_version", "setting", "quiz", "sandbox_exercise", "course")
"""What a guide's page is drawn from: it is drawn anew once a row there changes."""


@dataclass(frozen=True)
class Page:
    """One drawn page: the same for everybody, because no cookie is read here."""

    html: bytes
    status: int
    tag: str


@bp.get("/huong-dan/")
@public(cookie_free=True)
def index() -> ResponseReturnValue:
    """Find a guide (Vietnamese)."""
    return _index("vi")


@bp.get("/en/guides/")
@public(cookie_free=True)
def index_en() -> ResponseReturnValue:
    """Find a guide (English)."""
    return _index("en")


@bp.get("/huong-dan/<slug>")
@public(cookie_free=True)
def show(slug: str) -> ResponseReturnValue:
    """Read a guide (Vietnamese)."""
    return _show(slug, "vi")


@bp.get("/en/guides/<slug>")
@public(cookie_free=True)
def show_en(slug: str) -> ResponseReturnValue:
    """Read a guide (English)."""
    return _show(slug, "en")


@bp.get("/sitemap.xml")
@public(cookie_free=True)
def sitemap() -> ResponseReturnValue:
    """List every public page for search engines."""
    lines = [(public_url(url_for("guidance.index")), ""), (public_url(url_for("guidance.index_en")), "")]
    for each in queries.published("vi"):
        changed = f"{each.guide.published_at:%Y-%m-%d}" if each.guide.published_at else ""
        lines.append((public_url(url_for("guidance.show", slug=each.guide.slug)), changed))
        lines.append((public_url(url_for("guidance.show_en", slug=each.guide.slug_en)), changed))
    body = "".join(
        f"<url><loc>{escape(where)}</loc>{f'<lastmod>{when}</lastmod>' if when else ''}</url>" for where, when in lines
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return _cached(Response(f"{head}{body}</urlset>", mimetype="application/xml"))


@bp.get("/robots.txt")
@public(cookie_free=True)
def robots() -> ResponseReturnValue:
    """Tell search engines what is theirs."""
    lines = ["User-agent: *", "Allow: /huong-dan/", "Allow: /en/guides/", "Disallow: /"]
    text = "\n".join([*lines, f"Sitemap: {public_url('/sitemap.xml')}", ""])
    return _cached(Response(text, mimetype="text/plain"))


@bp.get("/feed.xml")
@public(cookie_free=True)
def feed() -> ResponseReturnValue:
    """Follow what changes in the guides."""
    items = "".join(
        f"<item><title>{escape(each.text['title'])}</title><link>{escape(_address(each.guide.slug))}</link>"
        f"<guid>{escape(_address(each.guide.slug))}#{each.guide.published_version}</guid>"
        f"<pubDate>{each.guide.published_at:%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>"
        for each in sorted(queries.published("vi"), key=lambda one: str(one.guide.published_at), reverse=True)[:30]
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Hướng dẫn thủ tục</title>'
    home = f"<link>{escape(public_url('/huong-dan/'))}</link><description>Hướng dẫn thủ tục</description>"
    return _cached(Response(f"{head}{home}{items}</channel></rss>", mimetype="application/rss+xml"))


def _address(slug: str) -> str:
    return public_url(url_for("guidance.show", slug=slug))


def _index(locale: str) -> ResponseReturnValue:
    g.path_locale = locale
    words = request.args.get("q", "")[:100]
    found = queries.find(words, locale) if words.strip() else queries.published(locale)
    other = url_for("guidance.index_en" if locale == "vi" else "guidance.index")
    page = _page("guidance/index.html", locale, other, found=found, words=words, canonical=public_url(request.path))
    return page.make_conditional(request)


def _show(slug: str, locale: str) -> ResponseReturnValue:
    g.path_locale = locale
    if request.args:
        return _drawn(slug, locale).make_conditional(request)
    page: Page = shelf.keep(("guide", request.script_root, locale, slug), lambda: _kept(_drawn(slug, locale)))
    if page.status == 200 and request.headers.get("If-None-Match") == f'"{page.tag}"':
        return Response(status=304, headers={"ETag": f'"{page.tag}"', "Cache-Control": FRESH})
    answer = Response(page.html, page.status, mimetype="text/html", headers={"Cache-Control": FRESH})
    answer.set_etag(page.tag)
    return answer.make_conditional(request)


def _kept(answer: Response) -> Page:
    return Page(answer.get_data(), answer.status_code, answer.get_etag()[0] or "")


def _drawn(slug: str, locale: str) -> Response:
    guide = queries.by_slug(slug, locale)
    body = queries.body_of(guide) if guide else None
    if guide is None or body is None or guide.state not in ("published", "withdrawn"):
        abort(404)
    other_door = "guidance.show_en" if locale == "vi" else "guidance.show"
    other = url_for(other_door, slug=guide.slug_en if locale == "vi" else guide.slug)
    if guide.state == "withdrawn":
        gone = _page("guidance/withdrawn.html", locale, other, guide=guide, text=body[locale])
        gone.status_code = 410
        return gone
    have = set(request.args.getlist("have", type=int))
    missing = [paper for number, paper in enumerate(body[locale]["papers"], start=1) if number not in have]
    ticked = bool(have or request.args.get("list"))
    return _page(
        "guidance/show.html", locale, other, guide=guide, text=body[locale], have=have, missing=missing, ticked=ticked
    )


def _page(template: str, locale: str, other: str, **more: Any) -> Response:
    more.setdefault("canonical", public_url(request.path))
    html = render_template(template, lang=locale, other=other, other_full=public_url(other), **more)
    return _tagged(Response(html, mimetype="text/html"))


def _cached(answer: Response) -> ResponseReturnValue:
    return _tagged(answer).make_conditional(request)


def _tagged(answer: Response) -> Response:
    answer.headers["Cache-Control"] = FRESH
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:20])
    return answer
