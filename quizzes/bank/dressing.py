"""From what a reader hands over to what the bank keeps, and back: clean HTML, plain options, pictures of this house."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

from flask import url_for
from markupsafe import escape
from sqlalchemy import select

from quizzes.formats.attached import PLACE
from quizzes.formats.question import Attached, Read
from quizzes.models import Question, QuestionVersion
from training.core import files, richtext
from training.core.db import db
from training.core.files import StoredFile

PICTURE = "question"
SRC = re.compile(r"/quizzes/pictures/([\w-]{16,64})")
NAMED = re.compile(re.escape(PLACE) + r"""/?([^"'\s<>?]+)(?:\?[^"'\s<>]*)?""")
PLAIN = ("pairs", "items", "choices")
MARKUP = re.compile(r"<[a-zA-Z/!]|&#?\w+;")
SHAPED = re.compile(
    r"</?(?:a|abbr|article|audio|b|big|blockquote|br|caption|center|cite|code|col|dd|del|details|div|dl|dt|em|embed|"
    r"figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|link|mark|math|meta|object|ol|p|pre|q|s|script|section|small|span|"
    r"strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video)"
    r"(?:\s+[^<>=]{1,60}=[^<>]{0,4000})?\s*/?>|&#?\w{1,30};|<!--",
    re.IGNORECASE,
)
"""Markup in a text that may also be none: `a<b` is a comparison, `<b>` is bold."""
CARRIED = ("hints", "penalty", "weight", "overall")


def keep_pictures(found: Iterable[Attached], by: int | None) -> dict[str, str]:
    """Store the pictures of a question; return the address of each by its name."""
    return {
        each.name: url_for("quizzes.picture", code=files.store(each.data, each.name, PICTURE, owner_id=by).code)
        for each in found
    }


def html(text: str, text_format: str, pictures: Mapping[str, str]) -> str:
    """Return a text of a file as clean HTML with its pictures."""
    text = NAMED.sub(lambda found: pictures.get(unquote(found[1]), ""), text)
    if text_format == "markdown":
        return richtext.markdown(text)
    if (text_format == "html" and MARKUP.search(text)) or (text_format == "moodle" and SHAPED.search(text)):
        return richtext.clean_html(text)
    return richtext.clean_html("<br>".join(str(escape(line)) for line in text.split("\n")))


def settings(each: Read, pictures: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings of a question as its type keeps them."""
    found = dict(each.settings)
    if "options" in found:
        found["options"] = [_option(one, each.text_format, pictures) for one in found["options"]]
    for name in PLAIN:
        if name in found:
            found[name] = [_plainly(one, each.text_format) for one in found[name]]
    if "extra" in found:
        found["extra"] = [words(one, each.text_format) for one in found["extra"]]
    if "accept" in found:
        found["accept"] = [_spoken(one, each.text_format) for one in found["accept"]]
    if isinstance(found.get("said"), dict):
        found["said"] = {name: _said(one, each.text_format) for name, one in found["said"].items()}
    image = found.get("image")
    if isinstance(image, dict):
        found["image"] = {**image, "src": NAMED.sub(lambda m: pictures.get(unquote(m[1]), ""), str(image.get("src")))}
    for name in ("start", "note"):
        if found.get(name):
            found[name] = words(found[name], each.text_format)
    carried = {
        "hints": [html(one, each.text_format, pictures) for one in each.hints],
        "overall": {name: _plain(said) for name, said in each.said.items()},
        "penalty": each.penalty, "weight": each.weight if each.weight != 1 else None,
    }  # fmt: skip
    return {**found, **{name: value for name, value in carried.items() if value not in (None, [], {})}}


def undress(question: Question, version: QuestionVersion, tags: Sequence[str]) -> Read:
    """Return a question of the bank as a writer takes it; pictures stand beside it."""
    stored = _pictures(version)
    names = {code: f"{number}-{file.name}" for number, (code, file) in enumerate(stored.items(), start=1)}

    def out(value: Any) -> Any:
        if isinstance(value, str):
            return SRC.sub(lambda m: PLACE + quote(names[m[1]]) if m[1] in names else m[0], value)
        if isinstance(value, dict):
            return {name: out(one) for name, one in value.items()}
        return [out(one) for one in value] if isinstance(value, list) else value

    own = {name: out(value) for name, value in version.settings.items() if name not in CARRIED}
    held = version.settings
    if version.kind in ("single", "multiple"):
        own["options"] = [{**one, "text": one.get("html") or escape(one["text"])} for one in own["options"]]
        own["options"] = [{name: str(v) if name == "text" else v for name, v in one.items() if name != "html"}
                          for one in own["options"]]  # fmt: skip
    return Read(
        0, question.title, out(version.text), version.kind, _numbered(own), out(version.feedback), "html",
        question.category, "", tuple(tags), question.idnumber, (), "html",
        tuple(Attached(names[code], file.path.read_bytes()) for code, file in stored.items()),
        tuple(out(one) for one in held.get("hints", ())), held.get("penalty"), float(held.get("weight") or 1.0),
        dict(held.get("overall") or {}),
    )  # fmt: skip


def plainly(each: Read) -> Read:
    """Return a question without markup, for tables."""
    own = dict(each.settings)
    if "options" in own:
        own["options"] = [{**one, "text": _plain(one["text"])} for one in own["options"]]
    return replace(each, text=_plain(each.text), feedback=_plain(each.feedback), settings=own)


def _numbered(own: dict[str, Any]) -> dict[str, Any]:
    for name in ("options", "accept"):
        if name in own:
            own[name] = [{"feedback": "", **one} for one in own[name]]
    return own


def _pictures(version: QuestionVersion) -> dict[str, StoredFile]:
    codes = list(dict.fromkeys(SRC.findall(f"{version.text} {version.feedback} {version.settings}")))
    if not codes:
        return {}
    query = select(StoredFile).where(StoredFile.code.in_(codes), StoredFile.purpose == PICTURE)
    found = {row.code: row for row in db.session.scalars(query) if row.path.exists()}
    return {code: found[code] for code in codes if code in found}


def _option(one: dict[str, Any], text_format: str, pictures: Mapping[str, str]) -> dict[str, Any]:
    marked = html(one["text"], text_format, pictures) if re.search(r"<[a-zA-Z]", one["text"]) else ""
    said = words(one["text"], text_format)
    said = said or (one["text"].strip() if text_format == "moodle" and "<img" not in marked else "") or "·"
    drawn = {"html": marked} if "<img" in marked or re.search(r"<(sub|sup|table|code|pre)\b", marked) else {}
    return {**one, "text": said, "feedback": _said(one.get("feedback"), text_format), **drawn}


def _spoken(one: dict[str, Any], text_format: str) -> dict[str, Any]:
    """Return an accepted answer whose feedback is words."""
    return {**one, "feedback": _said(one["feedback"], text_format)} if one.get("feedback") else one


def _said(feedback: Any, text_format: str) -> str:
    """Return what is said of an answer as words; plain questions, too, come with feedback in markup."""
    return words(str(feedback or ""), "moodle" if text_format == "plain" else text_format)


def _plainly(one: dict[str, Any], text_format: str) -> dict[str, Any]:
    return {name: words(value, text_format) if name in ("text", "answer") else value for name, value in one.items()}


def words(text: str, text_format: str) -> str:
    """Return a text of a file as words; what a plain text holds between angle brackets are words, too."""
    if text_format == "plain" or (text_format != "html" and not SHAPED.search(text)):
        return text.strip()
    return _plain(text)


def _plain(text: str) -> str:
    return richtext.plain(text) if MARKUP.search(text) else text.strip()
