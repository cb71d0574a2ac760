"""Accepted, and not said as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from fake_erp.messages import Reply
from fake_erp.quirks.base import Quirk, Wording

if TYPE_CHECKING:
    from fake_erp.dialects.native.routes import Route
    from fake_erp.dialects.native.views import Call


@dataclass(frozen=True, slots=True)
class NoNumber(Quirk):
    """Answers a new order with 202 and without the number it got."""

    seen: ClassVar[str] = "202 with status accepted and nothing else; the order is there"

    def at_reply(self) -> Wording | None:
        return _wording


def _wording(call: Call, route: Route, reply: Reply) -> Reply:
    if route.operation != "order.create" or reply.status != 201:
        return reply
    return Reply(202, {"status": "accepted"}, unsaid=reply.unsaid)
