"""TODO."""

from __future__ import annotations

from typing import Any

from fake_magento.model.order import Order
from fake_magento.money import number


def put_vouchers(order: Order, extension: dict[str, Any]) -> None:
    """Gift cards and store credit as the Commerce edition shows them; `grand_total` is what was left to pay."""
    extras = order.extras
    assert extras is not None
    if extras.gift_cards:
        used = [(code, own, base) for code, own, base in extras.gift_cards if own or base]
        extension["gift_cards"] = [
            {"id": place, "code": code, "amount": number(own), "base_amount": number(base)}
            for place, (code, own, base) in enumerate(used, 1)
        ]
        extension["gift_cards_amount"] = number(sum(own for _, own, _ in used))
        extension["base_gift_cards_amount"] = number(sum(base for _, _, base in used))
    own, base = extras.store_credit
    if own or base:
        extension["customer_balance_amount"] = number(own)
        extension["base_customer_balance_amount"] = number(base)
