from __future__ import annotations

import pytest

from training.core import richtext

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#x09;script:alert(1)">x</a>',
    '<a href="java\u200bscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example/">x</a>',
    '<a href="\\\\evil.example/">x</a>',
    '<img src="https://evil.example/pixel.png" alt="">',
    "<svg><script>alert(1)</script></svg>",
    '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<form action="https://evil.example"><input name="password"></form>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<p class="btn rig evil">x</p>',
    "<!-- <script>alert(1)</script> -->",
    '<div id="main">x</div>',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_survives(text: str) -> None:
    shown = richtext.clean_html(text).lower()

    for word in ("script", "onerror", "alert(", "evil", "style=", "<form", "<input", "<svg", "iframe", "id="):
        assert word not in shown


@pytest.mark.parametrize("text", HOSTILE)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = richtext.clean_html(text)

    assert richtext.clean_html(once) == once


def test_what_an_author_writes_stays() -> None:
    text = (
        '<h2>Lệ phí</h2><p class="note--info note">Tính <strong>theo trang</strong>, '
        'xem <a href="/huong-dan/">đây</a>.</p>'
    )

    shown = richtext.clean_html(text)

    assert "<h2>Lệ phí</h2>" in shown
    assert "<strong>theo trang</strong>" in shown
    assert 'href="/huong-dan/"' in shown
    assert "note--info" in shown


def test_pictures_of_this_house_stay() -> None:
    assert 'src="/files/3"' in richtext.clean_html('<img src="/files/3" alt="Giấy hẹn">')
    foreign = '<p>a<img src="https://x.invalid/a.png" alt="b">c<img src=x onerror=y></p>'
    assert richtext.clean_html(foreign) == "<p>ac</p>"
    assert richtext.clean_html('<img src="/files/3">') == '<img src="/files/3" alt="">'


def test_markdown_becomes_clean_html() -> None:
    shown = richtext.markdown("**Đậm** và\n\n|a|b|\n|-|-|\n|1|2|\n\n[x](javascript:alert(1))")

    assert "<strong>Đậm</strong>" in shown
    assert "<table>" in shown
    assert "href" not in shown


def test_decomposed_letters_are_composed() -> None:
    assert richtext.clean_html("e\u0302\u0301") == "ế"


def test_plain_keeps_the_words_apart() -> None:
    assert richtext.plain("<p>Một</p><p>hai &amp; ba</p><script>x</script>") == "Một hai & ba"
    assert richtext.plain("<p>Mấy người <b>chủ trì</b>?<br>Chọn một.</p>") == "Mấy người chủ trì? Chọn một."
