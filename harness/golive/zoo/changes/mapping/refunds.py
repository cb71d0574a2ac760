"""Defects in the documents that follow a credit memo of the shop."""

from __future__ import annotations

from typing import Any

from golive.candidates.reference.refunds import memo
from golive.zoo.patches import Patches

NO_SHIPPING = {"shipping_incl_tax": 0.0, "shipping_tax_amount": 0.0}


def without_shipping(patch: Patches) -> None:
    """COR-08: a credit note is built from the rows of its credit memo, which do not have the shipping charge."""

    def value_cents(row: dict[str, Any]) -> int:
        return original({**row, "tax_amount": row["tax_amount"] - row["shipping_tax_amount"], **NO_SHIPPING})

    original = memo.value_cents
    patch.setattr(memo, "value_cents", value_cents)
