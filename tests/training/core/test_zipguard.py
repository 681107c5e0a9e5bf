"""Hostile archives."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import unicodedata
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.core.zipguard import ZipLimits, ZipRefused, check_zip

SHARED = Path(__file__).parents[3].parent / "shared" / "testdata"


def archive(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as made:
        warnings.simplefilter("ignore")
        for name, content in entries:
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = method
            made.writestr(info, content)
    target.seek(0)
    return target


def refusal(source: io.BytesIO, limits: ZipLimits | None = None) -> str:
    with pytest.raises(ZipRefused) as caught:
        check_zip(source, limits)
    return caught.value.code


def test_a_sound_archive_is_listed_and_measured():
    nfd = unicodedata.normalize("NFD", "bài/học một.html")
    found = check_zip(archive(("imsmanifest.xml", b"<m/>"), ("bài/", b""), (nfd, b"x" * 1000)))
    assert found.names == ("imsmanifest.xml", "bài/học một.html")
    assert found.size == 1004


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../etc/passwd", "slip"),
        ("a/../../b", "slip"),
        ("a/..", "slip"),
        ("/etc/passwd", "absolute"),
        ("C:/x", "drive"),
        ("c:x", "drive"),
        ("..\\x", "backslash"),
        ("a\\b", "backslash"),
        ("a\nb", "bad_name"),
        ("a//b", "bad_name"),
        ("./a", "bad_name"),
        ("a/. /b", "bad_name"),
        ("x" * 1200, "bad_name"),
        ("\uff0e\uff0e/x", "slip"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name, code):
    assert refusal(archive(("good", b""), (name, b"x"))) == code


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("a.txt", "a.txt"), "duplicate"),
        (("A.txt", "a.txt"), "collision"),
        (("é.txt", unicodedata.normalize("NFD", "é.txt")), "collision"),
        (("ﬁle", "file"), "collision"),
        (("a", "a/b"), "collision"),
        (("a/b", "A"), "collision"),
        (("straße", "STRASSE"), "collision"),
    ],
)
def test_names_that_would_overwrite_each_other_are_refused(names, code):
    assert refusal(archive(*((name, b"x") for name in names))) == code


def test_too_many_too_large_and_too_well_packed():
    many = archive(*((str(n), b"") for n in range(12)))
    assert refusal(many, ZipLimits(entries=10)) == "too_many_entries"
    assert refusal(archive(("a", b"x" * 2000)), ZipLimits(one=1000)) == "too_large"
    assert refusal(archive(("a", b"x" * 600), ("b", b"x" * 600)), ZipLimits(total=1000)) == "too_large"
    assert refusal(archive(("a", bytes(4 * 1024 * 1024)))) == "ratio"


def test_a_size_that_lies_is_found_out():
    raw = bytearray(archive(("a", b"x" * 5000)).getvalue())
    place = raw.index(b"PK\x01\x02")
    raw[place + 24 : place + 28] = struct.pack("<I", 10)
    assert refusal(io.BytesIO(bytes(raw)), ZipLimits(one=1000)) in {"damaged", "too_large"}


def test_a_link_and_a_device_are_refused():
    for mode in (stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO):
        target = io.BytesIO()
        info = zipfile.ZipInfo("link")
        info.create_system = 3
        info.external_attr = (mode | 0o777) << 16
        with zipfile.ZipFile(target, "w") as made:
            made.writestr(info, "/etc/passwd")
        assert refusal(target) == "symlink"


def test_encrypted_and_exotic_entries_are_refused():
    raw = bytearray(archive(("a", b"x")).getvalue())
    place = raw.index(b"PK\x01\x02")
    raw[place + 8] |= 1
    assert refusal(io.BytesIO(bytes(raw))) == "encrypted"
    assert refusal(archive(("a", b"x" * 100), method=zipfile.ZIP_LZMA)) == "method"


def test_entries_that_share_bytes_are_refused():
    raw = bytearray(archive(("a", b"x" * 50), ("b", b"x" * 50)).getvalue())
    first = raw.index(b"PK\x01\x02")
    second = raw.index(b"PK\x01\x02", first + 4)
    raw[second + 42 : second + 46] = raw[first + 42 : first + 46]
    assert refusal(io.BytesIO(bytes(raw))) == "overlap"


def test_noise_is_no_archive():
    assert refusal(io.BytesIO(b"hello")) == "not_a_zip"
    whole = archive(("a", b"hello world" * 20)).getvalue()
    broken = whole[:35] + b"\xff" * 10 + whole[45:]
    assert refusal(io.BytesIO(broken)) == "damaged"


@settings(max_examples=150)
@given(st.data())
def test_a_bitten_archive_is_opened_or_refused_and_nothing_else(data):
    raw = bytearray(archive(("a/b.txt", b"hello" * 50), ("c", b"x")).getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ZipRefused):
        assert check_zip(io.BytesIO(bytes(raw))).size >= 0


@pytest.mark.parametrize("name", ["RuntimeBasicCalls_SCORM12.zip", "validscorm.zip"])
def test_real_course_packages_pass(name):
    path = SHARED / "scorm" / name
    if not path.exists():
        pytest.skip("the shared test data is not beside this checkout")
    with path.open("rb") as source:
        assert "imsmanifest.xml" in check_zip(source).names
