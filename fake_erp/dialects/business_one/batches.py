"""`$batch`: calls in parts. It stops at the first call that is refused; a changeset is applied as a whole or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_erp.dialects.bundle import Bundle, Part
from fake_erp.dialects.business_one.requests import root_of
from fake_erp.dialects.business_one.router import call_of
from fake_erp.dialects.odata.multipart import bundle_of, calls_of
from fake_erp.messages import Reply, Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def batch_of(erp: Erp, request: Request) -> Bundle:
    """The calls of a batch. Raises Malformed."""
    calls = calls_of(request, root_of(request))
    bundle = bundle_of(calls, lambda inner: Part(inner, call_of(erp, inner)))

    def joined(replies: list[Reply]) -> Reply:
        done = calls[: len(replies)]
        return bundle_of(done, lambda inner: Part(inner, None)).joined(replies)

    bundle.joined, bundle.stops = joined, True
    return bundle
