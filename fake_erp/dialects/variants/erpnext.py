"""Where sites differ."""

from __future__ import annotations

from fake_erp.dialects.variants.base import Variant, status_of
from fake_erp.errors import TooManyRequests

VARIANTS = (
    Variant(
        "rate_limit_status",
        "The status of a refusal for too many requests.",
        ("429", "417"),
        status_of(TooManyRequests),
    ),
)
