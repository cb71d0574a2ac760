"""The reference and two orders of one cart."""

from __future__ import annotations

from typing import Any

import pytest

from golive.candidates.reference.orders.claims import Claims
from golive.candidates.reference.orders.same_cart import Carts
from golive.candidates.reference.state import NOT_WANTED, SENT, Record, State
from golive.candidates.storage import Storage


def order(quote_id: int, email: str = "a@example.com") -> dict[str, Any]:
    return {"quote_id": quote_id, "customer_email": email}


@pytest.fixture
def state() -> State:
    storage = Storage()
    made = State(storage, Claims(storage, 1, lambda: 0))
    for number in ("1", "2", "3"):
        made.save(Record(number, number))
    return made


def test_the_second_order_of_a_cart_is_told_from_the_first(state: State) -> None:
    carts, records = Carts(state), state.orders
    assert carts.other(records["1"], order(7)) == ""
    assert carts.other(Record("1", "1"), order(7)) == "", "the same order once more"
    assert carts.other(records["2"], order(7, "A@example.com")) == "1"


def test_another_cart_or_another_customer_is_another_order(state: State) -> None:
    carts, records = Carts(state), state.orders
    carts.other(records["1"], order(7))
    assert carts.other(records["2"], order(8)) == ""
    assert carts.other(records["3"], order(7, "b@example.com")) == ""


def test_after_a_restart_the_first_is_still_known(state: State) -> None:
    records = state.orders
    Carts(state).other(records["1"], order(7))
    assert Carts(state).other(records["2"], order(7)) == "1"


@pytest.mark.parametrize("end", ["cancelled", "not wanted"])
def test_the_second_counts_once_the_first_has_ended(state: State, end: str) -> None:
    carts, records = Carts(state), state.orders
    carts.other(records["1"], order(7))
    records["1"].state, records["1"].cancel = (SENT, True) if end == "cancelled" else (NOT_WANTED, False)
    assert carts.other(records["2"], order(7)) == ""
    assert carts.other(records["3"], order(7)) == "2"


def test_an_order_that_was_never_stored_holds_nothing_up(state: State) -> None:
    carts = Carts(state)
    assert carts.other(Record("9", "9"), order(7)) == ""
    assert carts.other(state.orders["2"], order(7)) == ""
