"""Zip files from strangers: counted, measured and named before anything of them touches the disk."""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

PIECE = 64 * 1024
_LOCAL_HEADER = 30
_DRIVE = re.compile(r"[A-Za-z]:")
_DAMAGE = (zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, IndexError, ValueError)
"""What zipfile raises, besides BadZipFile, for archives with broken bytes."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class ZipRefused(ValueError):
    """This archive must not be opened. `code` says why; `entry` names the entry to blame, if any.

    Codes: not_a_zip, damaged, encrypted, method, too_many_entries, too_large, ratio, slip, absolute,
    drive, backslash, bad_name, symlink, duplicate, collision, overlap.
    """

    def __init__(self, code: str, entry: str = "") -> None:
        """Remember why, and which entry."""
        super().__init__(f"{code}: {entry[:200]!r}" if entry else code)
        self.code = code
        self.entry = entry


@dataclass(frozen=True)
class ZipLimits:
    """How much is too much: entries, bytes of one file and of all, and how far a large file may inflate."""

    entries: int = 5000
    one: int = 200 * 1024 * 1024
    total: int = 500 * 1024 * 1024
    ratio: int = 200
    ratio_from: int = 1024 * 1024


@dataclass(frozen=True)
class CheckedZip:
    """What a sound archive holds: names of its files in NFC, and their real size in bytes."""

    names: tuple[str, ...]
    size: int


def check_zip(source: BinaryIO, limits: ZipLimits | None = None) -> CheckedZip:
    """Return what is in the archive; raise ZipRefused for anything a hostile one could do to us.

    Sizes are those really read, not those the archive claims; reading stops at the limit.
    """
    limits = limits or ZipLimits()
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            if len(entries) > limits.entries:
                raise ZipRefused("too_many_entries")
            _check_names(entries)
            _check_places(archive, entries)
            size = _measure(archive, entries, limits)
    except zipfile.BadZipFile as error:
        raise ZipRefused("not_a_zip" if "not a zip" in str(error) else "damaged") from None
    except ZipRefused:
        raise
    except _DAMAGE:
        raise ZipRefused("damaged") from None
    return CheckedZip(tuple(_plain(entry.filename) for entry in entries if not entry.is_dir()), size)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _check_names(entries: Iterable[zipfile.ZipInfo]) -> None:
    files: dict[str, str] = {}
    for entry in entries:
        name = entry.orig_filename
        if code := _wrong_name(name) or _wrong_kind(entry):
            raise ZipRefused(code, name)
        key = _key(name)
        if key in files:
            raise ZipRefused("duplicate" if files[key] == name else "collision", name)
        files[key] = name
    _check_folders(files)


def _key(name: str) -> str:
    """Return what a file system blind to case and to normal forms sees."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).rstrip("/")


def _check_folders(files: dict[str, str]) -> None:
    """Refuse a file that is another's folder."""
    plain = {key for key, name in files.items() if not name.endswith("/")}
    for key, name in files.items():
        parts = key.split("/")
        if any("/".join(parts[:depth]) in plain for depth in range(1, len(parts))):
            raise ZipRefused("collision", name)


def _wrong_name(name: str) -> str:
    if not name or len(name.encode(errors="replace")) > 1000 or any(unicodedata.category(c) == "Cc" for c in name):
        return "bad_name"
    if "\\" in name:
        return "backslash"
    if name.startswith("/"):
        return "absolute"
    if _DRIVE.match(name):
        return "drive"
    parts = unicodedata.normalize("NFKC", name).removesuffix("/").split("/")
    if ".." in parts:
        return "slip"
    return "bad_name" if any(part in ("", ".") or part.rstrip(" .") == "" for part in parts) else ""


def _wrong_kind(entry: zipfile.ZipInfo) -> str:
    mode = entry.external_attr >> 16
    if entry.create_system == 3 and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "symlink"
    if stat.S_ISLNK(mode):
        return "symlink"
    if entry.flag_bits & 0x1:
        return "encrypted"
    return "" if entry.compress_type in _METHODS else "method"


def _check_places(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse entries that share bytes: the trick of the flat zip bomb (D. Fifield, 2019)."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise ZipRefused("overlap", entry.filename)
        end = entry.header_offset + _LOCAL_HEADER + len(entry.orig_filename) + entry.compress_size
    if entries and end > archive.start_dir:
        raise ZipRefused("overlap", entries[-1].filename)


def _measure(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: ZipLimits) -> int:
    total = 0
    for entry in entries:
        if not entry.is_dir():
            total += _read(archive, entry, limits, limits.total - total)
    return total


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: ZipLimits, left: int) -> int:
    """Return the real size of one entry, reading no further than the limits."""
    size = 0
    with archive.open(entry) as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > min(limits.one, left):
                raise ZipRefused("too_large", entry.filename)
            if size > limits.ratio_from and size > limits.ratio * max(1, entry.compress_size):
                raise ZipRefused("ratio", entry.filename)
    return size
