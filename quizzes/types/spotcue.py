"""Spot the cue: mark what is suspicious in a message, with the signs that `training.office.mail` knows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quizzes.types.base import Field, Problem, Rows, Settings
from quizzes.types.base import say as _l
from quizzes.types.mailtext import carried, from_text, lacking, to_text
from quizzes.types.spots import Fault, Marking, Spot
from training.office.mail import catalogue
from training.office.mail.cue_kinds import KINDS
from training.office.mail.cues import Anchor, AnchorError, Cue, Place, span, text_at
from training.office.mail.labels import VI
from training.office.mail.message import Message, from_dict
from training.office.plain import BadShape

SENTENCE = re.compile(r"(?<=[.!?…:])\s+|\n+")
PLACES = (
    ("sender", _l("The sender")), ("reply_to", _l("The address for replies")), ("subject", _l("The subject")),
    ("sent_at", _l("The time of sending")), ("body", _l("The text")), ("link", _l("A link")),
    ("attachment", _l("An attachment")), ("checks", _l("The checks of the server")), ("to", _l("The recipient")),
    ("return_path", _l("The address for returned mail")), ("whole", _l("The message as a whole")),
)  # fmt: skip
VERDICTS = (
    ("pass", _l("passed")), ("fail", _l("failed")), ("softfail", _l("doubtful")), ("none", _l("not checked")),
)  # fmt: skip
HEADS = {Place.SENDER: "sender", Place.REPLY_TO: "reply_to", Place.RETURN_PATH: "return_path", Place.TO: "to",
         Place.SUBJECT: "subject", Place.SENT_AT: "sent_at", Place.CHECKS: "checks"}  # fmt: skip
LABELS = {
    "sender": _l("From"), "reply_to": _l("A reply goes to"), "return_path": _l("Returned mail goes to"), "to": _l("To"),
    "subject": _l("Subject"), "sent_at": _l("Sent at"), "checks": _l("Checks of the server"),
}  # fmt: skip


class SpotCue(Marking):
    """`message` is a message as `training.office.mail.message.to_dict` keeps it.

    `cues` lists {"kind", "place", "index", "quote", "occurrence", "why"}; kinds and places are those of
    `training.office.mail`. Signs that speak for the message are told in the review and need not be marked. A message
    without a suspicious sign is right when "nothing" is marked.
    """

    name = "spotcue"
    label = _l("Spot the cue")
    template = "spotcue"
    editor = (
        Field(
            "from",
            _l("From"),
            hint=_l("Name, then the address in pointed brackets; use addresses that end in .invalid"),
        ),
        Field("to", _l("To")),
        Field("reply_to", _l("A reply goes to"), hint=_l("Only where it differs from the sender.")),
        Field("return_path", _l("Returned mail goes to"), hint=_l("Only where it differs from the sender.")),
        Field("subject", _l("Subject")),
        Field("sent", _l("Sent at"), "moment"),
        Field("text", _l("Text"), "long", _l("An empty line between paragraphs; a link as [words](address).")),
        Field("files", _l("Attachments, one a line"), "long", _l("For example: thong-bao.pdf.exe 214000")),
        Field("spf", _l("Server check SPF: may this machine send for the domain?"), "choice", choices=VERDICTS),
        Field("dkim", _l("Server check DKIM: is it signed and unchanged?"), "choice", choices=VERDICTS),
        Field("dmarc", _l("Server check DMARC: does the sender's domain agree with both?"), "choice", choices=VERDICTS),
        Rows(
            "cues",
            _l("What is suspicious"),
            (
                Field("place", _l("Where"), "choice", choices=PLACES),
                Field("index", _l("Which paragraph, link or attachment (1 is the first)"), "number"),
                Field("quote", _l("The exact words")),
                Field(
                    "kind", _l("Kind of sign"), "choice", choices=tuple((each.code, each.label_vi) for each in KINDS)
                ),
                Field("why", _l("Why it is suspicious here")),
            ),
            2,
            _l("No row at all: the message is in order, and marking nothing is right."),
            tall=True,
        ),
    )

    def spots(self, settings: Settings) -> list[Spot]:
        """Return the head lines, every sentence, every link with its real address, every attachment."""
        message = _message(settings)
        return [*_head(message), *_sentences(message), *_links(message), *_files(message)] if message else []

    def faults(self, settings: Settings) -> list[Fault]:
        """Return the suspicious signs that stand at a place which can be marked."""
        message = _message(settings)
        if message is None:
            return []
        ids = {each.id for each in self.spots(settings)}
        found = [(cue, _ids(message, cue)) for cue in cues(settings) if not _is_trust(cue)]
        return [
            Fault(tuple(kept), cue.why or _kind(cue))
            for cue, wanted in found
            if (kept := [each for each in wanted if each in ids])
        ]

    def problems(self, settings: Settings) -> list[str]:
        """Ask for a whole message, and that every sign stands in it."""
        message = _message(settings)
        if message is None or not message.body:
            return [Problem(_l("The message needs a sender, a recipient, a subject, a time and a text."), "text")]
        found = [_slip(message, cue, number) for number, cue in enumerate(cues(settings), start=1)]
        return [each for each in found if each is not None]

    def lacking(self, data: Mapping[str, Any]) -> list[Problem]:
        """Ask for each part of the message beside its field."""
        return lacking(data)

    def carry(self, held: Settings, made: dict[str, Any]) -> dict[str, Any]:
        """Keep what the fields cannot hold: pictures, copies, headers, which of several equal words is meant."""
        before, after = held.get("message"), made.get("message")
        message = carried(before, after) if isinstance(before, dict) and isinstance(after, dict) else after
        same = {_anchor(each): int(each.get("occurrence") or 0) for each in held.get("cues", ())}
        rows = [{**each, "occurrence": same.get(_anchor(each), 0)} for each in made["cues"]]
        return {**made, "message": message, "cues": rows}

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return the places, sentences gathered by paragraph."""
        found = super().shown(settings, order)
        areas = list(dict.fromkeys(each["area"] for each in found["spots"] if each["area"].startswith("body")))
        return found | {"areas": areas}

    def feedback(self, settings: Settings, response: list[str] | None) -> list[str]:
        """Return nothing beside the explained signs."""
        return []

    def to_editor(self, settings: Settings) -> dict[str, Any]:
        """Lay the message out as fields; paragraphs and links are counted from 1."""
        rows = [{**each, "index": int(each.get("index", 0)) + 1} for each in settings.get("cues", ())]
        return {**to_text(_message(settings)), "cues": rows}

    def from_editor(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Build the message from its fields."""
        rows = [
            {"kind": each.get("kind") or "", "place": each.get("place") or "body",
             "index": max(0, int(each.get("index") or 1) - 1), "quote": each.get("quote") or "",
             "occurrence": 0, "why": each.get("why") or ""}
            for each in data.get("cues", ())
        ]  # fmt: skip
        return {"message": from_text(data), "cues": rows}


def _anchor(cue: Mapping[str, Any]) -> tuple[str, int, str]:
    return str(cue.get("place")), int(cue.get("index") or 0), str(cue.get("quote") or "")


def _slip(message: Message, cue: Cue, number: int) -> Problem | None:
    """Return what is wrong with one sign, beside the field that can mend it."""
    row = f"cues.{number}"
    try:
        catalogue.by_code(cue.kind)
    except LookupError:
        return Problem(_l("Choose the kind of sign."), f"{row}.kind")
    try:
        text = text_at(message, cue.anchor)
    except AnchorError:
        numbered = cue.anchor.place in (Place.BODY, Place.LINK, Place.ATTACHMENT)
        if numbered:
            return Problem(_l("The message has no paragraph, link or attachment of this number."), f"{row}.index")
        return Problem(_l("The message above has nothing at this place."), f"{row}.place")
    try:
        span(text, cue.anchor)
    except AnchorError:
        return Problem(_l("These words do not stand there letter for letter. Copy them from above."), f"{row}.quote")
    return None


def cues(settings: Settings) -> list[Cue]:
    """Return the signs of a question; one whose place is unknown stands for the whole message."""
    found = []
    for each in settings.get("cues", ()):
        place = Place(each["place"]) if each.get("place") in set(Place) else Place.WHOLE
        anchor = Anchor(
            place, int(each.get("index") or 0), str(each.get("quote") or ""), int(each.get("occurrence") or 0)
        )
        found.append(Cue(str(each.get("kind", "")), anchor, str(each.get("why", ""))))
    return found


def _message(settings: Settings) -> Message | None:
    try:
        return from_dict(settings.get("message") or {})
    except (BadShape, ValueError, TypeError):
        return None


def _head(message: Message) -> Iterator[Spot]:
    lines = {
        "sender": str(message.sender), "to": ", ".join(str(one) for one in message.to), "subject": message.subject,
        "sent_at": VI.moment(message.sent_at), "reply_to": str(message.reply_to or ""),
        "return_path": message.return_path,
        "checks": ", ".join(f"{name}: {VI.verdicts[verdict]}" for name, verdict in _checks(message)),
    }  # fmt: skip
    return (Spot(name, text, LABELS[name], "head") for name, text in lines.items() if text)


def _checks(message: Message) -> list[tuple[str, Any]]:
    checks = message.checks
    return [("SPF", checks.spf), ("DKIM", checks.dkim), ("DMARC", checks.dmarc)]


def _sentences(message: Message) -> Iterator[Spot]:
    for number, block in enumerate(message.body):
        for place, (start, end) in enumerate(_spans(block.plain)):
            yield Spot(f"body.{number}.{place}", block.plain[start:end], area=f"body.{number}")


def _spans(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(found.end() for found in SENTENCE.finditer(text)), len(text)]
    spans = [(one, one + len(text[one:two].rstrip())) for one, two in itertools.pairwise(cuts)]
    return [(start, end) for start, end in spans if end > start]


def _links(message: Message) -> Iterator[Spot]:
    for number, link in enumerate(message.links):
        yield Spot(f"link.{number}", f"{link.text} → {link.target}", _l("A link and where it really leads"), "links")


def _files(message: Message) -> Iterator[Spot]:
    for number, file in enumerate(message.attachments):
        yield Spot(f"attachment.{number}", f"{file.name}, {VI.size(file.size)}", _l("Attachment"), "files")


def _ids(message: Message, cue: Cue) -> list[str]:
    """Return every place at which a sign may be marked."""
    anchor = cue.anchor
    if anchor.place in HEADS:
        return [HEADS[anchor.place]]
    if anchor.place is Place.LINK:
        return [f"link.{anchor.index}", *_sentences_with(message, anchor.index)]
    if anchor.place is Place.ATTACHMENT:
        return [f"attachment.{anchor.index}"]
    if anchor.place is not Place.BODY:
        return []
    try:
        start, end = span(text_at(message, anchor), anchor)
    except AnchorError:
        return []
    spans = _spans(message.body[anchor.index].plain)
    return [f"body.{anchor.index}.{place}" for place, (one, two) in enumerate(spans) if one < end and two > start]


def _sentences_with(message: Message, link: int) -> list[str]:
    """Return the sentences in which the words of a link stand: marking them finds it, too."""
    if not 0 <= link < len(message.links):
        return []
    words = message.links[link].text
    return [each.id for each in _sentences(message) if words and words in each.text]


def _is_trust(cue: Cue) -> bool:
    try:
        return catalogue.is_trust(cue)
    except LookupError:
        return False


def _kind(cue: Cue) -> str:
    try:
        return catalogue.by_code(cue.kind).why_vi
    except LookupError:
        return ""


SPOT_CUE = SpotCue()
