"""Orders as integrations send them, in the neutral form of the port."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.erp.world import ADDRESS

CENTS = st.integers(1, 50_000)
NAMES = st.sampled_from(
    ["Ann Smith", "Zoë Müller-Lüdenscheidt", "O'Neil & Sons", "Ng 吳", "A <b>", 'Q "uote"']
)


def amount(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    quantity, price = draw(st.integers(1, 40)), draw(CENTS)
    discount = draw(st.integers(0, min(quantity * price, 5_000)))
    return {
        "item": draw(st.sampled_from("ABC")),
        "quantity": quantity,
        "unit_price": amount(price),
        "discount": amount(discount),
    }


@st.composite
def addresses(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "name": draw(NAMES),
        **ADDRESS,
        "city": draw(st.sampled_from(["Köln", "St. John's", "København"])),
        "country": draw(st.sampled_from(["DE", "DK", "GB"])),
        "phone": draw(st.sampled_from(["", "+49 221 1234"])),
    }


@st.composite
def orders(draw: st.DrawFn) -> dict[str, Any]:
    """A whole order, but for its customer; the reference is `R1`."""
    prepaid = draw(st.booleans())
    return {
        "external_reference": "R1",
        "currency": draw(st.sampled_from(["EUR", "USD"])),
        "ordered_at": "2025-11-28T04:59:00Z",
        "prices_include_tax": draw(st.booleans()),
        "lines": draw(st.lists(lines(), min_size=1, max_size=4)),
        "shipping": {"amount": amount(draw(st.integers(0, 3_000))), "method": "Flat Rate - Fixed"},
        "payment": {"method": "checkmo", "prepaid": prepaid, "amount": amount(draw(CENTS))},
        "bill_to": draw(addresses()),
        "ship_to": draw(addresses()),
        "custom": {"sales_channel": "web"},
        "release": True,
    }


def order(customer: str, /, **changes: Any) -> dict[str, Any]:
    """A plain order with top-level fields changed."""
    plain = {
        "external_reference": "R1",
        "customer": customer,
        "currency": "EUR",
        "ordered_at": "2025-11-28T04:59:00Z",
        "prices_include_tax": True,
        "lines": [{"item": "A", "quantity": 2, "unit_price": "19.99", "discount": "0.00"}],
        "shipping": {"amount": "4.90", "method": "Flat Rate - Fixed"},
        "payment": {"method": "checkmo", "prepaid": True, "amount": "44.88"},
        "bill_to": {"name": "Ann", **ADDRESS},
        "ship_to": {"name": "Ann", **ADDRESS},
        "custom": {"sales_channel": "web"},
        "release": True,
    }
    return {**plain, **changes}
