"""Logging in, the OpenAPI document, and the health check."""

from __future__ import annotations

from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.views import Call, View
from fake_erp.messages import Reply
from fake_erp.rules.fields.mandatory_fields import MandatoryFields


def token(call: Call) -> Reply:
    """Log in: a bearer token in exchange for the client's id and secret."""
    given = read.record(call.data())
    sessions = call.erp.sessions
    access = sessions.login(read.text(given, "client_id"), read.text(given, "client_secret"))
    seconds = sessions.lifetime_ms // 1000
    return call.ok({"access_token": access, "token_type": "Bearer", "expires_in": seconds})


def openapi(call: Call) -> Reply:
    """This document."""
    from fake_erp.dialects.native.openapi.demanded import demand
    from fake_erp.dialects.native.openapi.document import document

    demanded = call.erp.rules["mandatory_fields"]
    assert isinstance(demanded, MandatoryFields)
    return call.ok(demand(document(call.erp.surface.routes), demanded.fields))


def health(call: Call) -> Reply:
    """Whether the system is up, and what time it is there."""
    return call.ok({"status": "ok", "time": call.as_of()})


VIEWS: dict[str, View] = {"token.create": token, "openapi.read": openapi, "health.read": health}
