"""Uploaded files that are no sound .docx: hostile, damaged, old or endless ones are refused in words."""

import io
import zipfile

import pytest

from training.office.document.word.reading import DocxRefused, read


def swapped(data, name, content):
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, content if one == name else old.read(one))
    return kept.getvalue()


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: b"", "empty"),
        (lambda data: b"%PDF-1.7 ...", "not_word"),
        (lambda data: "Chỉ là chữ".encode(), "not_word"),
        (lambda data: data[:400], "damaged"),
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: swapped(data, "word/document.xml", b"<w:document"), "damaged"),
        (lambda data: swapped(data, "word/document.xml", b"<a/>"), "damaged"),
        (lambda data: swapped(data, "word/document.xml", LAUGHS), "bomb"),
        (lambda data: swapped(data, "word/styles.xml", b" " * 30_000_000), "bomb"),
        (lambda data: data + b"0" * 6_000_000, "too_large"),
        (lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le"), "old_word"),
        (lambda data: swapped(data, "[Content_Types].xml", b"<Types/>"), "damaged"),
    ],
)
def test_what_is_no_sound_docx_is_refused_with_a_reason(word, spoil, code):
    with pytest.raises(DocxRefused) as refused:
        read(spoil(word.saved(word.new())))

    assert refused.value.code == code


def test_a_file_with_endless_lines_is_refused(word):
    document = word.new()
    document.paragraphs[-1].add_run("a\n" * 5000)

    with pytest.raises(DocxRefused) as refused:
        read(word.saved(document))

    assert refused.value.code == "too_long"
