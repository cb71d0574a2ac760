"""The classes of errors that a call may meet."""

from __future__ import annotations

from typing import Any

OK = ""
DENIED = frozenset({401, 403})
BUSY = frozenset({408, 425, 429})
RETRYABLE, TERMINAL, SILENT = "retryable", "terminal", "silent"
DROPPED = "accepted and dropped"
_READS = (".list", ".read")


def technical(data: dict[str, Any]) -> str:
    """Return the class of a technical failure of an answered exchange; "" for a success or a refusal of content.

    Classes are an HTTP status (`401`, `429`), `5xx`, `timeout`, `reset`, and `unreachable`. A call whose caller was
    killed is none. A 400 that says when to come again is a refusal for the rate of calls.
    """
    status = data["status"]
    if status is None:
        how: str = data["how"]
        return {"refused": "unreachable", "killed": OK}.get(how, how or "timeout")
    if status < 400:
        return OK
    if status >= 500:
        return "5xx"
    if status == 400 and data.get("retry_after") is not None:
        return "429"
    return str(status) if status in DENIED or status in BUSY else OK


def content(data: dict[str, Any]) -> str:
    """Return the class of a refusal of content, such as `4xx 422`; "" for none, and for a read that found nothing."""
    status = data["status"]
    if status is None or not 400 <= status < 500 or data["op"].endswith(_READS):
        return OK
    return f"4xx {status}"


def kind_of(error: str) -> str:
    """Return whether a class of errors passes by itself, needs a change, or is not visible to a caller."""
    if error == DROPPED:
        return SILENT
    return TERMINAL if error in ("401", "403") or error.startswith(("4xx", "rule ")) else RETRYABLE
