"""A course that comes in as a file: a zip of YAML and media, or a text in Markdown. Nothing in it is trusted."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import yaml
from flask_babel import gettext as _

from courses import media, plain, references, shipped
from courses.authoring import markdown_in, outline, plain_yaml
from courses.block_reading import read_block
from courses.blocks import BlockError
from courses.types import SIGNOFF
from training.core import encoding
from training.core.errors import RuleBroken
from training.core.zipguard import ZipLimits, ZipRefused, check_zip

LARGEST = 60 * 1024 * 1024
LARGEST_YAML = 1_000_000
LIMITS = ZipLimits(entries=500, one=50 * 1024 * 1024, total=150 * 1024 * 1024)
UPLOADS = {"picture": "picture", "video": "video", "audio": "audio", "file": "file"}
KNOWN = plain.COURSE_FIELDS | plain.COURSE_MAYBE
Raw = dict[str, Any]


@dataclass
class Brought:
    """What came in: a title, a body, and what had to be left out, in words."""

    title: str
    body: Raw
    lost: list[str] = field(default_factory=list)


def read_file(upload: Any, *, by: int) -> Brought:
    """Read an uploaded course; raise RuleBroken for a file that is none, is hostile or is not whole."""
    if upload is None or not getattr(upload, "filename", ""):
        raise RuleBroken(_("Choose a file."), field="file", code="course.no_file")
    data = upload.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise RuleBroken(_("The file is larger than %(size)s MB. Choose a smaller one.", size=LARGEST // 1024 // 1024),
                         field="file", code="course.file_large")  # fmt: skip
    if data.startswith(b"PK"):
        return from_zip(data, by=by)
    if len(data) > LARGEST_YAML:
        raise RuleBroken(_("The text is larger than %(size)s MB. Cut it into several courses.", size=1), field="file",
                         code="course.file_large")  # fmt: skip
    try:
        text = encoding.decode_text(data)[0]
    except encoding.TextRefused as error:
        message = _("The file is neither a course nor a readable text.")
        raise RuleBroken(message, field="file", code="course.unreadable") from error
    other: list[str] = []
    body, pictures = markdown_in.course(text, PurePosixPath(str(upload.filename)).stem, other)
    lost = other + [_("picture “%(words)s”: choose the file in the lesson", words=each[:80]) for each in pictures]
    return Brought(body["course"]["title"], body, lost)


def from_zip(data: bytes, *, by: int) -> Brought:
    """Read a course out of an archive; what this house cannot show is left out and named."""
    try:
        names = check_zip(io.BytesIO(data), LIMITS).names
    except ZipRefused as error:
        message = _("This archive cannot be opened safely. Take the course along anew and choose that file.")
        raise RuleBroken(message, field="file", code=f"course.zip_{error.code}") from error
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        top = next((name for name in names if PurePosixPath(name).name == "course.yaml"), None)
        if top is None:
            raise RuleBroken(_("There is no course.yaml in this archive."), field="file", code="course.no_head")
        root = str(PurePosixPath(top).parent)
        reader = _Archive(archive, set(names), "" if root == "." else f"{root}/", by)
        try:
            return reader.read()
        except (plain.CourseError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as fault:
            message = _("The course in this file is not whole: %(what)s", what=str(fault)[:200])
            raise RuleBroken(message, field="file", code="course.not_whole") from fault


class _Archive:
    """One archive being read: `lost` gathers what is left out."""

    def __init__(self, archive: zipfile.ZipFile, names: set[str], root: str, by: int) -> None:
        self.archive, self.names, self.root, self.by = archive, names, root, by
        self.lost: list[str] = []
        self.kept: dict[str, str] = {}
        self.library = {path.name: f"lib:{path.parent.name}/{path.name}" for path in shipped.LIBRARY.glob("*/*.svg")}

    def read(self) -> Brought:
        """Return the course that the archive holds."""
        head = self._yaml(f"{self.root}course.yaml")
        start = f"{self.root}lessons/"
        files = sorted(name for name in self.names if name.startswith(start) and name.endswith((".yaml", ".yml")))
        lessons = [self._lesson(self._yaml(name)) for name in files]
        head = self._without_strangers({name: head[name] for name in head if name in KNOWN})
        body: Raw = {"course": {"key": "x", "version": 0, **head}, "lessons": lessons}
        plain.read(body["course"], body["lessons"])
        return Brought(str(head["title"])[:200], body, self.lost)

    def _yaml(self, name: str) -> Raw:
        if self.archive.getinfo(name).file_size > LARGEST_YAML:
            raise plain.CourseError(f"{name} is too long")
        found = plain_yaml.load(self.archive.read(name).decode("utf-8-sig"))
        if not isinstance(found, dict):
            raise plain.CourseError(f"{name} holds no fields")
        return found

    def _lesson(self, raw: Raw) -> Raw:
        blocks = []
        for number, block in enumerate(raw.get("blocks") or (), start=1):
            try:
                new = {"id": f"b{number}", **self._with_files(dict(block))}
                read_block(new, "block")
                blocks.append(new)
            except (RuleBroken, BlockError, TypeError, ValueError) as fault:
                said = _(fault.message) if isinstance(fault, BlockError) else str(fault)
                where = str(raw.get("title", ""))
                self.lost.append(_("%(where)s, block %(num)s: %(what)s", where=where, num=number, what=said))
        return {
            "key": str(raw["key"]), "version": 1, "title": str(raw["title"])[:200], "goal": str(raw.get("goal") or ""),
            "minutes": int(raw.get("minutes") or 1), "blocks": blocks, "summary": str(raw.get("summary") or ""),
        }  # fmt: skip

    def _with_files(self, block: Raw) -> Raw:
        """Keep the files of a block here, and name them as this house does."""
        for field_name in ("file", "captions"):
            name = block.get(field_name)
            if name:
                block[field_name] = self._file(str(name), "captions" if field_name == "captions" else block["type"])
        return block

    def _file(self, name: str, kind: str) -> str:
        if name in self.kept:
            return self.kept[name]
        place = f"{self.root}{name}"
        if place not in self.names or ".." in PurePosixPath(name).parts:
            raise RuleBroken(_("The file %(name)s is missing.", name=name[:80]), code="course.file_missing")
        data = self.archive.read(place)
        known = self.library.get(PurePosixPath(name).name.partition("-")[2]) or self.library.get(
            PurePosixPath(name).name
        )
        if known and (found := media.bytes_of(known)) and found[1] == data:
            self.kept[name] = known  # a drawing of the package, byte for byte
        else:
            upload = "captions" if kind == "captions" else UPLOADS[kind]
            self.kept[name] = media.keep(upload, io.BytesIO(data), PurePosixPath(name).name, by=self.by)
        return self.kept[name]

    def _without_strangers(self, head: Raw) -> Raw:
        """Leave out what this house does not have."""
        head.setdefault("key", "x")
        for _section, _place, step in list(outline.steps(head)):
            activity = str(step["activity"])
            kind, _colon, name = activity.partition(":")
            known = references.is_reference(activity) and (
                kind in ("lesson", SIGNOFF) or (not name.isdecimal() and references.resolve(activity) is not None)
            )
            if not known:
                self.lost.append(str(step.get("title") or activity))
                head = outline.without_step(head, activity)
        return head
