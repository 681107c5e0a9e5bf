"""What strangers have thought up against pages, written into lessons and shown in a real browser: nothing runs."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from courses import rendering
from courses.authoring import word
from courses.block_reading import READERS, read_block
from courses.blocks import BlockError

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
BAD = next((found for up in Path(__file__).parents if (found := up / "shared/testdata/bad-input").exists()), None)
TOGETHER = 1000
HERE = "http://pages.invalid/"
TRAP = """
  window.ran = [];
  for (const name of ["alert", "prompt", "confirm", "print", "open"]) window[name] = () => { window.ran.push(name); };
  window.onerror = () => true;
"""


def _payloads() -> list[str]:
    assert BAD
    listed = (BAD / "xss-payload-list.txt").read_text("utf-8", errors="replace").splitlines()
    known = json.loads((BAD / "dompurify-expect.json").read_text("utf-8"))
    return [text for text in dict.fromkeys([*listed, *(each["payload"] for each in known)]) if text.strip()]


FILM = "lib:x/x.mp4"


def _address(name: str) -> str:
    """Return where a file is: a film nowhere at all, for a browser asks for one again and again."""
    return "data:," if name == FILM else "/nowhere"


def _every(bad: str) -> list[dict[str, Any]]:
    """Return a block of every type an author can write into, `bad` in each of its fields that takes words."""
    file = {"file": "lib:x/x.svg"}
    return [
        {"type": "text", "md": bad},
        {"type": "steps", "items": [bad, bad]},
        {"type": "picture", **file, "alt": bad, "caption": bad},
        {"type": "callout", "kind": "mẹo", "md": bad},
        {"type": "heading", "text": bad},
        {"type": "table", "caption": bad, "head": [bad, bad], "rows": [[bad, bad]]},
        {"type": "term", "word": bad, "meaning": bad},
        {"type": "self_check", "question": bad, "options": [
            {"text": bad, "right": True, "feedback": bad}, {"text": bad, "feedback": bad}]},
        {"type": "link_to_activity", "to": "quiz:x", "label": bad, "note": bad},
        {"type": "video", "file": FILM, "title": bad, "transcript": bad},
        {"type": "audio", "file": FILM, "title": bad, "transcript": bad},
        {"type": "file", **file, "title": bad, "note": bad},
        {"type": "link", "url": "https://vi-du.invalid/", "label": bad, "note": bad},
    ]  # fmt: skip


ALWAYS, EACH = 3, 3
"""The first three types meet every payload; of the others one meets every third, in turn."""


def _drawn(number: int, payload: str) -> list[str]:
    """Return a payload as running text, as plain words of blocks, as a link's address and as pasted from Word."""
    every, pasted = _every(payload), word.to_markdown(payload)
    blocks, turn = every[:ALWAYS], number // EACH
    blocks += [] if number % EACH else [every[ALWAYS + turn % (len(every) - ALWAYS)]]
    blocks += [{"type": "text", "md": pasted}] if pasted else []
    with contextlib.suppress(BlockError):
        read_block(link := {"type": "link", "url": payload, "label": "x"}, "block")
        blocks.append(link)
    return [str(rendering.draw_block(read_block(each, "block"), (), _address)) for each in blocks]


def _open(page: Any, body: str) -> None:
    """Show a body as a page of its own, without any policy that could help."""
    html = f"<!doctype html><meta charset=utf-8><body>{body}</body>"
    page.unroute_all()
    page.route(HERE, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.route("**/nowhere", lambda route: route.fulfill(body="", content_type="image/png"))
    page.goto(HERE, wait_until="domcontentloaded")


@pytest.mark.skipif(BAD is None, reason="the shared test data is not on this machine")
def test_nothing_written_into_a_lesson_runs_or_calls_out(app: Flask, chromium: Any) -> None:
    with app.test_request_context():
        pieces = [piece for number, payload in enumerate(_payloads()) for piece in _drawn(number, payload)]
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(TRAP)
    ran: list[str] = []
    for start in range(0, len(pieces), TOGETHER):
        _open(page, "".join(f"<div>{piece}</div>" for piece in pieces[start : start + TOGETHER]))
        page.evaluate("document.body.innerHTML = document.body.innerHTML")
        page.evaluate(
            "for (const link of document.querySelectorAll('a[href]'))"
            " if (/^\\s*(javascript|data|vbscript):/i.test(link.href)) window.ran.push(link.href)"
        )
        ran += page.evaluate("window.ran")
    context.close()

    assert len(pieces) > 20_000
    assert ran == []
    ours = (HERE + "static/icons.", "data:")
    assert [url for url in asked if url != HERE and not url.endswith("/nowhere") and not url.startswith(ours)] == []


def test_every_type_that_takes_words_is_held_to_it() -> None:
    tried = {each["type"] for each in _every("x")}

    assert tried == set(READERS) - {"bank_question"}, "a question of the bank is chosen, not written"


def test_the_trap_itself_catches(chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script(TRAP)
    _open(page, "<img src=x onerror='alert(1)'>")
    page.wait_for_function("window.ran.length === 1", timeout=5000)
    context.close()
