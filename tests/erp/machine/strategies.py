"""What the machine may try. Items are named as the model names them; Z is none."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st

from .installations import PATCHES, QUIRKS, RATES, Installation

ITEMS = st.sampled_from("AABBC")
PLACES = st.sampled_from(["main", "south"])
MAYBE_A_PLACE = st.sampled_from(["", "", "", "main", "south"])
PRICES = st.sampled_from([0, 333, 499, 1001, 1999, 1999, 2000])
REFERENCES = st.sampled_from(["", "R1", "R2", "R3", "R4"])
PICK = st.integers(0, 30)

_PLAIN = {
    "item": ITEMS,
    "quantity": st.integers(1, 9),
    "price": PRICES,
    "discount": st.just(0),
    "warehouse": MAYBE_A_PLACE,
    "unit": st.just(""),
}
_PLAIN_LINES = st.fixed_dictionaries(_PLAIN)
_ODD_LINES = st.fixed_dictionaries(
    {
        **_PLAIN,
        "item": st.sampled_from("AAABBCZ"),
        "discount": st.sampled_from([0, 7, 600]),
        "unit": st.sampled_from(["", "box", "box"]),
    }
)
LINES = st.one_of(_PLAIN_LINES, _PLAIN_LINES, _PLAIN_LINES, _ODD_LINES)
ORDERS = st.fixed_dictionaries(
    {
        "customer": st.sampled_from(["ann", "ann", "exempt"]),
        "reference": REFERENCES,
        "currency": st.sampled_from(["EUR", "EUR", "CHF"]),
        "incl": st.booleans(),
        "prepaid": st.sampled_from([False, False, True]),
        "shipping": st.sampled_from([0, 490]),
        "release": st.sampled_from([True, True, False]),
        "lines": st.lists(LINES, min_size=1, max_size=3),
    }
)
FIRST_ORDERS = st.lists(ORDERS, min_size=3, max_size=5)
ANY_INSTALLATION = st.builds(
    Installation,
    config=st.fixed_dictionaries(
        {
            "partial_deliveries": st.booleans(),
            "backorders": st.booleans(),
            "promise_safety": st.booleans(),
            "negative_stock": st.booleans(),
            "payment_terms_ms": st.sampled_from([None, 0, 3_600_000]),
        }
    ),
    finance=st.fixed_dictionaries(
        {
            "tax_rounding": st.sampled_from(["line", "document"]),
            "coins_cents": st.sampled_from([{}, {"EUR": 5, "CHF": 5}]),
            "rates_micro": st.sampled_from([{}, RATES]),
            "overpayment": st.sampled_from(["refuse", "keep"]),
            "credit_returns": st.sampled_from(["run", "at_once"]),
        }
    ),
    decimals=st.booleans(),
    rules=st.fixed_dictionaries(
        {}, optional={patch.called: st.sampled_from(patch.choices) for patch in PATCHES}
    ),
)
"""Every mixture of settings of an installation; `INSTALLATIONS` has the usual ones."""
CHANGES = st.fixed_dictionaries(
    {
        "at": st.integers(0, 3),
        "quantity": st.none() | st.integers(0, 9),
        "price": st.none() | PRICES,
        "warehouse": MAYBE_A_PLACE,
    }
)
CUSTOMERS = st.sampled_from(["ann", "exempt"])
DECISIONS = st.one_of(
    st.tuples(
        st.just("period"),
        st.sampled_from(["all", "sales", "stock", "ledger"]),
        st.sampled_from(["open", "open", "soft", "hard"]),
    ),
    st.tuples(st.just("block"), CUSTOMERS, st.sampled_from(["orders", "deliveries", "billing"])),
    st.tuples(st.just("credit"), CUSTOMERS, st.sampled_from([0, 20_000, 90_000])),
    st.tuples(
        st.just("item_status"), ITEMS, st.sampled_from(["active", "active", "blocked", "discontinued"])
    ),
    st.tuples(st.just("rename"), ITEMS),
    st.tuples(st.just("archive"), ITEMS),
    st.tuples(st.just("price"), ITEMS, CUSTOMERS, st.sampled_from([333, 2000]), st.sampled_from([1, 5])),
    st.tuples(st.just("rule"), st.sampled_from(PATCHES), st.integers(0, 3)),
    st.tuples(st.just("rule"), st.sampled_from(PATCHES), st.integers(0, 3)),
    st.tuples(st.just("quirk"), st.sampled_from(["", *QUIRKS])),
    st.tuples(st.just("rate"), st.sampled_from([500_000, 1_234_567])),
)
"""Settings an installation may change: which one, and for whom or how."""
NEW_LINES = LINES.map(lambda line: {"at": None, **line})


def wired(units: int | None, in_quarters: bool) -> float | None:
    """A quantity as JSON: 3 quarters are 0.75, 4 are 1."""
    return units if units is None or not in_quarters else units // 4 if units % 4 == 0 else units / 4


def amount(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def order_json(wanted: dict[str, Any], sku: dict[str, str], quarters: Collection[str] = ()) -> dict[str, Any]:
    """An order as a client sends it; the units of items in `quarters` are a quarter each."""
    return {
        "external_reference": wanted["reference"],
        "customer": {"ann": "C100001", "exempt": "C100002"}[wanted["customer"]],
        "currency": wanted["currency"],
        "ordered_at": "2025-11-28T04:59:00Z",
        "prices_include_tax": wanted["incl"],
        "payment": {"prepaid": wanted["prepaid"]},
        "shipping": {"amount": amount(wanted["shipping"])},
        "release": wanted["release"],
        "lines": [line_json(line, sku, line["item"] in quarters) for line in wanted["lines"]],
    }


def line_json(line: dict[str, Any], sku: dict[str, str], in_quarters: bool = False) -> dict[str, Any]:
    """A line of a new order, a new line of an old one, or a change of one: whatever is there."""
    given = {
        "line": None if line.get("at") is None else line["at"] + 1,
        "item": sku.get(line["item"], line["item"]) if "item" in line else None,
        "quantity": wired(line["quantity"], in_quarters),
        "unit_price": None if line["price"] is None else amount(line["price"]),
        "discount": amount(line["discount"]) if "discount" in line else None,
        "warehouse": line["warehouse"] or None,
        "unit": line.get("unit") or None,
    }
    return {name: value for name, value in given.items() if value is not None}
