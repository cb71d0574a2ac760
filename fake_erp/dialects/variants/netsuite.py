"""Where accounts differ."""

from __future__ import annotations

from fake_erp.dialects.variants.base import Variant
from fake_erp.errors import ErpError, TooManyRequests
from fake_erp.messages import Reply


def _records(error: ErpError, reply: Reply, value: str) -> None:
    if isinstance(error, TooManyRequests) and isinstance(reply.data, dict) and "status" in reply.data:
        reply.status = reply.data["status"] = int(value)


def _restlets(error: ErpError, reply: Reply, value: str) -> None:
    if isinstance(error, TooManyRequests) and isinstance(reply.data, dict) and "error" in reply.data:
        reply.status = int(value)


VARIANTS = (
    Variant(
        "concurrency_status",
        "The status of CONCURRENCY_LIMIT_EXCEEDED.",
        ("429", "400"),
        _records,
    ),
    Variant(
        "restlet_limit_status",
        "The status of SSS_REQUEST_LIMIT_EXCEEDED.",
        ("400", "429"),
        _restlets,
    ),
)
