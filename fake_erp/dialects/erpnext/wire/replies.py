"""Replies: envelopes, messages in JSON inside JSON, error reports, pages."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from fake_erp.dialects.erpnext.wire.refusals import Thrown, thrown, wording
from fake_erp.errors import (
    BodyTooLarge,
    ErpError,
    Overloaded,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
)
from fake_erp.messages import PLAIN, Reply, Request

PAGE = "text/html; charset=utf-8"
LOGGED_OUT = ("sid=Guest; Path=/", "user_id=Guest; Path=/", "system_user=; Path=/", "full_name=Guest; Path=/")


def server_messages(messages: list[dict[str, Any]]) -> str:
    """A JSON text of a list of JSON texts, as `_server_messages` is."""
    return json.dumps([json.dumps(message) for message in messages])


def warning(text: str) -> dict[str, Any]:
    """A message that stops nothing."""
    return {"message": text, "title": "Message", "indicator": "orange", "alert": 1}


def is_v2(request: Request) -> bool:
    """Whether it came by the second version of the interface."""
    return request.path.startswith("/api/v2/")


def wants_json(request: Request) -> bool:
    """Whether errors are JSON: under /api/ always, elsewhere where the client accepts it."""
    if request.path.startswith("/api/"):
        return True
    accepts = "application/json" in request.headers.get("accept", "").lower()
    return accepts or request.headers.get("x-requested-with", "").lower() == "xmlhttprequest"


def refusal(error: ErpError, request: Request, version: str) -> Reply:
    """The reply of an error."""
    headers: dict[str, str] = {}
    details = error.details
    if "retry_after_s" in details:
        headers["Retry-After"] = str(details["retry_after_s"])
    if isinstance(error, TooManyRequests):
        headers |= _rate_headers(details)
        return Reply(429, None, headers, "Too Many Requests", PLAIN)
    if isinstance(error, UnderMaintenance | Overloaded):
        page = error.page if isinstance(error, UnderMaintenance) else ""
        text = page or _page(
            "Updating", "Your system is being updated. Please refresh again after a few moments"
        )
        return Reply(503, None, headers, text, PAGE)
    if isinstance(error, BodyTooLarge):
        return Reply(413, None, headers, _page("413 Request Entity Too Large", "nginx"), PAGE)
    found = thrown(error)
    text = wording(error, version)
    cookies = LOGGED_OUT if found.exc_type == "AuthenticationError" else ()
    if not wants_json(request):
        return Reply(found.status, None, headers, _page(_title(found), text), PAGE, cookies)
    body = _v2_report(error, found, text) if is_v2(request) else _report(error, found, text, version)
    return Reply(found.status, body, headers, cookies=cookies)


def _rate_headers(details: dict[str, Any]) -> dict[str, str]:
    wait = details.get("retry_after_s")
    if wait is None:
        return {}
    limit = details.get("limit_us", 0)
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": str(wait),
    }


def _report(error: ErpError, found: Thrown, text: str, version: str) -> dict[str, Any]:
    full = f"{found.module}.{found.exc_type}"
    summary = error.details.get("exception", text)
    if error.code == "login":
        return {"message": text, "exc_type": found.exc_type}
    body: dict[str, Any] = {
        "exception": f"{full}: {summary}",
        "exc_type": found.exc_type,
        "exc": json.dumps([f"Traceback (most recent call last):\n{full}: {summary}\n"]),
    }
    if error.code == "csrf":
        del body["exc"], body["exception"]
    if error.code == "session_expired":
        body["session_expired"] = 1
    if isinstance(error, Unauthorized) and found.status == 401:
        return body
    message: dict[str, Any] = {
        "message": text,
        "title": found.title,
        "indicator": "red",
        "raise_exception": 1,
    }
    if version == "13":
        message = {"message": text, "indicator": "red"}
    texts = error.details.get("messages") or [text]
    body["_server_messages"] = server_messages([{**message, "message": each} for each in texts])
    if found.status == 403:
        body["_error_message"] = text
    return body


def _v2_report(error: ErpError, found: Thrown, text: str) -> dict[str, Any]:
    full = f"{found.module}.{found.exc_type}"
    entry = {
        "type": found.exc_type,
        "message": text,
        "title": found.title,
        "indicator": "red",
        "exception": f"Traceback (most recent call last):\n{full}: {error.details.get('exception', text)}\n",
    }
    return {"errors": [entry]}


def _title(found: Thrown) -> str:
    return {401: "Session Expired", 403: "Not Permitted", 404: "Not Found"}.get(found.status, "Server Error")


def _page(title: str, text: str) -> str:
    head, body = escape(title), escape(text)
    return html(head, f"<h3>{head}</h3><p>{body}</p>")


def html(title: str, body: str) -> str:
    """A page."""
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
