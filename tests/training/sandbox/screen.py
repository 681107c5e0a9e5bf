"""A learner's hand without a script: it reads forms and links as a browser does, and sends only what is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask.testing import FlaskClient

Given = Mapping[str, list[str]]
VOID = ("checkbox", "radio")


@dataclass
class Control:
    """One input, select, textarea or button of a form, with what stands in it and what it offers (empty: free text)."""

    name: str
    kind: str
    now: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form of a page."""

    action: str
    method: str
    controls: dict[str, Control] = field(default_factory=dict)

    def filled(self, values: Given) -> dict[str, list[str]]:
        """Return what the form sends with these values; raise LookupError for one it has no room for."""
        sent = {one.name: one.now for one in self.controls.values() if one.kind != "submit"}
        for name, wanted in values.items():
            found = self.controls.get(name)
            if found is None:
                raise LookupError(f"{self.action} has no field {name}")
            if found.offers and (strange := [one for one in wanted if one not in found.offers]):
                raise LookupError(f"{self.action}: {name} does not offer {strange}")
            sent[name] = list(wanted)
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._form: Form | None = None
        self._open: Control | None = None
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        elif tag == "form":
            self._form = Form(told.get("action", ""), told.get("method", "get"))
            self.forms.append(self._form)
        elif self._form and tag in ("input", "button", "select", "textarea") and told.get("name"):
            self._control(self._form, tag, told)
        elif tag == "option" and self._open:
            self._open.offers.append(told.get("value", ""))
            if "selected" in told or len(self._open.offers) == 1:
                self._open.now = [told.get("value", "")]

    def _control(self, form: Form, tag: str, told: dict[str, str]) -> None:
        kind = told.get("type", "submit" if tag == "button" else "text") if tag != "select" else "select"
        control = form.controls.setdefault(told["name"], Control(told["name"], kind))
        if tag == "select":
            self._open = control
        elif tag == "textarea":
            self._text, self._open = [], control
        elif kind in VOID or kind == "submit":
            control.offers.append(told.get("value", "on"))
            if "checked" in told:
                control.now.append(told.get("value", "on"))
        else:
            control.now = [told.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._open:
            self._open.now, self._text, self._open = ["".join(self._text or [])], None, None
        elif tag == "select":
            self._open = None


class Screen:
    """What a learner sees just now, and what her hand can do with it."""

    def __init__(self, client: FlaskClient, path: str) -> None:
        self.client = client
        self.go(path)

    def go(self, path: str) -> None:
        """Open a page."""
        self._show(self.client.get(path, follow_redirects=True))

    def _show(self, answer: object) -> None:
        self.status, self.text = answer.status_code, answer.text  # type: ignore[attr-defined]
        self.path = answer.request.path  # type: ignore[attr-defined]
        reader = _Reader()
        reader.feed(self.text)
        self.forms, self.links = reader.forms, reader.links

    def link(self, path: str, **asked: str) -> str | None:
        """Return the page's own link to a path that says what is asked, or None."""
        for href in self.links:
            split = urlsplit(href)
            if split.path == path and asked.items() <= dict(parse_qsl(split.query)).items():
                return href
        return None

    def form(self, end: str) -> Form | None:
        """Return the first form that is sent to an address that ends so."""
        sent = (form for form in self.forms if form.method == "post")
        return next((form for form in sent if urlsplit(form.action).path.endswith(end)), None)

    def send(self, form: Form, values: Given) -> None:
        """Fill a form in and send it."""
        sent = form.filled(values)
        if form.method == "get":
            self.go(f"{urlsplit(form.action).path or self.path}?{urlencode(sent, doseq=True)}")
        else:
            self._show(self.client.post(urlsplit(form.action).path, data=sent, follow_redirects=True))
