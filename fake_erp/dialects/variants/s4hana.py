"""Where systems differ."""

from __future__ import annotations

from fake_erp.dialects.variants.base import Variant, status_of
from fake_erp.errors import Locked

VARIANTS = (
    Variant(
        "locked_status",
        "The status of a document that is being processed by another user.",
        ("400", "423"),
        status_of(Locked),
    ),
)
