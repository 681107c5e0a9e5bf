"""Show a message safely: nothing in it can be followed, fetched or run; works without script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from training.office.mail.catalogue import by_code
from training.office.mail.cues import Cue, Place
from training.office.mail.labels import EN, VI, Labels
from training.office.mail.marks import Marker
from training.office.mail.message import Attachment, Block, Image, Link, Message, Text
from training.office.markup import fill, joined

Inspect = Callable[[int], str]  # number of the link or attachment -> address inside the product


@dataclass(frozen=True, slots=True)
class View:
    """How to show a message.

    `inspect_link` and `inspect_file` give in-app addresses (starting with "/", "?" or "#"); without them
    links and files are plain words. `heading` (1–6) is the level of the subject, `prefix` begins the ids of
    marks.
    """

    labels: Labels = VI
    heading: int = 2
    identifier: str = ""
    inspect_link: Inspect | None = None
    inspect_file: Inspect | None = None
    prefix: str = "cue"


def render(message: Message, view: View = View(), cues: Sequence[Cue] = ()) -> Markup:
    """Return subject, sender, text, files and two folds, with `cues` marked in place and numbered.

    Raises ValueError for an inspect address that leads outside, LookupError or AnchorError for cues that do
    not fit the message.
    """
    marker = Marker(message, tuple(cues), view.labels, view.prefix)
    parts = (
        _subject(message, view, marker),
        _head(message, view, marker),
        _body(message, view, marker),
        _files(message, view, marker),
        _addresses(message, view),
        _technical(message, view, marker),
    )
    return joined(parts)


def render_cues(cues: Sequence[Cue], view: View = View()) -> Markup:
    """Return the numbered list of signs with what each means here, each leading to its mark."""
    return fill(
        '<ol class="stack stack--tight cues">{}</ol>',
        joined(_listed(n, cue, view) for n, cue in enumerate(cues, 1)),
    )


def _listed(number: int, cue: Cue, view: View) -> Markup:
    kind = by_code(cue.kind)
    name = fill("<strong>{}</strong>", kind.label_en if view.labels is EN else kind.label_vi)
    if cue.anchor.place is not Place.WHOLE:
        name = fill('<a href="#{}-{}">{}</a>', view.prefix, number, name)
    pattern = '<li class="row row--top"><span class="cue-no">{}</span> <span class="grow">{}<br>{}</span></li>'
    return fill(pattern, number, name, cue.why)


def _inside(address: str) -> str:
    """Let only addresses of the product through."""
    if not address.startswith(("/", "?", "#")) or address.startswith(("//", "/\\")):
        raise ValueError("a message never leads outside")
    return address


def _subject(message: Message, view: View, marker: Marker) -> Markup:
    text = marker.write(message.subject, marker.marks(Place.SUBJECT))
    if view.identifier:
        return fill('<h{0} id="{1}" lang="vi"><bdi>{2}</bdi></h{0}>', view.heading, view.identifier, text)
    return fill('<h{0} lang="vi"><bdi>{1}</bdi></h{0}>', view.heading, text)


def _pair(label: str, value: Markup) -> Markup:
    return fill("<div><dt>{}</dt><dd><bdi>{}</bdi></dd></div>", label, value)


def _head(message: Message, view: View, marker: Marker) -> Markup:
    labels = view.labels
    to = joined((marker.write(str(one), marker.marks(Place.TO, at)) for at, one in enumerate(message.to)), "; ")
    moment = labels.moment(message.sent_at)
    sent = fill('<time datetime="{}">{}</time>', message.sent_at.isoformat(), moment)
    if marker.has(Place.SENT_AT):
        sent = marker.write(moment, marker.everything(Place.SENT_AT, moment))
    rows = [
        _pair(labels.sender, marker.write(str(message.sender), marker.marks(Place.SENDER))),
        _pair(labels.to, to),
    ]
    if message.cc:
        rows.append(_pair(labels.cc, fill("{}", "; ".join(str(one) for one in message.cc))))
    return fill('<dl class="pair">{}{}</dl>', joined(rows), _pair(labels.sent_at, sent))


def _body(message: Message, view: View, marker: Marker) -> Markup:
    out, link = [], 0
    for at, block in enumerate(message.body):
        piece, link = _block(block, at, link, view, marker)
        out.append(piece)
    return fill('<div class="mail__text" lang="vi">{}</div>', joined(out))


def _block(block: Block, at: int, link: int, view: View, marker: Marker) -> tuple[Markup, int]:
    marks, offset, parts = marker.marks(Place.BODY, at), 0, []
    if isinstance(block, Image):
        said = view.labels.remote_image if block.remote else view.labels.image
        return fill('<p><span class="attach">{} {}</span></p>', said, marker.write(block.alt, marks)), link
    for part in block.parts:
        words = marker.write(part.text, marks, offset)
        offset += len(part.text)
        if isinstance(part, Text):
            parts.append(fill("<strong>{}</strong>", words) if part.strong else words)
        else:
            parts.append(_link(part, link, words, view, revealed=bool(marker.cues)))
            link += 1
    return fill("<p>{}</p>", joined(parts)), link


def _link(link: Link, number: int, words: Markup, view: View, *, revealed: bool) -> Markup:
    """Write a link as words, or as a way to inspect it; once cues are shown, say where it really leads."""
    shown = fill("<u>{}</u>", words)
    if view.inspect_link:
        shown = fill('<a href="{}">{}</a>', _inside(view.inspect_link(number)), words)
    if not revealed:
        return shown
    real = link.target or view.labels.no_address
    return fill(
        '{}<br><span class="soft">{} <bdi class="mail__address">{}</bdi></span>',
        shown,
        view.labels.real_link,
        real,
    )


def _files(message: Message, view: View, marker: Marker) -> Markup:
    files = [_file(one, at, view, marker) for at, one in enumerate(message.attachments)]
    return fill('<ul class="stack stack--tight mail__files">{}</ul>', joined(files)) if files else Markup("")


def _file(file: Attachment, at: int, view: View, marker: Marker) -> Markup:
    name = marker.write(file.name, marker.marks(Place.ATTACHMENT, at))
    pattern = '<span class="hush">{}</span> <span><bdi class="mail__address">{}</bdi>, {}</span>'
    inner = fill(pattern, view.labels.attachment, name, view.labels.size(file.size))
    if view.inspect_file:
        return fill('<li><a class="attach" href="{}">{}</a></li>', _inside(view.inspect_file(at)), inner)
    return fill('<li><span class="attach">{}</span></li>', inner)


def _addresses(message: Message, view: View) -> Markup:
    """Let everyone read where links lead: by keyboard and on a phone, without hovering."""
    if not message.links:
        return Markup("")
    pattern = '<li>“{}” {} <strong>{}</strong><br><bdi class="mail__address">{}</bdi></li>'
    words = view.labels
    rows = joined(
        fill(pattern, link.text, words.leads_to, link.domain or words.no_address, link.target) for link in message.links
    )
    return fill('<details class="fold"><summary>{}</summary><ol>{}</ol></details>', words.addresses, rows)


def _technical(message: Message, view: View, marker: Marker) -> Markup:
    words = view.labels
    rows = []
    if message.reply_to:
        rows.append(_pair(words.reply_to, marker.write(str(message.reply_to), marker.marks(Place.REPLY_TO))))
    if message.return_path:
        rows.append(_pair(words.return_path, marker.write(message.return_path, marker.marks(Place.RETURN_PATH))))
    rows += _checks(message, words, marker)
    for at, header in enumerate(message.headers):
        rows.append(_pair(header.name, marker.write(header.value, marker.marks(Place.HEADER, at))))
    opened = marker.has(Place.REPLY_TO, Place.RETURN_PATH, Place.CHECKS, Place.HEADER)
    pattern = '<details class="fold"{}><summary>{}</summary><dl class="pair">{}</dl></details>'
    return fill(pattern, Markup(" open") if opened else "", words.technical, joined(rows))


def _checks(message: Message, words: Labels, marker: Marker) -> list[Markup]:
    checks = message.checks
    told = (
        ("SPF", words.spf, checks.spf),
        ("DKIM", words.dkim, checks.dkim),
        ("DMARC", words.dmarc, checks.dmarc),
    )
    rows = []
    for at, (name, meaning, verdict) in enumerate(told):
        said = words.verdicts[verdict]
        shown = marker.write(said, marker.everything(Place.CHECKS, said, at))
        rows.append(_pair(name, fill('{} <span class="soft">({})</span>', shown, meaning)))
    return rows
