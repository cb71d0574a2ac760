"""Where releases differ."""

from __future__ import annotations

from fake_erp.dialects.variants.base import Variant
from fake_erp.errors import ErpError
from fake_erp.messages import Reply


def _write(error: ErpError, reply: Reply, value: str) -> None:
    shown = reply.data.get("error") if isinstance(reply.data, dict) else None
    inner = shown.get("innererror") if isinstance(shown, dict) else None
    if isinstance(inner, dict) and "Write failed" in inner.get("message", ""):
        reply.status = int(value)


VARIANTS = (
    Variant("write_failed_status", "The status of a write that the table refuses.", ("400", "500"), _write),
)
