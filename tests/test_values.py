"""Value types: what is printed reads back the same, and what cannot be meant is refused."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_erp.schedules import Hours, daily, every, once, weekly
from fake_erp.settings import Rate
from golive.keys.counted_calls import COUNTED_CALLS, CountedCalls
from golive.keys.latencies import DISTRIBUTION, Distribution, Lognormal, Normal, Pareto, Samples, Uniform
from golive.keys.schedule_kinds import DELAY, HOURS, MOMENTS, PER_HOUR
from golive.keys.times import INSTANT, WINDOW, Instant, Offset, Window
from golive.keys.value_kinds import (
    DURATION,
    DURATION_RANGE,
    MONEY,
    PERCENT,
    RATE,
    SHARE,
    ZIPF,
    Kind,
    Money,
    Range,
    Zipf,
    between,
    choice,
    or_off,
    parse_duration,
    show_duration,
    whole_range,
)
from golive.scenario.model.metrics import METRICS
from golive.scenario.model.thresholds import Threshold

DAY_MS = 86_400_000
durations = st.integers(0, 3000 * DAY_MS)
shares = st.integers(0, 10**6).map(lambda millionth: millionth / 10**6)
decimals = st.integers(0, 10**9).map(lambda thousandth: thousandth / 1000)
offsets = st.one_of(durations.map(Offset), shares.map(lambda share: Offset(share, is_share=True)))
ranges = st.tuples(durations, durations).map(lambda ends: Range(min(ends), max(ends)))
lognormals = st.tuples(st.integers(1, DAY_MS), st.integers(1, DAY_MS)).map(
    lambda t: Lognormal(t[0], t[0] + t[1])
)

spans = st.integers(1, DAY_MS)
distributions = st.one_of(
    lognormals,
    ranges.map(lambda ends: Uniform(ends.low, ends.high)),
    st.builds(Normal, durations, durations),
    st.tuples(spans, spans).map(lambda t: Pareto(t[0], t[0] + t[1])),
    st.lists(durations, min_size=2, max_size=9).map(lambda found: Samples(tuple(sorted(found)))),
)

EVERY: list[tuple[Kind[Any], st.SearchStrategy[Any]]] = [
    (DURATION, durations),
    (DURATION_RANGE, ranges),
    (RATE, st.builds(Rate, decimals, st.sampled_from("smhd"))),
    (SHARE, shares),
    (PERCENT, st.integers(0, 99)),
    (MONEY, st.builds(Money, st.integers(0, 10**12), st.sampled_from(["EUR", "USD"]))),
    (ZIPF, st.integers(0, 5000).map(lambda thousandth: Zipf(thousandth / 1000))),
    (DISTRIBUTION, distributions),
    (
        COUNTED_CALLS,
        st.builds(CountedCalls, st.sampled_from(["first", "only", "every"]), st.integers(1, 9_999_999)),
    ),
    (WINDOW, st.builds(Window, offsets, st.none() | offsets)),
    (
        INSTANT,
        st.builds(
            Instant, st.integers(DAY_MS, 7 * 10**12), st.integers(-14 * 4, 14 * 4).map(lambda q: q * 900_000)
        ),
    ),
    (MOMENTS, st.integers(0, 1439).map(lambda minute: daily(minute * 60_000))),
    (MOMENTS, st.builds(weekly, st.integers(0, 6), st.integers(0, 1439).map(lambda minute: minute * 60_000))),
    (MOMENTS, st.integers(1, 10**9).map(every) | st.integers(1, 10**9).map(once)),
    (
        HOURS,
        st.builds(
            lambda opens, closes, first, count: Hours(
                opens * 60_000, closes * 60_000, tuple(sorted((first + day) % 7 for day in range(count)))
            ),
            st.integers(0, 1439),
            st.integers(0, 1440),
            st.integers(0, 6),
            st.integers(1, 7),
        ),
    ),
    (DELAY, st.lists(st.integers(0, 10**9), min_size=2, max_size=2).map(lambda ends: tuple(sorted(ends)))),
    (PER_HOUR, st.integers(0, 10**6).map(float)),
    (between(0, 10**9), st.integers(0, 10**9)),
    (whole_range(0, 10**6), st.tuples(st.integers(0, 500), st.integers(501, 10**6)).map(lambda t: Range(*t))),
    (or_off(MOMENTS), st.none() | st.just(daily(0))),
    (choice("off", "hold"), st.sampled_from(["off", "hold"])),
]


@pytest.mark.parametrize(("kind", "values"), EVERY, ids=[kind.name for kind, _ in EVERY])
@given(data=st.data())
def test_what_is_printed_reads_back_and_fits_the_schema(
    kind: Kind[Any], values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    value = data.draw(values)
    text = kind.show(value)
    assert kind.parse(text) == value
    jsonschema.validate(int(text) if kind.is_number else text, kind.schema)


@given(st.sampled_from([kind for kind, _ in EVERY]), st.text(max_size=30))
def test_any_other_text_is_a_value_or_a_value_error(kind: Kind[Any], text: str) -> None:
    try:
        value = kind.parse(text)
    except ValueError:
        return
    assert kind.parse(kind.show(value)) == value


@given(st.sampled_from(sorted(METRICS)), st.sampled_from(["<=", ">=", "==", "<", ">"]), st.integers(0, 100))
def test_thresholds_read_back(metric: str, op: str, figure: int) -> None:
    written = {"duration": f"{figure}m", "money": f"{figure} EUR", "share": f"{figure}%"}
    kind = METRICS[metric].kind
    threshold = kind.parse(f"{op} {written.get(METRICS[metric].measure, figure)}")
    assert threshold.op == op
    assert kind.parse(threshold.text if op != "==" else f"== {threshold.text}") == threshold
    jsonschema.validate(f"{op} {written.get(METRICS[metric].measure, figure)}", kind.schema)


@given(st.sampled_from(sorted(METRICS)), st.text(max_size=20))
def test_any_text_is_a_threshold_or_a_value_error(metric: str, text: str) -> None:
    try:
        METRICS[metric].kind.parse(text)
    except ValueError:
        return


@pytest.mark.parametrize(
    ("text", "duration_ms"),
    [
        ("250ms", 250),
        ("10s", 10_000),
        ("3h40m", 13_200_000),
        ("1d", DAY_MS),
        ("1d2h3m4s5ms", 93_784_005),
        ("0s", 0),
    ],
)
def test_durations(text: str, duration_ms: int) -> None:
    assert parse_duration(text) == duration_ms
    assert show_duration(duration_ms) == text


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (SHARE, "5%", 0.05),
        (SHARE, "0.05", 0.05),
        (SHARE, "12.5%", 0.125),
        (RATE, "90/h", Rate(90, "h")),
        (DURATION_RANGE, "5m", Range(300_000, 300_000)),
        (DISTRIBUTION, "400ms", Uniform(400, 400)),
        (DISTRIBUTION, "200ms..2s", Uniform(200, 2000)),
        (DISTRIBUTION, "lognormal 400ms p99 6s", Lognormal(400, 6000)),
        (DISTRIBUTION, "pareto 200ms p99 8s", Pareto(200, 8000)),
        (DISTRIBUTION, "normal 400ms sd 90ms", Normal(400, 90)),
        (DISTRIBUTION, "samples 3s 90ms 120ms", Samples((90, 120, 3000))),
        (COUNTED_CALLS, "every 3", CountedCalls("every", 3)),
        (WINDOW, "5h", Window(Offset(18_000_000))),
        (WINDOW, "20%..5h", Window(Offset(0.2, is_share=True), Offset(18_000_000))),
        (INSTANT, "2025-11-28T06:00:00+01:00", Instant(1_764_306_000_000, 3_600_000)),
        (INSTANT, "1970-01-01T00:00Z", Instant(0, 0)),
        (MONEY, "0.50 EUR", Money(50, "EUR")),
        (choice("off", "hold"), "false", "off"),
        (or_off(MOMENTS), "off", None),
        (MOMENTS, "weekly", weekly(6, 22 * 3_600_000)),
        (HOURS, "always", Hours()),
        (HOURS, "fri..mon 22:00..06:00", Hours(22 * 3_600_000, 6 * 3_600_000, (0, 4, 5, 6))),
        (PER_HOUR, "2/s", 7200.0),
    ],
)
def test_ways_of_writing(kind: Kind[Any], text: str, value: object) -> None:
    assert kind.parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        (DURATION, "5", "needs a unit"),
        (DURATION, "5m3h", ""),
        (DURATION, "12:30", "12h30m"),
        (DURATION, "-5m", ""),
        (DURATION, "٥m", ""),
        (DURATION, "5m\n", ""),
        (SHARE, "1", "1% or 100%"),
        (SHARE, "101%", "the maximum is 100%"),
        (RATE, "90", "unit of time"),
        (DURATION_RANGE, "5m..1m", "smaller end"),
        (DISTRIBUTION, "lognormal 0s p99 6s", "above zero"),
        (INSTANT, "2025-11-28T06:00:00", "offset"),
        (INSTANT, "0001-01-01T00:00:00+14:00", "the year"),
        (between(1, 5), "007", "leading zeros"),
        (between(1, 5), "9" * 5000, ""),
    ],
)
def test_refusals_hint_at_the_cure(kind: Kind[Any], text: str, hint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(hint) or "^$"):
        kind.parse(text)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("3h..4h", (10_800_000, 14_400_000)),
        ("5h", (18_000_000, 28_800_000)),
        ("25%..50%", (7_200_000, 14_400_000)),
    ],
)
def test_windows_are_resolved_in_the_traffic(text: str, resolved: tuple[int, int]) -> None:
    assert WINDOW.parse(text).resolve(8 * 3_600_000) == resolved


@pytest.mark.parametrize("text", ["8h", "8h..9h", "7h..9h", "4h..3h", "50%..50%", "100%"])
def test_impossible_windows(text: str) -> None:
    with pytest.raises(ValueError, match=r"traffic|before"):
        WINDOW.parse(text).resolve(8 * 3_600_000)


@given(lognormals, st.floats(0, 1, exclude_max=True))
def test_lognormal_samples_stay_between_nothing_and_ten_p99(latency: Lognormal, u: float) -> None:
    assert 0 <= latency.sample(u) <= 10 * latency.p99_ms


@given(distributions, st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True))
def test_durations_grow_with_the_quantile_and_none_is_negative(
    latency: Distribution, u: float, v: float
) -> None:
    assert 0 <= latency.sample(min(u, v)) <= latency.sample(max(u, v))


def test_distributions_meet_the_figures_they_are_written_by() -> None:
    assert [Pareto(200, 8000).sample(u) for u in (0, 0.99)] == [200, 8000]
    assert Pareto(200, 8000).sample(1 - 1e-12) == 800_000
    assert [Normal(400, 90).sample(u) for u in (0.5, 0.8413447)] == [400, 490]
    assert Normal(400, 300).sample(0.01) == 0
    assert [Samples((1, 2, 9)).sample(u) for u in (0, 0.34, 0.99)] == [1, 2, 9]


@given(ranges, st.floats(0, 1, exclude_max=True))
def test_uniform_samples_stay_in_their_range(bounds: Range, u: float) -> None:
    assert bounds.low <= Uniform(bounds.low, bounds.high).sample(u) <= bounds.high


def test_a_lognormal_meets_its_median_and_its_p99() -> None:
    latency = Lognormal(400, 6000)
    assert [latency.sample(u) for u in (0.5, 0.99)] == [400, 6000]


def test_rates_per_second_and_hour() -> None:
    assert Rate(3600, "h").per_second == 1
    assert Rate(20, "s").per_hour == 72_000


@pytest.mark.parametrize(
    ("metric", "text", "actual", "holds"),
    [
        ("orders.lost", "0", 0, True),
        ("orders.lost", "0", 1, False),
        ("orders.late", "<= 1%", 0.01, True),
        ("orders.late", "<= 1%", 0.011, False),
        ("latency.p95", "< 15m", 900_000, False),
        ("stock.oversold", "<= 2 units", 2, True),
        ("score", ">= 95", 94.9, False),
        ("harm.total", "<= 100 EUR", 10_001, False),
        ("coverage", ">= 80%", 0.8, True),
    ],
)
def test_thresholds_hold_or_do_not(metric: str, text: str, actual: float, holds: bool) -> None:
    assert METRICS[metric].kind.parse(text).holds(actual) is holds


def test_a_threshold_says_its_unit() -> None:
    units = {
        text: METRICS[metric].kind.parse(text).unit
        for metric, text in (("orders.late", "<= 1%"), ("drain", "< 1h"))
    }
    assert units == {"<= 1%": "share", "< 1h": "ms"}
    assert Threshold("==", 0, "number").text == "0"
