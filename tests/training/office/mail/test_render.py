from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from training.office.mail import message as mail
from training.office.mail.cues import Anchor, AnchorError, Cue, Place
from training.office.mail.labels import EN
from training.office.mail.render import View, render, render_cues

INSPECT = View(inspect_link=lambda n: f"/hop-thu/7/lien-ket/{n}", inspect_file=lambda n: f"/hop-thu/7/tep/{n}")
SAFE = {
    "a",
    "bdi",
    "br",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "h2",
    "li",
    "mark",
    "ol",
    "p",
    "span",
    "strong",
    "summary",
    "sup",
    "time",
    "u",
    "ul",
}


class Reader(HTMLParser):
    """Collects what a browser would act upon."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = set(), [], "", []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read(markup):
    reader = Reader()
    reader.feed("".join(markup))
    reader.close()
    assert reader.open == []
    return reader


def hrefs(markup):
    return [value for _, name, value in read(markup).attributes if name in {"href", "src", "action", "srcset"}]


def test_links_lead_only_to_the_inspection_inside_the_product(phish):
    assert hrefs(render(phish, INSPECT)) == ["/hop-thu/7/lien-ket/0", "/hop-thu/7/tep/0"]


def test_without_an_inspection_nothing_can_be_followed(phish):
    assert hrefs(render(phish)) == []


@pytest.mark.parametrize("outside", ["https://vidu.invalid", "//vidu.invalid", "/\\vidu.invalid", "javascript:x", ""])
def test_an_inspection_that_leads_outside_is_refused(phish, outside):
    with pytest.raises(ValueError):
        render(phish, View(inspect_link=lambda _: outside))


def test_the_real_address_can_be_read_without_hovering(phish):
    markup = render(phish)
    reader = read(markup)

    assert "https://dangnhap.haitrarn.vidu.invalid/xem?id=1" in reader.text
    assert "<strong>dangnhap.haitrarn.vidu.invalid</strong>" in markup
    assert not any(name == "title" for _, name, _ in reader.attributes)


def test_sender_time_files_and_technical_facts_are_shown_in_the_office_zone(phish):
    text = read(render(phish)).text

    for part in (
        "Văn phòng UBND tỉnh <vanthu@haitrarn.vidu.invalid>",
        "15:04, thứ Hai 09/11/2026",
        "214 KB",
        "Cong-dien-hoa-toc.zip",
        "Trả lời sẽ gửi tới",
        "vanthu@thu-nhanh.invalid",
        "Nghi ngờ",
        "Không đạt",
        "Message-ID",
    ):
        assert part in text


def test_a_picture_is_described_and_never_fetched(phish):
    reader = read(render(phish))

    assert "Hình từ bên ngoài, không tải: Quốc huy mờ" in reader.text
    assert "img" not in reader.tags


def test_the_words_around_the_message_can_be_english(phish):
    assert "15:04, Monday 09/11/2026" in render(phish, View(labels=EN))


def test_large_files_are_written_with_the_decimal_mark_of_the_language(phish):
    message = replace(phish, attachments=(mail.Attachment("a.pdf", 1_300_000), mail.Attachment("b.txt", 12)))

    assert "1,2 MB" in render(message)
    assert "1.2 MB" in render(message, View(labels=EN))
    assert "12 B" in render(message)


CUES = (
    Cue("lookalike-domain", Anchor(Place.SENDER, quote="haitrarn"), "Viết “rn” giả làm “m”."),
    Cue("urgency", Anchor(Place.BODY, 1, "xác nhận trước 15 giờ 30 hôm nay"), "Chưa đầy nửa giờ."),
    Cue("asks-secret", Anchor(Place.LINK, 0), "Đòi đăng nhập qua liên kết lạ."),
    Cue("attachment-type", Anchor(Place.ATTACHMENT, 0), "Công điện thật không phải tệp .zip."),
    Cue("display-name", Anchor(Place.REPLY_TO), "Trả lời đi nơi khác."),
    Cue("no-branding", Anchor(Place.WHOLE), "Không có mẫu thư của cơ quan."),
)


def test_cues_are_marked_where_they_stand_with_their_numbers(phish):
    markup = render(phish, INSPECT, CUES)

    assert 'vanthu@<mark class="cue" id="cue-1">haitrarn<sup>' in markup
    for number in range(1, 6):
        assert markup.count(f'id="cue-{number}"') == 1
        assert f'</span>{number}<span class="hush">' in markup
    assert 'id="cue-6"' not in markup


def test_a_cue_across_strong_words_is_one_cue_with_one_number(phish):
    markup = render(phish, cues=CUES)

    assert (
        '<mark class="cue" id="cue-2">xác nhận </mark><strong><mark class="cue">trước 15 giờ 30 hôm nay<sup>' in markup
    )


def test_once_cues_are_shown_the_real_link_stands_under_its_words(phish):
    assert "Liên kết thật:" not in render(phish)
    assert "Liên kết thật:" in render(phish, cues=CUES)


def test_technical_facts_unfold_when_a_cue_stands_there(phish):
    assert 'class="fold" open' in render(phish, cues=CUES)
    assert 'class="fold" open' not in render(phish)


def test_overlapping_cues_share_a_mark_and_keep_their_numbers(phish):
    cues = (
        Cue("urgency", Anchor(Place.SUBJECT, quote="hỏa tốc"), "a"),
        Cue("work-process", Anchor(Place.SUBJECT, quote="Công điện hỏa tốc"), "b"),
    )
    markup = render(phish, cues=cues)

    assert markup.count("<mark") == 1
    assert all(f'id="cue-{number}"' in markup for number in (1, 2))


def test_a_good_sign_is_marked_apart(phish):
    assert 'class="cue cue--trust"' in render(
        phish, cues=[Cue("no-pressure", Anchor(Place.SENT_AT), "Gửi trong giờ làm.")]
    )


def test_checks_and_time_can_be_marked(phish):
    cues = [
        Cue("display-name", Anchor(Place.CHECKS, 2), "x"),
        Cue("inconsistency", Anchor(Place.SENT_AT), "y"),
    ]
    markup = render(phish, cues=cues)

    assert '<mark class="cue" id="cue-1">Không đạt' in markup
    assert '<mark class="cue" id="cue-2">15:04' in markup


def test_a_cue_that_does_not_fit_is_refused(phish):
    with pytest.raises(AnchorError):
        render(phish, cues=[Cue("urgency", Anchor(Place.BODY, 1, "ngày mai"), "")])


def test_the_list_of_cues_leads_to_each_mark(phish):
    listed = render_cues(CUES)

    assert hrefs(listed) == [f"#cue-{number}" for number in range(1, 6)]
    assert "Tên miền na ná" in listed
    assert "Look-alike domain" in render_cues(CUES, View(labels=EN))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        "{0} {} %s",
        "\u202egpj.exe",
    ],
)
def test_hostile_words_stay_words_everywhere(hostile):
    box = mail.Address(hostile, hostile)
    message = mail.Message(
        sender=box,
        reply_to=box,
        return_path=hostile,
        to=(box,),
        cc=(box,),
        subject=hostile,
        sent_at=mail.datetime.fromisoformat("2026-11-09T15:04:00+07:00"),
        body=(
            mail.Paragraph((mail.Text(hostile, strong=True), mail.Link(hostile, hostile))),
            mail.Image(hostile),
        ),
        headers=(mail.Header(hostile, hostile),),
        attachments=(mail.Attachment(hostile, 1, hostile),),
    )
    cues = [
        Cue("urgency", Anchor(place), hostile) for place in (Place.SENDER, Place.SUBJECT, Place.LINK, Place.ATTACHMENT)
    ]

    for markup in (
        render(message, INSPECT),
        render(message, View(identifier=hostile), cues),
        render_cues(cues),
    ):
        reader = read(markup)
        assert isinstance(markup, Markup)
        assert reader.tags <= SAFE
        assert hostile in reader.text
        assert {name for _, name, _ in reader.attributes} <= {
            "class",
            "id",
            "href",
            "lang",
            "datetime",
            "open",
        }
        assert all(value.startswith(("/hop-thu/", "#cue-")) for value in hrefs(markup))


@given(st.text(max_size=40), st.text(max_size=40), st.data())
def test_any_quote_of_any_text_can_be_marked(words, more, data):
    message = mail.Message(
        sender=mail.Address("a@vidu.invalid"),
        to=(mail.Address("b@vidu.invalid"),),
        subject="x",
        sent_at=mail.datetime.fromisoformat("2026-11-09T15:04:00+07:00"),
        body=(mail.Paragraph((mail.Text(words), mail.Link(more, more))),),
    )
    whole = words + more
    start = data.draw(st.integers(0, len(whole)))
    quote = whole[start : data.draw(st.integers(start, len(whole)))]

    reader = read(render(message, cues=[Cue("urgency", Anchor(Place.BODY, 0, quote), "")]))

    assert reader.tags <= SAFE
