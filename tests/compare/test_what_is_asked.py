"""Seeds, variants and columns as people write them, and what is said when they cannot be meant."""

from __future__ import annotations

import pytest

from golive.errors import CompareProblem
from golive.sweep.seeds import seeds_of
from golive.sweep.variants import columns, variant_of, variants_of_profiles


@pytest.mark.parametrize(
    ("text", "seeds"),
    [("7", (7,)), ("1,2,5", (1, 2, 5)), ("1..3", (1, 2, 3)), ("4..5, 1", (4, 5, 1)), ("0..0", (0,))],
)
def test_seeds_are_read_in_the_order_they_are_written(text: str, seeds: tuple[int, ...]) -> None:
    assert seeds_of(text) == seeds


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "nothing between two commas"),
        ("1,,2", "nothing between two commas"),
        ("one", "'one'"),
        ("-1", "'-1'"),
        ("1.5", "'1.5'"),
        ("1-8", "'1-8'"),
        ("8..1", "write 1..8"),
        ("1..3,2", "2 twice"),
        ("1..99999", "more than 10,000 seeds"),
        (str(2**63), "above"),
    ],
)
def test_what_is_no_seeds_is_told_with_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(CompareProblem, match="--seeds") as said:
        seeds_of(text)
    assert hint in str(said.value)
    assert "1..8" in str(said.value)


@pytest.mark.parametrize(
    ("text", "name", "sets"),
    [
        ("plain:", "plain", ()),
        ("test-like:erp.profile=test-like", "test-like", ("erp.profile=test-like",)),
        ("two:a=1, b=2", "two", ("a=1", "b=2")),
        ("list:a=[1, 2],b={c: 1, d: 2}", "list", ("a=[1, 2]", "b={c: 1, d: 2}")),
        ("quoted:a='x, y',b=2", "quoted", ("a='x, y'", "b=2")),
        ("url:a=http://x:1", "url", ("a=http://x:1",)),
    ],
)
def test_commas_inside_a_value_belong_to_it(text: str, name: str, sets: tuple[str, ...]) -> None:
    assert variant_of(text) == (name, sets)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("erp.profile=test-like", "no colon"),
        (":a=1", "'' as the name"),
        ("two words:a=1", "'two words' as the name"),
        ("x:a", "got 'a'"),
    ],
)
def test_what_is_no_variant_is_told_with_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(CompareProblem, match="--variant") as said:
        variant_of(text)
    assert hint in str(said.value)
    assert "erp.profile=test-like" in str(said.value)


ONE, TWO = ("naive", "naive"), ("mine.yaml", "our-connector")


def test_every_candidate_meets_every_variant() -> None:
    found = columns([ONE, TWO], ["a:x=1", "b:x=2"], ["y=3"])
    assert [(each.name, each.candidate, each.sets) for each in found] == [
        ("naive a", "naive", ("y=3", "x=1")),
        ("naive b", "naive", ("y=3", "x=2")),
        ("our-connector a", "mine.yaml", ("y=3", "x=1")),
        ("our-connector b", "mine.yaml", ("y=3", "x=2")),
    ]
    assert [each.name for each in columns([ONE, TWO], [], [])] == ["naive", "our-connector"]
    assert [each.name for each in columns([ONE], ["a:", "b:"], [])] == ["a", "b"]


@pytest.mark.parametrize(
    ("candidates", "variants", "hint"),
    [
        ([ONE], [], "two or more things to compare"),
        ([ONE], ["a:"], "two or more things to compare"),
        ([ONE, ONE], [], "--candidate naive: named twice"),
        ([ONE, ("other.yaml", "naive")], [], "--candidate naive: named twice"),
        ([ONE], ["a:x=1", "a:x=2"], "--variant a: named twice"),
        ([ONE, TWO], [f"v{n}:" for n in range(5)], "at most 8"),
    ],
)
def test_what_cannot_be_told_apart_is_refused(
    candidates: list[tuple[str, str]], variants: list[str], hint: str
) -> None:
    with pytest.raises(CompareProblem, match=hint):
        columns(candidates, variants, [])


def test_each_profile_is_a_variant() -> None:
    found = variants_of_profiles("test-like, production-like")
    assert [variant_of(text) for text in found] == [
        ("test-like", ("erp.profile=test-like",)),
        ("production-like", ("erp.profile=production-like",)),
    ]
    assert variants_of_profiles(None) == ()


@pytest.mark.parametrize(
    ("written", "hint"),
    [("test-like,prod", "golive erp profiles lists them"), ("", "got ''"), ("odoo,odoo", "named twice")],
)
def test_what_is_no_profile_is_told_with_what_to_write(written: str, hint: str) -> None:
    with pytest.raises(CompareProblem, match=hint):
        variants_of_profiles(written)
