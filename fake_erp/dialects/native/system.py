"""Logging in and the health check."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.native import oauth
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.views import Call, View
from fake_erp.messages import Reply
from fake_erp.operations.base import Look
from fake_erp.operations.channels import LogIn


def token(call: Call) -> LogIn:
    """Log in: a bearer token in exchange for the client's id and secret, as JSON or as an OAuth2 form."""
    if oauth.is_form(call.request):
        return LogIn(*oauth.credentials(call.request, call.erp.config.max_body_bytes))
    given = read.record(call.data())
    return LogIn(read.text(given, "client_id"), read.text(given, "client_secret"))


def _token(call: Call, access: str) -> Reply:
    seconds = call.erp.sessions.lifetime_ms // 1000
    headers = dict(oauth.NO_STORE) if oauth.is_form(call.request) else {}
    return Reply(200, {"access_token": access, "token_type": "Bearer", "expires_in": seconds}, headers)


def health(call: Call) -> Look[str]:
    """Whether the system is up, and what time it is there."""
    return Look(lambda hides: call.as_of())


def _health(call: Call, time: str) -> Reply:
    return Reply(200, {"status": "ok", "time": time})


VIEWS: dict[str, View[Any]] = {
    "token.create": View(token, _token),
    "health.read": View(health, _health),
}
