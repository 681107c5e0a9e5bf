"""Types by content, harmless file names."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core.sniff import ascii_name, safe_name, sniff


def zipped(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return target.getvalue()


ODT = b"application/vnd.oasis.opendocument.text"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SAMPLES = [
    (b"%PDF-1.7\n1 0 obj", "pdf", False),
    (b"\x89PNG\r\n\x1a\n....", "png", False),
    (b"\xff\xd8\xff\xe0..JFIF", "jpg", False),
    (b"GIF89a....", "gif", False),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp", False),
    (b"RIFF\x00\x00\x00\x00WAVEfmt ", "wav", False),
    (b"RIFF\x00\x00\x00\x00AVI LIST", "bin", False),
    (b"\x00\x00\x00\x20ftypisom....", "mp4", False),
    (b"\x00\x00\x00\x20ftypM4A ....", "m4a", False),
    (b"ID3\x04\x00....", "mp3", False),
    (b"\xff\xfb\x90\x00....", "mp3", False),
    (b"\x1aE\xdf\xa3....webm", "webm", False),
    (b"OggS\x00\x02....", "ogg", False),
    (zipped(a=b"x"), "zip", False),
    (zipped(word__document_xml=b"<w/>"), "docx", False),
    (zipped(xl__workbook_xml=b"<w/>"), "xlsx", False),
    (zipped(ppt__presentation_xml=b"<w/>"), "pptx", False),
    (zipped(mimetype=ODT), "odt", False),
    (zipped(word__document_xml=b"<w/>", word__vbaProject_bin=b"x"), "bin", True),
    (OLE + "WordDocument\0".encode("utf-16-le"), "doc", False),
    (OLE + "Workbook\0".encode("utf-16-le"), "xls", False),
    (OLE, "bin", False),
    (b"PK\x03\x04 and nothing more", "bin", False),
    (b"<!DOCTYPE html><title>x</title>", "html", True),
    (b"  <!-- a --> <ScRiPt>alert(1)</sCrIpT>", "html", True),
    (b"<p>hello", "html", True),
    ("\ufeff<html>".encode("utf-16-le"), "html", True),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "svg", True),
    (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><!-- x --><svg/>', "svg", True),
    (b'<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg"/>', "svg", True),
    (b'<?xml version="1.0"?><quiz/>', "xml", True),
    ("ma;ho_ten\n1;Nguyễn\n2;Trần\n".encode(), "csv", False),
    ('a,b\n"x, y",2\n'.encode("utf-16"), "csv", False),
    ("Kính gửi đồng chí.\n".encode(), "txt", False),
    (b"", "txt", False),
    (bytes(range(256)), "bin", False),
]


@pytest.mark.parametrize(("data", "extension", "active"), SAMPLES)
def test_a_file_is_what_its_bytes_say(data, extension, active):
    found = sniff(data)
    assert (found.extension, found.is_active) == (extension, active)


@given(st.binary(max_size=300) | st.sampled_from([sample[0] for sample in SAMPLES]).map(lambda data: data[:40]))
def test_no_bytes_break_the_sniffer(data):
    assert "/" in sniff(data).mime


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Báo cáo tháng 11.docx", "Báo cáo tháng 11.docx"),
        ("Ba\u0301o ca\u0301o.pdf", "Báo cáo.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\don.pdf", "don.pdf"),
        ("a\r\nSet-Cookie: x=1.txt", "a Set-Cookie x=1.txt"),
        ("hóa đơn\u202efdp.exe", "hóa đơnfdp.exe"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("...", "tep"),
        ("", "tep"),
        (".htaccess", "htaccess"),
        ("a   b\u00a0c .pdf ", "a b c.pdf"),
        ('<b>"x"|?*:</b>.md', "b.md"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_its_teeth(given_name, kept):
    assert safe_name(given_name) == kept


@given(st.text(max_size=400))
def test_every_name_ends_up_safe(name):
    for kept in (safe_name(name), ascii_name(name)):
        assert kept
        assert len(kept.encode()) <= 122
        assert not set(kept) & set('/\\<>:"|?*\r\n\0')
        assert kept not in {".", ".."}
    assert safe_name(safe_name(name)) == safe_name(name)
    assert ascii_name(name).isascii()


def test_a_long_name_keeps_its_extension():
    kept = safe_name("ệ" * 200 + ".pdf")
    assert kept.endswith("ệ.pdf")
    assert len(kept.encode()) <= 120


def test_the_plain_name_can_still_be_read():
    assert ascii_name("Đơn đề nghị (bản 2).PDF") == "Don-de-nghi-ban-2.PDF"
