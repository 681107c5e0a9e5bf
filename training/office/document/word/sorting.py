"""Sort the lines of a .docx into the components of a document, by what they say and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from training.core.fold import fold
from training.office.document import types
from training.office.document.check.draft import Draft
from training.office.document.check.finding import Component
from training.office.document.check.head import is_type
from training.office.document.word import signs
from training.office.document.word.footing import Foot, find_foot
from training.office.document.word.lines import Line

HEAD_LINES = 40
TITLE_WITHIN = 8


@dataclass(frozen=True, slots=True)
class Sorted:
    """The draft, the lines behind each place of it, and the order in which the parts were met."""

    draft: Draft
    behind: dict[tuple[Component, int], Line]
    order: dict[str, int]
    columns: dict[str, int]


def columns_apart(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with those cut in two whose tab stands between two columns of the head or foot."""
    cut: list[Line] = []
    foot = False
    for line in lines:
        left, tab, right = line.text.strip().partition("\t")
        right = right.strip()
        parted = bool(tab and right and not line.cell and (foot or signs.is_split(left, right)))
        if parted:
            foot = foot or signs.is_recipients(left)
            cut += [replace(line, text=left, cell=(-1, 0, 0)), replace(line, text=right, cell=(-1, 0, 1))]
        else:
            cut.append(line)
    return cut


def sort_lines(lines: Iterable[Line]) -> Sorted:
    """Return what each line is; a part nobody can find is left empty."""
    placed = [one for one in columns_apart(lines) if not signs.is_rule(one.text)]
    return _Sorter(placed).sort()


class _Sorter:
    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.behind: dict[tuple[Component, int], Line] = {}
        self.order: dict[str, int] = {}
        self.columns: dict[str, int] = {}

    def sort(self) -> Sorted:
        end = self._head_end()
        head, rest = self.lines[:end], self.lines[end:]
        foot = find_foot(rest)
        title, subject, body = self._title(foot.body)
        about = self._about(head)
        country, motto = self._one("country", head, signs.is_country), self._one("motto", head, signs.is_motto)
        number, day = self._one("number", head, signs.is_number), self._one("day", head, signs.is_day)
        parent, issuer = self._agency(head, about)
        draft = Draft(
            type_code=_type_code(title, about, number),
            country=self._text(Component.COUNTRY, 0, country),
            motto=self._text(Component.COUNTRY, 1, motto),
            parent=self._text(Component.AGENCY, 0, parent),
            issuer=self._text(Component.AGENCY, 1, issuer),
            number=self._text(Component.NUMBER, 0, number),
            place_and_day=self._text(Component.PLACE_DAY, 0, day),
            title=self._text(Component.SUBJECT, 0, title),
            subject=self._text(Component.SUBJECT, 1, about or subject),
            stamps=self._many(Component.STAMPS, [one for one in self.lines if signs.is_stamp(one.text)]),
        )
        return Sorted(self._rest(draft, body, foot), self.behind, self.order, self.columns)

    def _rest(self, draft: Draft, body: list[Line], foot: Foot) -> Draft:
        body = [one for one in body if not one.boxed and not signs.is_stamp(one.text)]
        to = _addressees(body)
        self._note("body", body)
        self._note("recipients", foot.recipients)
        self._note("signature", foot.titles)
        self._many(Component.BODY, body)
        name_at = len(foot.titles)
        return replace(
            draft,
            addressees=tuple(one.text.strip() for one in body[:to]),
            body=tuple(one.text.strip() for one in body[to:]),
            signing=self._many(Component.SIGNATURE, foot.titles),
            signer=self._text(Component.SIGNATURE, name_at, [foot.name] if foot.name else []),
            recipients=self._many(Component.RECIPIENTS, foot.recipients),
        )

    def _head_end(self) -> int:
        """Return where the head ends: after its table, or after the last of its four sure lines."""
        sure = (signs.is_country, signs.is_motto, signs.is_number, signs.is_day)
        first = self.lines[:HEAD_LINES]
        found = [at for at, one in enumerate(first) if not one.boxed and any(test(one.text) for test in sure)]
        found = [at for at in found if at - found[0] < TITLE_WITHIN * 2 or self.lines[at].cell] if found else []
        if not found:
            return 0
        end = found[-1] + 1
        while end < len(self.lines) and self._still_head(end):
            end += 1
        return end

    def _still_head(self, at: int) -> bool:
        line, before = self.lines[at], self.lines[at - 1]
        if line.cell and before.cell and line.cell[0] == before.cell[0] >= 0:
            return True
        if line.boxed or signs.is_stamp(line.text):
            return True
        return bool(signs.ABOUT.match(line.text)) and not any(is_type(one.text) for one in self.lines[:at])

    def _one(self, name: str, head: list[Line], test: Callable[[str], bool]) -> list[Line]:
        found = [one for one in head if test(one.text)][:1]
        self._note(name, found)
        return found

    def _about(self, head: list[Line]) -> list[Line]:
        """Return the lines of a letter's subject, which stands in the head."""
        at = next((at for at, one in enumerate(head) if signs.ABOUT.match(one.text)), None)
        if at is None:
            return []
        first = head[at]
        others = [one for one in head[at + 1 :] if first.cell and one.cell == first.cell and not one.boxed]
        found = [first, *(one for one in others if not signs.is_stamp(one.text) and not _is_sure(one.text))]
        self._note("about", found)
        return found

    def _agency(self, head: list[Line], about: list[Line]) -> tuple[list[Line], list[Line]]:
        number = next((at for at, one in enumerate(head) if signs.is_number(one.text)), len(head))
        named = [
            one
            for one in head[:number]
            if not _is_sure(one.text) and not signs.is_stamp(one.text) and one not in about and not one.boxed
        ]
        self._note("agency", named)
        own = [one for one in named if one.look.bold] or named[-1:]
        return [one for one in named if one not in own], own

    def _title(self, lines: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
        """Return the name of the type, the subject under it, and what follows."""
        at = next((at for at, one in enumerate(lines[:TITLE_WITHIN]) if is_type(one.text)), None)
        if at is None:
            return [], [], lines
        self._note("title", lines[at : at + 1])
        end = at + 1
        while end < len(lines) and _is_subject(lines[end], first=end == at + 1):
            end += 1
        return lines[at : at + 1], lines[at + 1 : end], [*lines[:at], *lines[end:]]

    def _note(self, name: str, found: list[Line]) -> None:
        if found:
            self.order[name] = next(at for at, one in enumerate(self.lines) if one is found[0])
            self.columns[name] = found[0].column

    def _text(self, component: Component, line: int, found: list[Line]) -> str:
        if found:
            self.behind[component, line] = found[0]
        return " ".join(one.text.strip() for one in found)

    def _many(self, component: Component, found: list[Line]) -> tuple[str, ...]:
        self.behind |= {(component, at): one for at, one in enumerate(found)}
        return tuple(one.text.strip() for one in found)


def _is_sure(text: str) -> bool:
    return signs.is_country(text) or signs.is_motto(text) or signs.is_number(text) or signs.is_day(text)


def _is_subject(line: Line, *, first: bool) -> bool:
    """Say whether a line under the type's name belongs to the subject: set like a heading, not the text itself."""
    plain = fold(line.text).strip()
    if plain.startswith(("kinh gui", "can cu")) or line.text == line.text.upper() or line.cell:
        return False
    return (first and len(line.text) < 300) or (line.look.bold and line.look.align == "centre")


def _addressees(body: list[Line]) -> int:
    """Return how many lines at the start say to whom the document goes."""
    if not body or not fold(body[0].text).strip().startswith("kinh gui"):
        return 0
    end = 1
    while end < len(body) and body[end].text.strip().startswith(("-", "–")):
        end += 1
    return end


def _type_code(title: list[Line], about: list[Line], number: list[Line]) -> str:
    if title:
        wanted = fold(title[0].text.strip())
        return next(kind.code for kind in types.TYPES if fold(kind.name_vi) == wanted)
    if about:
        return types.LETTER_CODE
    notation = number[0].text.partition("/")[2].strip() if number else ""
    kind = types.by_abbreviation(notation.split("-")[0])
    return kind.code if kind else (types.LETTER_CODE if notation else "")
