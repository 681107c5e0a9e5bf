"""What strangers have thought up against pages, written into lessons and shown in a real browser: nothing runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from courses import rendering
from courses.authoring import word
from courses.block_reading import read_block

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


def _drawn(payload: str) -> list[str]:
    """Return a payload as running text, as plain words of a block, and as something pasted from Word."""
    pasted = word.to_markdown(payload)
    blocks = [
        {"type": "text", "md": payload},
        {"type": "steps", "items": [payload, payload]},
        {"type": "picture", "file": "lib:x/x.svg", "alt": payload, "caption": payload},
        *([{"type": "text", "md": pasted}] if pasted else []),
    ]
    return [str(rendering.draw_block(read_block(each, "block"), (), lambda _name: "/nowhere")) for each in blocks]


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
        pieces = [piece for payload in _payloads() for piece in _drawn(payload)]
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
    assert [url for url in asked if url != HERE and not url.endswith("/nowhere") and not url.startswith("data:")] == []


def test_the_trap_itself_catches(chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script(TRAP)
    _open(page, "<img src=x onerror='alert(1)'>")
    page.wait_for_function("window.ran.length === 1", timeout=5000)
    context.close()
