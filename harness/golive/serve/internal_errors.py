"""Exceptions of a system in the sandbox: the request gets an internal error, and the server goes on."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from golive.record.ledger import Emit
from golive.wire.gateway_replies import refusal
from golive.wire.messages import Reply

LONGEST_LINE = 500


class InternalErrors:
    """Counts the exceptions, prints each with its request through `report`, and states it as a fact."""

    def __init__(self, systems: dict[str, Any], emit: Emit, report: Callable[[str], None]) -> None:
        self._systems = systems
        self._emit = emit
        self._report = report
        self.count = 0

    def contain(self, system: str, request: Any, error: Exception) -> Reply:
        """The reply of a system to a request that ended in an exception."""
        self.count += 1
        line = request_line(request)
        trace = "".join(traceback.format_exception(error)).rstrip()
        self._report(
            f"internal error of the {system} at {line}\n{trace}\n"
            "golive: the request was answered with an internal error, and what it had changed by then stays; "
            "please report this with the lines above"
        )
        self._emit("exchange.failed", {"system": system}, {"request": line, "trace": trace})
        try:
            reply: Reply = self._systems[system].surface.failed(request)
        except Exception:  # the defect is where refusals are written
            return refusal(HTTPStatus.INTERNAL_SERVER_ERROR, None, html=True)
        return reply

    def closing_line(self) -> str:
        """How often it happened, for the end of the sandbox; "" for never."""
        if not self.count:
            return ""
        times = "1 request" if self.count == 1 else f"{self.count} requests"
        return f"{times} ended in an internal error of golive, printed above; please report it"


def request_line(request: Any) -> str:
    """Method and address of a request, at most 500 characters.

    >>> from fake_erp.messages import Request
    >>> request_line(Request("GET", "/api/v1/orders", "limit=1"))
    'GET /api/v1/orders?limit=1'
    """
    address = f"{request.path}?{request.query}" if request.query else request.path
    return f"{request.method} {address}"[:LONGEST_LINE]
