"""Where releases differ."""

from __future__ import annotations

from fake_erp.dialects.business_central import errors
from fake_erp.dialects.variants.base import Variant
from fake_erp.errors import ErpError
from fake_erp.messages import Reply


def _same_key(error: ErpError, reply: Reply, value: str) -> None:
    shown = reply.data.get("error") if isinstance(reply.data, dict) else None
    if isinstance(shown, dict) and shown.get("code") == errors.SAME_KEY:
        reply.status = int(value)


VARIANTS = (Variant("same_key_status", "The status of a key that is taken.", ("400", "409"), _same_key),)
