"""Conditions with patterns of callers: what they match, and that none of them takes long."""

from __future__ import annotations

import pytest

from fake_magento.search.conditions import Column, like_pattern, predicate
from fake_magento.search.regular_expressions import regular_expression

COSTLY = ["(([a-z0-9.@]+)+)+#$", "(a*)*b", "(a|aa)+$b", "(.*a){25}b", "([a-z]+)*#"]
TEXT = Column("text", lambda record: record)


@pytest.mark.parametrize(
    ("pattern", "text", "is_found"),
    [
        ("^1000", "100000001", True),
        ("^a.c$", "ABC", True),
        ("b", "abc", True),
        ("^b", "abc", False),
        ("[[:digit:]]+x", "12X", True),
        ("ä", "Ä", True),
        ("(", "(", False),
        ("(?=a)", "a", False),
        (r"(a)\1", "aa", False),
        ("a{400}{400}", "a", False),
        ("a" * 600, "a" * 600, False),
    ],
)
def test_what_expressions_match(pattern: str, text: str, is_found: bool) -> None:
    assert predicate(TEXT, "regexp", pattern)(text) is is_found


@pytest.mark.parametrize("pattern", COSTLY)
def test_expressions_that_would_never_end_are_decided(pattern: str) -> None:
    """A backtracking matcher takes longer than the universe is old for these."""
    assert regular_expression(pattern)("a" * 50_000) is False


def test_patterns_with_many_wildcards_are_decided() -> None:
    assert like_pattern("%a" * 200 + "%#").fullmatch("a" * 50_000) is None
    assert like_pattern("%a" * 200 + "%").fullmatch("a" * 50_000)


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("a%b%c", "aXbYbZc", True),
        ("a%b%c", "aXcb", False),
        ("%ab%ab", "ab", False),
        ("%ab%ab", "abab", True),
        ("%a_", "aab", True),
        (r"\%%", "%1", True),
        (r"\%%", "1", False),
        ("%", "", True),
        ("", "a", False),
    ],
)
def test_what_like_matches(pattern: str, text: str, fits: bool) -> None:
    assert (like_pattern(pattern).fullmatch(text) is not None) is fits
