"""Links that every page may show; one whose room is not in this house is simply not there."""

from __future__ import annotations

from flask import current_app, has_request_context, request, url_for

ENDPOINTS = {
    "home": "home.index",
    "help": "home.help_page",
    "account": "accounts.profile",
    "notices": "notices.index",
    "sign_out": "accounts.sign_out",
    "sign_in": "accounts.sign_in",
    "guides": "guidance.index",
    "display": "core.display_page",
    "accessibility": "home.accessibility",
    "privacy": "accounts.privacy",
    "style": "core.style_page",
}


class Links:
    """`links.help` is an address, or None."""

    def __getattr__(self, name: str) -> str | None:
        """Return the address of a page every shell may link to."""
        if name not in ENDPOINTS:
            raise AttributeError(name)
        known: dict[tuple[str, str], str | None] = current_app.extensions.setdefault("links", {})
        key = (request.script_root if has_request_context() else "", ENDPOINTS[name])
        if key not in known:
            known[key] = url_for(key[1]) if key[1] in current_app.view_functions else None
        return known[key]


def public_url(path: str) -> str:
    """Return the full address of `path` for slips and letters: from the configuration, never from the request."""
    root: str = current_app.config["HOUSE"].public_url
    return root + path
