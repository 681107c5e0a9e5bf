"""Put the document right: find the breaches of form in a document of Decree 30/2020 (after `training.office`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quizzes.types.base import Field, Problem, Rows, Settings
from quizzes.types.base import say as _l
from quizzes.types.doctext import carried, from_fields, lacking, to_fields
from quizzes.types.spots import Fault, Marking, Spot
from training.office.document import dates
from training.office.document.parts import COUNTRY, MOTTO, Document, Heading, Item, Paragraph, Table
from training.office.document.store import from_dict
from training.office.document.types import TYPES
from training.office.plain import BadShape

LABELS = {
    "issuer": _l("Issuing body"), "number": _l("Number and notation"), "about": _l("What it is about"),
    "country": _l("Name of the country"), "motto": _l("Motto"), "day": _l("Place and date"),
    "title": _l("Type of document"), "subject": _l("Summary"), "to": _l("Addressees"), "signer": _l("Who signs"),
    "name": _l("Name of the signer"), "recipients": _l("Where it goes"), "stamp": _l("Stamp"),
}  # fmt: skip
PARAGRAPHS = (
    _l("Text, paragraph 1"), _l("Text, paragraph 2"), _l("Text, paragraph 3"), _l("Text, paragraph 4"),
    _l("Text, paragraph 5"), _l("Text, paragraph 6"), _l("Text, paragraph 7"), _l("Text, paragraph 8"),
    _l("Text, paragraph 9"), _l("Text, paragraph 10"),
)  # fmt: skip
NAMED = ("country", "motto", "day", "issuer", "number", "about", "stamp", "title", "subject", "to")
PARTS = (
    *((name, LABELS[name]) for name in NAMED), *((f"body.{number}", words) for number, words in enumerate(PARAGRAPHS)),
    *((name, LABELS[name]) for name in ("signer", "name", "recipients")),
)
FORMS = (
    ("", _l("The head signs")), ("TM.", _l("TM.: on behalf of the collective")),
    ("KT.", _l("KT.: in place of the head")), ("TL.", _l("TL.: by order of the head")),
    ("TUQ.", _l("TUQ.: by delegated authority")), ("Q.", _l("Q.: as acting head")),
)  # fmt: skip
URGENCIES = (
    ("thuong", _l("Ordinary")), ("khan", _l("Urgent (KHẨN)")), ("thuong-khan", _l("Very urgent (THƯỢNG KHẨN)")),
    ("hoa-toc", _l("Express (HỎA TỐC)")),
)  # fmt: skip


class DocFix(Marking):
    """`document` is the right document, as `training.office.document.store.to_dict` keeps it.

    `slips` lists {"part", "text", "why", "basis"}: the words shown instead at one of PARTS (any body block counts from
    0), why they break the form, and where the rule stands. A document without a slip is right when "nothing" is marked.
    """

    name = "docfix"
    label = _l("Put the document right")
    template = "docfix"
    editor = (
        Field("type", _l("Type of document"), "choice", choices=tuple((each.code, each.name_vi) for each in TYPES)),
        Field("parent", _l("Body above the issuing one")),
        Field("issuer", _l("Issuing body")),
        Field("issuer_code", _l("Its abbreviation in the notation"), hint=_l("For example: UBND")),
        Field("drafter", _l("Abbreviation of the drafting unit, for an official letter")),
        Field("number", _l("Number"), "number"),
        Field("place", _l("Place")),
        Field("day", _l("Day"), "day"),
        Field("subject", _l("Summary")),
        Field("to", _l("Addressees, one a line"), "long"),
        Field("text", _l("Text"), "long", _l("An empty line between paragraphs.")),
        Field("form", _l("In whose right it is signed"), "choice", choices=FORMS),
        Field("for", _l("For whom it is signed"), hint=_l("With TM. the collective, with KT. the office: Chủ tịch.")),
        Field("signer_title", _l("Office of the signer")),
        Field("signer", _l("Name of the signer")),
        Field("recipients", _l("Where it goes, one a line"), "long"),
        Field("urgency", _l("How urgent it is"), "choice", choices=URGENCIES),
        Rows(
            "slips",
            _l("What is wrong in what learners see"),
            (
                Field("part", _l("Part"), "choice", choices=PARTS),
                Field("text", _l("The wrong words shown there"), "long"),
                Field("why", _l("Why this breaks the form")),
                Field("basis", _l("Where the rule stands")),
            ),
            2,
            _l("No row at all: the document is in order, and marking nothing is right."),
            tall=True,
        ),
    )

    def spots(self, settings: Settings) -> list[Spot]:
        """Return every part of the page as it is shown, slips included."""
        document = _document(settings)
        wrong = {str(each.get("part")): str(each.get("text") or "") for each in settings.get("slips", ())}
        found = _parts(document) if document else iter(())
        shown = (Spot(each.id, wrong.get(each.id, each.text), each.label, each.area) for each in found)
        return [each for each in shown if each.text]

    def faults(self, settings: Settings) -> list[Fault]:
        """Return each slip with what would be right."""
        document = _document(settings)
        right = {each.id: each.text for each in _parts(document)} if document else {}
        slips = [each for each in settings.get("slips", ()) if str(each.get("part")) in right and each.get("text")]
        return [Fault((str(each["part"]),), _why(each), right[str(each["part"])]) for each in slips]

    def problems(self, settings: Settings) -> list[str]:
        """Ask for a whole document, and that every slip differs from what is right."""
        document = _document(settings)
        if document is None or not document.body:
            return [
                Problem(_l("The document is not whole: type, issuing body, place, summary, text and signer."), "type")
            ]
        right = {each.id: each.text for each in _parts(document)}
        found: list[str] = []
        for number, each in enumerate(settings.get("slips", ()), start=1):
            part, words = str(each.get("part")), str(each.get("text") or "").strip()
            if part not in right:
                found.append(Problem(_l("This document does not have this part."), f"slips.{number}.part"))
            elif words in ("", right[part].strip()):
                said = _l("Write the wrong words here; they must differ from the right ones.")
                found.append(Problem(said, f"slips.{number}.text"))
        return found

    def lacking(self, data: Mapping[str, Any]) -> list[Problem]:
        """Ask for each part of the document beside its field."""
        return lacking(data)

    def carry(self, held: Settings, made: dict[str, Any]) -> dict[str, Any]:
        """Keep what the fields cannot hold: headings, tables, the file's place, secrecy."""
        before, after = _document(held), _document(made)
        return {**made, "document": carried(before, after)} if before and after else made

    def to_editor(self, settings: Settings) -> dict[str, Any]:
        """Lay the document out as fields."""
        return {**to_fields(_document(settings)), "slips": list(settings.get("slips", ()))}

    def from_editor(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Build the document from its fields."""
        names = ("part", "text", "why", "basis")
        return {
            "document": from_fields(data),
            "slips": [{name: each.get(name) or "" for name in names} for each in data.get("slips", ())],
        }


def _document(settings: Settings) -> Document | None:
    try:
        return from_dict(settings.get("document") or {})
    except (BadShape, ValueError, TypeError, LookupError):
        return None


def _parts(document: Document) -> Iterator[Spot]:
    yield from _top(document)
    if document.type.printed:
        yield Spot("title", document.type.name_vi.upper(), LABELS["title"], "title")
        yield Spot("subject", document.subject, LABELS["subject"], "title")
    if document.addressees:
        yield Spot("to", "Kính gửi: " + "; ".join(document.addressees) + ".", LABELS["to"], "to")
    for number, block in enumerate(document.body):
        yield Spot(f"body.{number}", _words(block), "", "body")
    yield Spot("recipients", "Nơi nhận:\n" + "\n".join(document.recipients.lines), LABELS["recipients"], "foot_left")
    yield Spot("signer", "\n".join(document.signer.lines), LABELS["signer"], "foot_right")
    yield Spot("name", document.signer.name, LABELS["name"], "foot_right")


def _top(document: Document) -> Iterator[Spot]:
    issuer = document.issuer
    names = [each.upper() for each in (issuer.parent, issuer.name) if each]
    yield Spot("issuer", "\n".join(names), LABELS["issuer"], "left")
    yield Spot("number", f"Số: {document.printed_number}", LABELS["number"], "left")
    if not document.type.printed:
        yield Spot("about", f"V/v {document.subject}", LABELS["about"], "left")
    stamps = [each for each in (document.secrecy.stamp, document.urgency.stamp) if each]
    if stamps:
        yield Spot("stamp", "\n".join(stamps), LABELS["stamp"], "left")
    yield Spot("country", COUNTRY, LABELS["country"], "right")
    yield Spot("motto", MOTTO, LABELS["motto"], "right")
    yield Spot("day", dates.place_and_day(document.place, document.day), LABELS["day"], "right")


def _words(block: Paragraph | Heading | Item | Table) -> str:
    if isinstance(block, Table):
        return "\n".join(" | ".join(row) for row in (block.header, *block.rows))
    if isinstance(block, Paragraph):
        return block.text
    return f"{block.label} {block.text}".strip()


def _why(slip: Mapping[str, Any]) -> str:
    basis = f"({slip['basis']})" if slip.get("basis") else ""
    return " ".join(filter(None, (str(slip.get("why") or ""), basis)))


DOC_FIX = DocFix()
