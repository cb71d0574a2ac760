"""Money, time, tax, errors: the small values."""

from __future__ import annotations

import doctest
import importlib
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_erp import errors
from fake_erp.accounting.money import MAX_CENTS, amount_text, cents_of_number, cents_of_text
from fake_erp.accounting.numbering import NumberRange
from fake_erp.accounting.posting_periods import period_of
from fake_erp.sales.totals import tax_of
from fake_erp.times import instant_of_text, instant_text

CENTS = st.integers(-MAX_CENTS, MAX_CENTS)
INSTANTS = st.integers(0, 4_102_444_799_999)


@given(CENTS)
def test_money_survives_text(cents: int) -> None:
    assert cents_of_text(amount_text(cents)) == cents


@given(st.decimals(-(10**9), 10**9, places=4))
def test_more_places_than_money_has_are_rounded_half_up(amount: Decimal) -> None:
    cents = int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))
    assert cents_of_text(format(amount, "f")) == cents


@pytest.mark.parametrize(
    "text", ["", ".", "1.", ".5", "1,5", " 1", "1 ", "+1", "--1", "1e2", "NaN", "٣", "²", "1" * 30]
)
def test_what_is_no_plain_decimal_is_no_money(text: str) -> None:
    assert cents_of_text(text) is None


@given(st.text() | st.text(alphabet="0123456789.-+eE,_ "))
def test_any_text_is_money_or_none(text: str) -> None:
    cents = cents_of_text(text)
    assert cents is None or abs(cents) <= MAX_CENTS


@given(st.floats() | st.integers())
def test_any_number_is_money_or_none(number: float) -> None:
    cents = cents_of_number(number)
    assert cents is None or abs(cents) <= MAX_CENTS


def test_a_number_is_read_as_it_is_written() -> None:
    assert [cents_of_number(n) for n in (19.99, 1.005, 7, 1e-7, 2.675)] == [1999, 101, 700, 0, 268]


@given(INSTANTS)
def test_an_instant_survives_text(instant_ms: int) -> None:
    text = instant_text(instant_ms)
    assert instant_of_text(text) == instant_ms
    assert (
        text == datetime.fromtimestamp(instant_ms / 1000, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
    )
    assert period_of(instant_ms) == text[:7]


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("2025-11-28", "2025-11-28T00:00:00.000Z"),
        ("2025-11-28 05:00:00", "2025-11-28T05:00:00.000Z"),
        ("2025-11-28T05:00:00+01:00", "2025-11-28T04:00:00.000Z"),
        ("2025-11-28T05:00:00.123456Z", "2025-11-28T05:00:00.123Z"),
    ],
)
def test_times_are_utc_where_they_name_no_offset(text: str, same_as: str) -> None:
    instant_ms = instant_of_text(text)
    assert instant_ms is not None
    assert instant_text(instant_ms) == same_as


@given(st.text() | st.text(alphabet="0123456789-:TZ+. W"))
def test_any_text_is_an_instant_or_none(text: str) -> None:
    instant_ms = instant_of_text(text)
    assert instant_ms is None or 0 <= instant_ms < 4_102_444_800_000


@given(st.integers(0, 10**9), st.integers(0, 10_000), st.booleans())
def test_tax_is_the_exact_fraction_rounded_half_up(amount_cents: int, rate_bp: int, included: bool) -> None:
    exact = Fraction(amount_cents * rate_bp, 10_000 + rate_bp if included else 10_000)
    tax = tax_of(amount_cents, rate_bp, included)
    assert tax - Fraction(1, 2) <= exact < tax + Fraction(1, 2)


@given(st.integers(0, 10**9), st.integers(0, 10_000))
def test_tax_upon_the_net_of_a_gross_is_the_tax_within_it(gross_cents: int, rate_bp: int) -> None:
    within = tax_of(gross_cents, rate_bp, True)
    assert abs(tax_of(gross_cents - within, rate_bp, False) - within) <= 1


def test_number_ranges_have_no_gaps() -> None:
    numbers = NumberRange("X", 9)
    assert [numbers.next() for _ in range(3)] == ["X10", "X11", "X12"]


ERRORS = [
    errors.Malformed("m", "f"),
    errors.NotFound("m"),
    errors.TooManyRequests("m", None, {"retry_after_s": 1}),
    errors.RuleRefused("rule", "code", "m", "f", {"a": 1}),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_can_be_built_again_from_its_args(error: errors.ErpError) -> None:
    again = type(error)(*error.args)
    assert {**vars(again)} == {**vars(error)}
    assert (str(again), again.code, again.definite) == ("m", error.code, True)


@pytest.mark.parametrize(
    "module", ["accounting.money", "sales.totals", "times", "errors", "dialects.native.words"]
)
def test_the_examples_in_the_documentation_hold(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"fake_erp.{module}"))
    assert result.attempted
    assert not result.failed
