"""The shop and the recorded replies of a real one differ only where it is declared, with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from .fidelity.comparison import (
    Declared,
    Difference,
    Fields,
    declared,
    differences,
    fields_of,
    recorded,
)
from .fidelity.page import page
from .fidelity.replies import shown

PAGE = Path(__file__).parents[2] / "docs" / "shop-fidelity.md"


@pytest.fixture(scope="module")
def found() -> list[Difference]:
    """The differences of the shop as it is."""
    return differences(shown())


def test_every_difference_is_declared_with_a_reason(found: list[Difference]) -> None:
    known = declared()
    loose = [one for one in found if not any(each.covers(one.document, one.kind, one.path) for each in known)]
    assert loose == []
    assert all(each.why for each in known)


def test_no_declaration_is_left_without_a_difference(found: list[Difference]) -> None:
    stale = [
        each for each in declared() if not any(each.covers(one.document, one.kind, one.path) for one in found)
    ]
    assert stale == []


def test_nearly_all_that_was_recorded_is_shown(found: list[Difference]) -> None:
    fields = sum(len(each.fields) for each in recorded().values())
    assert fields > 700
    missing = [one for one in found if one.kind == "missing"]
    assert len(missing) / fields < 0.03


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


def test_a_field_that_is_lost_changed_or_added_is_found() -> None:
    real: dict[str, Fields] = {name: dict(each.fields) for name, each in recorded().items()}
    assert differences(real) == []
    del real["order"]["increment_id"]
    real["product"]["price"] = frozenset({"str"})
    real["website"]["colour"] = frozenset({"str"})
    assert differences(real) == [
        Difference("order", "missing", "increment_id", "str", ""),
        Difference("product", "type", "price", "number", "str"),
        Difference("website", "more", "colour", "", "str"),
    ]


def test_paths_go_into_lists_and_attributes() -> None:
    reply = {"a": [{"b": 1}, {"b": None}], "custom_attributes": [{"attribute_code": "x", "value": ["1"]}]}
    assert fields_of([reply]) == {
        "a": frozenset({"list"}),
        "a[].b": frozenset({"number", "null"}),
        "custom_attributes": frozenset({"list"}),
        "custom_attributes[x]": frozenset({"list"}),
    }
    assert fields_of(["7", True]) == {"(the reply)": frozenset({"str", "bool"})}


def test_a_declaration_covers_its_pattern_alone() -> None:
    each = Declared("order*", "more", "items[].*_x", "why")
    assert each.covers("order, saved in part", "more", "items[].base_x")
    assert not each.covers("order", "missing", "items[].base_x")
    assert not each.covers("order", "more", "items.base_x")
