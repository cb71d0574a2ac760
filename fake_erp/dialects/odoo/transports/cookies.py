"""The cookie of the web client's session."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from fake_erp.messages import Request


def token_of(request: Request) -> str:
    """The session of the web client; "" for none."""
    header = request.headers.get("x-openerp-session-id", "")
    cookies = request.headers.get("cookie", "")
    if header or not cookies:
        return header
    try:
        found = SimpleCookie(cookies[:4000]).get("session_id")
    except CookieError:
        return ""
    return "" if found is None else found.value
