from __future__ import annotations

import contextlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_erp.dialects.odata import paths
from fake_erp.dialects.odata.paths import path_of
from fake_erp.errors import Malformed

GUID = "6f9619ff-8b86-d011-b42d-00cf4fc964ff"


@pytest.mark.parametrize(
    ("raw", "name", "keys"),
    [
        ("Orders(12)", "Orders", {"": Decimal(12)}),
        ("Orders('A1')", "Orders", {"": "A1"}),
        ("Orders%28%27A1%27%29", "Orders", {"": "A1"}),
        ("Orders('O''Neil')", "Orders", {"": "O'Neil"}),
        ("Orders('a%2Fb')", "Orders", {"": "a/b"}),
        ("Orders('a%20b%2Cc')", "Orders", {"": "a b,c"}),
        ("Orders(Order='1',Item='10')", "Orders", {"Order": "1", "Item": "10"}),
        ("Orders(Order=1, Item=guid'" + GUID + "')", "Orders", {"Order": Decimal(1), "Item": GUID}),
        (f"companies({GUID})", "companies", {"": GUID}),
        ("Orders(12L)", "Orders", {"": Decimal(12)}),
        ("Orders(dataAreaId='usmf',N='=')", "Orders", {"dataAreaId": "usmf", "N": "="}),
        ("Days(datetime'2025-11-28T05:00:00')", "Days", {"": 1_764_306_000_000}),
        ("Days(2025-11-28)", "Days", {"": 1_764_288_000_000}),
        ("Orders", "Orders", {}),
        ("Microsoft.NAV.ship()", "Microsoft.NAV.ship", {}),
    ],
)
def test_keys_are_read_in_every_spelling(raw: str, name: str, keys: dict[str, Any]) -> None:
    (segment,) = path_of(raw)
    assert segment.name == name
    assert {each: literal.value for each, literal in segment.keys.items()} == keys


def test_a_path_has_segments_and_a_trailing_slash_does_not_count() -> None:
    path = path_of("/Orders('1')/to_Item(Order='1',Item='10')/Price/$value/")
    assert [segment.name for segment in path] == ["Orders", "to_Item", "Price", "$value"]
    assert [segment.has_key for segment in path] == [True, True, False, False]
    assert path_of("") == path_of("/") == ()


def test_a_positional_key_has_every_name_and_a_named_one_its_own() -> None:
    (segment,) = path_of("Orders('1')")
    literal = segment.key("SalesOrder")
    assert literal is not None
    assert literal.value == "1"
    (segment,) = path_of("Orders(SalesOrder='1')")
    assert segment.key("Other") is None


@pytest.mark.parametrize(
    "raw",
    [
        "Orders(",
        "Orders(1",
        "(1)",
        "Orders('a)",
        "Orders(1,2)",
        "Orders(A='1','2')",
        "Orders(guid'x')",
        "Orders(x'1'y'2')",
        "Orders(1e999)",
        "a/" * 20,
        "x" * 3000,
        "Orders('" + "x" * 600 + "')",
    ],
)
def test_what_is_no_address_is_refused(raw: str) -> None:
    with pytest.raises(Malformed):
        path_of(raw)


@given(st.text(max_size=60) | st.text("(')/%27=,ab1 ", max_size=60))
def test_any_text_is_an_address_or_is_refused(raw: str) -> None:
    with contextlib.suppress(Malformed):
        path_of(raw)


@given(
    st.sampled_from(["", "/", "//"]),
    st.sampled_from(["Orders", "A_Order", "1x", "é", ""]),
    st.text("a1 '%20/(),=é٣\n", max_size=6) | st.integers(0, 10**19).map(str),
    st.sampled_from(["'", ""]),
)
def test_addresses_of_one_record_are_read_as_all_others_are(
    start: str, name: str, key: str, mark: str
) -> None:
    raw = f"{start}{name}({mark}{key}{mark})"
    assert outcome(paths.path_of, raw) == outcome(paths._path, raw)


def outcome(read: Callable[[str], Any], raw: str) -> Any:
    try:
        return read(raw)
    except Malformed as error:
        return error.text
