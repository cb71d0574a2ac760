"""`$batch`: calls in parts. It stops at the first call that is refused; a changeset is applied as a whole or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_erp.dialects.bundle import Bundle, Part
from fake_erp.dialects.business_one.calls.orders import Create
from fake_erp.dialects.business_one.requests import root_of
from fake_erp.dialects.business_one.router import call_of
from fake_erp.dialects.odata.multipart import REFUSED, Call, bundle_of, calls_of
from fake_erp.messages import Reply, Request
from fake_erp.model import Order

if TYPE_CHECKING:
    from fake_erp.erp import Erp

STATUS = 202


def batch_of(erp: Erp, request: Request) -> Bundle:
    """The calls of a batch. Raises Malformed."""
    calls = calls_of(request, root_of(request))
    parts = [Part(call.request, call_of(erp, call.request)) for call in calls]

    def joined(replies: list[Reply]) -> Reply:
        done = calls[: len(replies)]
        if replies and replies[-1].status >= REFUSED:
            _take_back(erp, done, parts)
        return bundle_of(done, lambda each: Part(each, None), STATUS).joined(replies)

    return Bundle(parts, joined, stops=True)


def _take_back(erp: Erp, done: list[Call], parts: list[Part]) -> None:
    """Cancel the orders of the changeset whose last call was refused: the product rolls it back."""
    changeset = done[-1].changeset
    for call, part in zip(done[:-1], parts, strict=False):
        created = part.match.record if isinstance(part.match, Create) else None
        if changeset >= 0 and call.changeset == changeset and isinstance(created, Order):
            erp.orders.cancel(created, "taken back with its changeset")
