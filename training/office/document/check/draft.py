"""A draft as it stands on the page, line by line and component by component, right or wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from training.core.fold import nfc
from training.office.document import dates, types
from training.office.document.check.finding import Component
from training.office.document.parts import COUNTRY, MOTTO, Block, Document, Heading, Item, Paragraph
from training.office.document.types import DocumentType

RECIPIENTS_LABEL = "Nơi nhận:"


@dataclass(frozen=True, slots=True)
class Draft:
    """The printed lines of a document, each as somebody typed it.

    `type_code` is "" where the type is not known. `number` and `subject` carry their printed beginnings ("Số: …",
    "V/v …"), `signing` the lines above the signature, `recipients` the label and the list. `signed` and `sealed`
    are None where nobody can tell; `issued` says that number and day must already stand there.
    """

    type_code: str
    country: str = COUNTRY
    motto: str = MOTTO
    parent: str = ""
    issuer: str = ""
    number: str = ""
    place_and_day: str = ""
    title: str = ""
    subject: str = ""
    addressees: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    signing: tuple[str, ...] = ()
    signer: str = ""
    recipients: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    signed: bool | None = None
    sealed: bool | None = None
    issued: bool = False

    @property
    def kind(self) -> DocumentType | None:
        """Return the type, or None where it is unknown."""
        try:
            return types.by_code(self.type_code)
        except LookupError:
            return None

    @property
    def is_letter(self) -> bool:
        """Say whether this is an official letter, which prints no type."""
        return self.type_code == types.LETTER_CODE

    def lines(self, component: Component) -> tuple[str, ...]:
        """Return the composed (NFC) lines of `component`; places of findings count in them."""
        return tuple(nfc(line) for line in _LINES[component](self))


_LINES: dict[Component, Callable[[Draft], tuple[str, ...]]] = {
    Component.COUNTRY: lambda draft: (draft.country, draft.motto),
    Component.AGENCY: lambda draft: (draft.parent, draft.issuer),
    Component.NUMBER: lambda draft: (draft.number,),
    Component.PLACE_DAY: lambda draft: (draft.place_and_day,),
    Component.SUBJECT: lambda draft: (draft.title, draft.subject),
    Component.BODY: lambda draft: (*draft.addressees, *draft.body),
    Component.SIGNATURE: lambda draft: (*draft.signing, draft.signer),
    Component.SEAL: lambda draft: (),
    Component.RECIPIENTS: lambda draft: draft.recipients,
    Component.STAMPS: lambda draft: draft.stamps,
    Component.PAGE: lambda draft: (),
}


def draft_of(document: Document, *, issued: bool = False) -> Draft:
    """Return `document` as its page shows it; `issued` asks for number and day as well."""
    letter = not document.type.printed
    return Draft(
        type_code=document.type_code,
        parent=document.issuer.parent.upper(),
        issuer=document.issuer.name.upper(),
        number=f"Số: {document.printed_number}",
        place_and_day=dates.place_and_day(document.place, document.day),
        title="" if letter else document.type.name_vi.upper(),
        subject=f"V/v {document.subject}" if letter else document.subject,
        addressees=addressed(document.addressees),
        body=tuple(line for block in document.body for line in written(block)),
        signing=document.signer.lines,
        signer=document.signer.name,
        recipients=(RECIPIENTS_LABEL, *document.recipients.lines),
        stamps=tuple(word for word in (document.secrecy.stamp, document.urgency.stamp) if word),
        signed=document.signed,
        sealed=document.sealed,
        issued=issued,
    )


def addressed(to: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of Kính gửi as they are printed, without the marks that end a list's rows."""
    if len(to) <= 1:
        return tuple(f"Kính gửi: {one.rstrip(' .;')}." for one in to)
    return ("Kính gửi:", *(f"- {one.rstrip(' .;')}" for one in to))


def written(block: Block) -> tuple[str, ...]:
    """Return the lines of a block of the body as a checker counts them."""
    if isinstance(block, Paragraph):
        return tuple(block.text.split("\n"))
    if isinstance(block, Heading):
        return (f"{block.label} {block.text}".strip(),)
    if isinstance(block, Item):
        return (f"{block.label} {block.text}",)
    return tuple(" | ".join(row) for row in (block.header, *block.rows))
