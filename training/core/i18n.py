"""Languages: Vietnamese first, English by a switch that stays; English sentences are the message ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, Domain, refresh
from markupsafe import Markup

LOCALES = ("vi", "en")
COOKIE = "display"
THEMES = ("", "light", "dark")
CONTRASTS = ("", "more")
WORDS = Path(__file__).resolve().parents[1] / "translations"
babel = Babel()


class House(Domain):  # type: ignore[misc,unused-ignore]
    """The house's sentences for code: the library asks for its context three times a sentence, this once."""

    def get_translations(self) -> NullTranslations:
        """Return the sentences in the language of this request."""
        return catalogue(locale())


class FormTranslations:
    """WTForms' own messages, from our catalogue: Flask-WTF finds none for Vietnamese and stays silent."""

    def gettext(self, text: str) -> str:
        """Translate one message."""
        return gettext(text)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Translate one message with a number; the caller fills the number in."""
        return ngettext(one, many, count)


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the sentences of a language, read once."""
    return Translations.load(str(WORDS), [language])


def gettext(sentence: str) -> str:
    """Say a sentence in the language of this request, its places still open: for templates, hundreds a page."""
    return str(catalogue(locale()).gettext(sentence))


def say(sentence: str, **values: object) -> Markup:
    """Say a sentence on a page, what is put into its places escaped: `_` of templates that know no visitor."""
    return _say_in(locale(), sentence, **values)


@cache
def speaker(language: str) -> Callable[..., Markup]:
    """Return `say` in one language, which need not be asked for at each sentence: `_` of every page."""
    return partial(_say_in, language)


def _say_in(language: str, sentence: str, /, **values: object) -> Markup:
    if not sentence:
        return Markup()
    known = _marked(language, sentence)
    if values:
        return known % values
    return known.replace("%%", "%") if "%%" in known else known


@cache
def _marked(language: str, sentence: str) -> Markup:
    return Markup(catalogue(language).gettext(sentence))  # noqa: S704  (the sentence is ours)


def ngettext(one: str, many: str, count: int) -> str:
    """Say a sentence with a number in the language of this request, its places still open."""
    return str(catalogue(locale()).ngettext(one, many, count))


def locale() -> str:
    """Return the language of this request: from the path on public doors, else from the switch."""
    if not has_request_context():
        return str(g.get("path_locale") or "vi") if g else "vi"
    if (forced := g.get("path_locale")) in LOCALES:
        return str(forced)
    noted: dict[str, str] = request.environ
    if (known := noted.get("house.locale")) is None:
        known = noted["house.locale"] = display()["locale"]
    return known


def display() -> dict[str, str]:
    """Return language, theme and contrast as the visitor set them; public doors read no cookie."""
    door = g.get("door")
    raw = "" if door is not None and door.cookie_free else request.cookies.get(COOKIE, "")
    return _display(raw)


@cache
def _display(raw: str) -> dict[str, str]:
    parts = [*raw.split("."), "", "", ""][:3]
    return {
        "locale": parts[0] if parts[0] in LOCALES else "vi",
        "theme": parts[1] if parts[1] in THEMES else "",
        "contrast": parts[2] if parts[2] in CONTRASTS else "",
    }


def use_in_job(language: str) -> None:
    """Write in `language` from here on: for jobs and commands, which have no visitor."""
    g.path_locale = language if language in LOCALES else "vi"
    refresh()  # the library remembers the language of a context


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write in `language` for a while: for a letter to somebody else than the visitor."""
    before = g.get("path_locale")
    use_in_job(language)
    try:
        yield
    finally:
        g.path_locale = before
        refresh()


def init_app(app: Flask) -> None:
    """Set up translations and the formats of dates and numbers."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "vi")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Asia/Ho_Chi_Minh")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    babel.init_app(app, locale_selector=locale)
    app.extensions["babel"].instance.domain_instance = House()
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["_"] = say
