"""The parts of an administrative document (Decree 30/2020, appendix I), apart from their layout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from training.office.document import types
from training.office.document.number import DEFAULT_WIDTH, Notation
from training.office.document.types import DocumentType

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


class Urgency(StrEnum):
    """How fast a document travels; the value is what is stored."""

    NORMAL = "thuong"
    URGENT = "khan"
    VERY_URGENT = "thuong-khan"
    EXPRESS = "hoa-toc"

    @property
    def stamp(self) -> str:
        """Return the words of the red stamp, "" for an ordinary document."""
        return {"thuong": "", "khan": "KHẨN", "thuong-khan": "THƯỢNG KHẨN", "hoa-toc": "HỎA TỐC"}[self]

    @property
    def name_vi(self) -> str:
        """Return the name in a register."""
        return {"thuong": "Thường", "khan": "Khẩn", "thuong-khan": "Thượng khẩn", "hoa-toc": "Hỏa tốc"}[self]

    @property
    def name_en(self) -> str:
        """Return the English name."""
        return {"thuong": "Ordinary", "khan": "Urgent", "thuong-khan": "Very urgent", "hoa-toc": "Express"}[self]


class Secrecy(StrEnum):
    """The secrecy level; anything above ordinary must never enter a networked system (Decree 63/2026)."""

    NORMAL = "thuong"
    MAT = "mat"
    TOI_MAT = "toi-mat"
    TUYET_MAT = "tuyet-mat"

    @property
    def letter(self) -> str:
        """Return the letter of the level, "" for an ordinary document."""
        return {"thuong": "", "mat": "C", "toi-mat": "B", "tuyet-mat": "A"}[self]

    @property
    def stamp(self) -> str:
        """Return the words of the stamp, "" for an ordinary document."""
        return "" if self is Secrecy.NORMAL else self.name_vi.upper()

    @property
    def name_vi(self) -> str:
        """Return the name in a register."""
        return {"thuong": "Thường", "mat": "Mật", "toi-mat": "Tối mật", "tuyet-mat": "Tuyệt mật"}[self]

    @property
    def name_en(self) -> str:
        """Return the English name."""
        return {
            "thuong": "Ordinary",
            "mat": "Secret",
            "toi-mat": "Top secret",
            "tuyet-mat": "Absolute secret",
        }[self]


class SigningForm(StrEnum):
    """In whose right a person signs (Decree 30/2020, article 13)."""

    HEAD = ""
    ON_BEHALF = "TM."
    ACTING_HEAD = "Q."
    FOR_HEAD = "KT."
    BY_ORDER = "TL."
    BY_AUTHORITY = "TUQ."

    @property
    def meaning_vi(self) -> str:
        """Return what the letters mean."""
        return _FORMS[self][0]

    @property
    def meaning_en(self) -> str:
        """Return what the letters mean, in English."""
        return _FORMS[self][1]


_FORMS = {
    "": ("người đứng đầu ký", "signed by the head"),
    "TM.": ("ký thay mặt tập thể", "on behalf of a collective"),
    "Q.": ("quyền cấp trưởng", "as acting head"),
    "KT.": ("ký thay cấp trưởng", "in place of the head"),
    "TL.": ("ký thừa lệnh", "by order"),
    "TUQ.": ("ký thừa ủy quyền", "by delegated authority"),
}


class Role(StrEnum):
    """What a paragraph of the body is for; each has its own setting on the page."""

    PLAIN = "plain"
    BASIS = "basis"
    AUTHORITY = "authority"
    RESOLVE = "resolve"
    CENTRED = "centred"


class HeadingKind(StrEnum):
    """The rungs above a clause."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"


class ItemKind(StrEnum):
    """The rungs below an article: khoản is numbered, điểm is lettered, gạch đầu dòng has a dash."""

    CLAUSE = "clause"
    POINT = "point"
    DASH = "dash"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    role: Role = Role.PLAIN


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading such as ("Chương I", "QUY ĐỊNH CHUNG") or ("Điều 1.", "Phạm vi")."""

    kind: HeadingKind
    label: str
    text: str = ""

    @property
    def runs_on(self) -> bool:
        """Say whether the text is a whole sentence, as in a short decision, and no title: only its label is bold."""
        return self.kind is HeadingKind.ARTICLE and self.text.rstrip().endswith((".", ";", ":"))


@dataclass(frozen=True, slots=True)
class Item:
    """A clause, point or dash, such as ("1.", "…") or ("a)", "…")."""

    kind: ItemKind
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table; `weights` are the relative column widths, equal where empty.

    Raises ValueError where a row is not as wide as the header.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    weights: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        wide = len(self.header)
        if not wide or any(len(row) != wide for row in self.rows) or len(self.weights) not in {0, wide}:
            raise ValueError("every row of a table is as wide as its header")


Block = Paragraph | Heading | Item | Table


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing body and the one directly above it ("" for none)."""

    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: TM. with the collective, or KT., TL., TUQ. with the title signed for."""

    title: str
    name: str
    form: SigningForm = SigningForm.HEAD
    in_place_of: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the capital lines above the signature, such as ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")."""
        if not self.form:
            return (self.title.upper(),)
        if not self.in_place_of:
            return (f"{self.form} {self.title.upper()}",)
        return (f"{self.form} {self.in_place_of.upper()}", self.title.upper())


@dataclass(frozen=True, slots=True)
class Recipients:
    """Where the document goes; `archive` follows "Lưu:" and closes the list."""

    to: tuple[str, ...] = ("Như trên",)
    archive: str = "VT"

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the printed lines: each ends in a semicolon, the last in a full stop."""
        sent = tuple(f"- {one.rstrip(' ;.,')};" for one in self.to)
        return (*sent, f"- Lưu: {self.archive.rstrip(' ;.,')}.") if self.archive else sent


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; `number` and `day` are None until the clerk has given them.

    `pages` and `copies` are what a register notes. Raises ValueError where notation and type disagree.
    """

    type_code: str
    issuer: Issuer
    notation: Notation
    place: str
    subject: str
    body: tuple[Block, ...]
    signer: Signer
    number: int | None = None
    number_width: int = DEFAULT_WIDTH
    day: date | None = None
    addressees: tuple[str, ...] = ()
    recipients: Recipients = Recipients()
    urgency: Urgency = Urgency.NORMAL
    secrecy: Secrecy = Secrecy.NORMAL
    signed: bool = False
    sealed: bool = False
    pages: int | None = None
    copies: int | None = None

    def __post_init__(self) -> None:
        if self.type.abbreviation != self.notation.type_abbreviation:
            raise ValueError(f"notation {self.notation} does not belong to {self.type.name_vi}")
        if self.number is not None and self.number < 1:
            raise ValueError("numbers start at 1")

    @property
    def type(self) -> DocumentType:
        """Return the type; raises LookupError for an unknown code."""
        return types.by_code(self.type_code)

    @property
    def printed_number(self) -> str:
        """Return number and notation as on the page; a draft leaves room for the number."""
        digits = "\u00a0" * 8 if self.number is None else f"{self.number:0{self.number_width}d}"
        return f"{digits}/{self.notation}"

    @property
    def is_secret(self) -> bool:
        """Say whether the document may not be in a networked system at all."""
        return self.secrecy is not Secrecy.NORMAL
