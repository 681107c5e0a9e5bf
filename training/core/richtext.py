"""Rich text: written as Markdown or HTML, cleaned once when it is saved, by the one function here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import nh3
from bleach.sanitizer import Cleaner
from markdown_it import MarkdownIt
from markupsafe import Markup

from training.core import fold

TAGS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em",
    "figcaption", "figure", "h2", "h3", "h4", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s",
    "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
})  # fmt: skip
CLASSES = frozenset({"note", "note--info", "note--warn", "note--good", "steps", "soft", "num", "prose"})
"""The few words of our style sheet that an author may use; there is no style attribute."""
PLAIN: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start"}),
    "col": frozenset({"span"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}
ANYWHERE = frozenset({"class", "lang"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
DROPPED_WHOLE = {
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "textarea",
    "title",
    "xmp",
}
REL = "noopener noreferrer"
BETWEEN_WORDS = re.compile(r"<(?!/?(?:a|abbr|b|code|em|i|mark|q|s|small|span|strong|sub|sup|u)\b)", re.I)
"""Where a tag parts two words: any but those that stand inside a sentence."""

PICTURE = re.compile(r'<img((?: [a-z]+="[^"<>]*")*)>')
"""A picture as the cleaner writes it."""


def clean_html(text: str) -> str:
    """Return `text` as HTML that may be shown to anyone: unknown tags, attributes and addresses are gone.

    bleach goes first, as it also refuses addresses hidden behind invisible letters; nh3, which parses as browsers do,
    has the last word. Pictures come from this house only; one of another house leaves nothing behind.
    """
    settled: str = _bleach().clean(_without_programs(fold.nfc(text)))
    clean = nh3.clean(
        settled,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in PLAIN.items()} | {"*": {"lang"}},
        allowed_classes={tag: set(CLASSES) for tag in TAGS},
        attribute_filter=_keep,
        url_schemes=set(SCHEMES),
        clean_content_tags=DROPPED_WHOLE,
        link_rel=REL,
    )
    return PICTURE.sub(_picture, clean)


@lru_cache(maxsize=2048)
def markdown(text: str) -> str:
    """Return Markdown as clean HTML; HTML inside it is kept as far as `clean_html` allows."""
    return clean_html(_markdown().render(fold.nfc(text)))


def plain(html: str) -> str:
    """Return the words of a piece of HTML, for search and excerpts."""
    spaced = BETWEEN_WORDS.sub(" <", html)
    words: str = nh3.clean(spaced, tags=set(), clean_content_tags=DROPPED_WHOLE)
    return " ".join(Markup(words).unescape().split())  # noqa: S704  (unescaped to plain text, never shown as HTML)


def safe_rich(html: str | None) -> Markup:
    """Show a value that `clean_html` has stored: the only filter that marks text as safe."""
    return Markup(html or "")  # noqa: S704


def _picture(found: re.Match[str]) -> str:
    """Drop a picture that lost its address; one without words for it says so, for a reader would spell its address."""
    said = found[1]
    if ' src="' not in said:
        return ""
    return f"<img{said}>" if ' alt="' in said else f'<img{said} alt="">'


def _without_programs(text: str) -> str:
    """Drop programs and foreign markup with all they hold, before anything is unwrapped."""
    return nh3.clean(
        text,
        tags=set(TAGS),
        attributes={tag: set(names) | {"class"} for tag, names in PLAIN.items()} | {"*": set(ANYWHERE)},
        clean_content_tags=DROPPED_WHOLE,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


@cache
def _bleach() -> Cleaner:
    return Cleaner(tags=TAGS, attributes=_allowed, protocols=SCHEMES, strip=True, strip_comments=True)


def _allowed(tag: str, name: str, value: str) -> bool:
    if name not in ANYWHERE and name not in PLAIN.get(tag, ()):
        return False
    return _keep(tag, name, value) is not None


def _keep(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute, or None: addresses without a scheme stay in this house."""
    address = value.strip()
    if name == "src":
        return value if address.startswith("/") and not address.startswith(("//", "/\\")) else None
    if name == "href" and (address.startswith(("//", "/\\", "\\")) or "\\" in address):
        return None
    return value


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True, "typographer": False}).enable(["table", "strikethrough"])
