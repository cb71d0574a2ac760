"""A call or a notice as one line of `exchanges.jsonl`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from golive.bodies.masks import MASK, Masks, carried, headers
from golive.record.rows import ExchangeLine, MessageShown
from golive.tracing.identity import TRACEPARENT
from golive.wire.messages import Exchange, Notice

SHOWN = 4096
"""Bytes of a body that are kept."""
_MASKED_FROM = 4 * SHOWN
"""Bytes of a body in which secrets are looked for; masks make it shorter, but not by as much."""
_LONGEST_PATH = 2000


def of_call(x: Exchange, masks: Masks, *, with_bodies: bool = True) -> ExchangeLine:
    """Return the line of a call that has ended, or is open at the end of a run.

    Without bodies their lengths are kept, and headers.
    """
    request, result = x.request, x.result
    also = carried(request.headers)
    reply = x.reply if result is None or result.reply is None else result.reply
    told = "open" if result is None else result.kind
    line: ExchangeLine = {
        "x": x.number,
        "kind": "call",
        "op": x.name,
        "key": x.key,
        "attempt": x.attempt,
        "sent_ms": x.sent_ms,
        "method": request.method,
        "path": masks.text(request.path[:_LONGEST_PATH], also),
        "query": masks.text(request.query[:_LONGEST_PATH], also),
        "request": _message(request.headers, _sent(request), masks, also, with_bodies),
        "told": told if result is None or not result.how else f"{told}: {result.how}",
        "status": None if reply is None else reply.status,
        "reply": None,
    }
    if reply is not None:
        named = _with_cookies(reply)
        body = _mask_login(x, _encoded(reply))
        line["reply"] = _message(named, body, masks, [*also, *carried(named)], with_bodies)
    return line


def of_notice(notice: Notice, copy: int, status: int | None, masks: Masks) -> ExchangeLine:
    """Return the line of a notice after its delivery; of the answer only the status is known."""
    event = notice.event
    given = getattr(event, "headers", None)  # a method of an event of the ERP, which signs each delivery
    named = dict(given) if isinstance(given, Mapping) else {}
    if notice.traceparent:
        named[TRACEPARENT] = notice.traceparent
    return {
        "x": notice.number,
        "kind": "notice",
        "op": notice.name,
        "key": notice.key,
        "attempt": notice.attempt,
        "copy": copy,
        "sent_ms": notice.sent_ms,
        "method": "POST",
        "path": masks.text(str(getattr(event, "url", ""))[:_LONGEST_PATH]),
        "query": "",
        "request": _message(named, _dumped(notice.payload()), masks, carried(named)),
        "told": "unknown: no answer" if status is None else "answered",
        "status": status,
        "reply": None,
    }


def _message(
    named: Mapping[str, str], body: bytes, masks: Masks, also: list[str], with_body: bool = True
) -> MessageShown:
    """Headers and the beginning of a body, masked before it is cut: no part of a secret is left at the end."""
    if not with_body:
        return {"headers": headers(named, masks, also), "body": "", "bytes": len(body), "cut": bool(body)}
    whole = masks.text(body[:_MASKED_FROM].decode("utf-8", "replace"), also)
    shown = whole.encode("utf-8", "replace")[:SHOWN].decode("utf-8", "ignore")
    cut = len(body) > _MASKED_FROM or len(shown) < len(whole)
    return {"headers": headers(named, masks, also), "body": shown, "bytes": len(body), "cut": cut}


def _sent(request: Any) -> bytes:
    """The body of a request: its bytes, or its parsed form as compact JSON."""
    return request.body if request.body is not None else _dumped(request.data)


def _dumped(data: Any) -> bytes:
    if data is None:
        return b""
    if isinstance(data, bytes):
        return data
    if isinstance(data, str):
        return data.encode("utf-8", "replace")
    try:
        return orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:
        return str(data).encode("utf-8", "replace")


def _encoded(reply: Any) -> bytes:
    try:
        encoded: bytes = reply.encode()
    except (TypeError, ValueError):
        return b""
    return encoded


def _with_cookies(reply: Any) -> dict[str, str]:
    named = {name.lower(): str(value) for name, value in reply.headers.items()}
    cookies = getattr(reply, "cookies", ())
    return {**named, "set-cookie": "; ".join(cookies)} if cookies else named


def _mask_login(x: Exchange, body: bytes) -> bytes:
    """The reply of a login that is nothing but a token, as a JSON string or an XML element."""
    if (
        x.operation == "token.create"
        and body[:1] in (b'"', b"<")
        and x.reply is not None
        and x.reply.status < 400
    ):
        return f'"{MASK}"'.encode()
    return body
