"""What a refusal of the ERP or the shop means for the record that was sent."""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import Response

BUSY = frozenset({401, 408, 425, 429, 500, 502, 503, 504})
"""Temporary statuses, which are no judgement on the order itself."""


def is_busy(reply: Response) -> bool:
    """Whether a refusal is none of the order itself: by its status, or as it says when to come again."""
    return reply.status in BUSY or (not reply.ok and "retry-after" in reply.headers)


UNSURE = frozenset({500, 502, 504})
"""Statuses of a call that may have been carried out: an error behind the commit, or a proxy that gave up."""

PASSING = frozenset({"locked", "warehouse_frozen"})
"""Temporary refusals: the record is open in a session, or the warehouse is being counted."""


def error_of(reply: Response) -> dict[str, Any]:
    """The error in a refusal of the ERP; an error without a code where the reply has none."""
    body = reply.data if isinstance(reply.data, dict) else {}
    error = body.get("error")
    return error if isinstance(error, dict) else {"code": "unknown", "message": str(body)[:200]}
