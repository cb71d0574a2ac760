"""The capacity of an integration: against an ERP whose limit is known."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from golive.capacity import erp_probe
from golive.capacity.load import Conditions, Sample, growth, sample
from golive.capacity.measuring import Capacity, Limits, measure
from golive.capacity.outages import Recovery, recovery
from golive.capacity.telling import study_of
from golive.cli import main
from golive.errors import UnknownCandidate
from golive.keys.value_kinds import HOUR_MS, MINUTE_MS
from golive.record.run import Series
from golive.record.studies import STUDY_FILE, STUDY_PAGE, Study

SLOW = ("erp.limits={rate: 6/m, burst: 2}", "shop.catalog.skus=20")
"""An ERP that takes 360 calls an hour."""
LIMITS = Limits(10 * MINUTE_MS, 480, 60, 4 * MINUTE_MS, 8 * MINUTE_MS, 20 * MINUTE_MS, 5000)


def conditions(*sets: str) -> Conditions:
    return Conditions("calm", "reference", 1, sets or SLOW)


@cache
def measured() -> Capacity:
    return measure(conditions(), ["reference"], LIMITS)


def backlog(*levels: float) -> Series:
    return Series("backlog", "orders", 0, MINUTE_MS, levels)


def test_waves_of_a_batch_are_no_growth() -> None:
    assert growth(backlog(*(0, 5, 10, 15) * 6), 24 * MINUTE_MS, 300) == 0


def test_a_backlog_that_gains_a_third_of_the_orders_grows_by_a_third() -> None:
    levels = [2.0 * minute for minute in range(60)]  # of 6 orders a minute
    assert growth(backlog(*levels), HOUR_MS, 360) == pytest.approx(1 / 3)


def test_a_sample_in_trouble_is_not_sustained() -> None:
    fine = Sample(60, 100, 0, 0, 0, 1000, 0.0)
    assert fine.is_sustained
    assert Sample(60, 100, 1, 0, 0, 1000, 0.02).is_sustained
    for trouble in ((2, 0, 0, 1000, 0.0), (0, 2, 0, 1000, 0.0), (0, 0, 2, 1000, 0.0), (0, 0, 0, 1000, 0.03)):
        assert not Sample(60, 100, *trouble).is_sustained


def test_no_rate_above_the_limit_of_the_erp_is_sustained() -> None:
    (found,) = measured().candidates
    assert found.sustained.failed is not None
    assert 120 <= found.sustained.held < 360
    assert [each.is_sustained for each in found.cliff if each.outage_ms == 0] == sorted(
        (each.is_sustained for each in found.cliff if each.outage_ms == 0), reverse=True
    )


def test_the_erp_takes_no_more_than_its_limit() -> None:
    found = measured()
    assert found.erp.failed is not None
    assert 60 <= found.erp.held <= 360
    assert [each.per_hour for each in found.erp_answers] == sorted(
        each.per_hour for each in found.erp_answers
    )


def test_an_erp_that_answers_slowly_is_not_safe_although_it_refuses_nothing() -> None:
    slow = erp_probe.answers(conditions("erp.service={workers: 1, time: 6s..7s}", "shop.catalog.skus=20"), 60)
    assert slow.calls
    assert not slow.refused
    assert (slow.is_safe(5_000), slow.is_safe(600_000)) == (False, True)


def test_the_same_measured_twice_is_the_same() -> None:
    first = sample(conditions(), 240, 10 * MINUTE_MS, 2 * MINUTE_MS)
    assert first == sample(conditions(), 240, 10 * MINUTE_MS, 2 * MINUTE_MS)
    assert first.orders > 20


@cache
def outage(minutes: int) -> Recovery:
    return recovery(conditions("shop.catalog.skus=20"), 120, minutes * MINUTE_MS, 20 * MINUTE_MS)


def test_a_longer_outage_is_a_longer_recovery() -> None:
    short, long = outage(2), outage(12)
    assert short.area < long.area
    assert short.peak < long.peak
    assert long.oldest_ms >= 12 * MINUTE_MS > short.oldest_ms
    assert long.goodput[1] == 0 < long.goodput[0] < long.goodput[2]
    assert long.is_survived(20 * MINUTE_MS)
    assert long.drained_ms is not None
    assert not long.is_survived(long.drained_ms - 1)


def test_the_area_is_that_of_a_triangle_at_least() -> None:
    """Orders arrive at a constant rate while nothing leaves: half of rate x time x time, before any draining."""
    hours = 12 / 60
    assert outage(12).area == pytest.approx(120 * hours * hours / 2, rel=0.5)


def test_a_study_survives_json() -> None:
    study = study_of(measured(), "golive capacity calm")
    assert Study.from_json(json.loads(json.dumps(study.as_json()))) == study
    assert study.headline.startswith("reference sustains ")


def program(folder: Path) -> str:
    file = folder / "program.yaml"
    file.write_text("command: [sleep, '60']\n")
    return str(file)


def test_a_program_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnknownCandidate, match="simulated time"):
        Conditions("calm", program(tmp_path)).played(60, 600_000)


QUICK = ["--lasting", "10m", "--up-to", "30/h", "--longest-outage", "1m", "--outage", "1m", "--drain", "5m",
         "--set", "erp.limits={rate: 1/m, burst: 1}", "--set", "shop.catalog.skus=20"]  # fmt: skip


def status(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main.main(["capacity", "calm", *words])
    return int(str(ended.value.code))


def test_the_command_writes_page_and_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "c"
    assert status(*QUICK, "--out", str(out), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["command"].startswith("golive capacity calm --lasting 10m --up-to 30/h")
    kept = json.loads((out / STUDY_FILE).read_bytes())
    assert kept["result"]["candidates"] == told["candidates"]
    page = (out / STUDY_PAGE).read_text()
    assert "<script" not in page
    assert "http" not in page.partition("</style>")[2]
    assert "golive capacity calm" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--lasting", "1m"], "expected at least 10m"),
        (["--lasting", "25h"], "expected at most 1d, because every order of that time is played"),
        (["--lasting", "24h", "--up-to", "90000/h"], "expected at most 200,000 orders in a run"),
        (["--up-to", "fast"], "a rate such as"),
        (["--rate", "99999999/h"], "expected at most 100000/h"),
        (["--out", "/proc/x"], "cannot be used"),
        (["--candidate", "nonsense"], "--candidate nonsense: expected a bundled candidate"),
        (["--set", "clock.nonsense=1"], "clock.nonsense"),
    ],
)
def test_wrong_options_are_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(*QUICK, *words) == 3
    assert said in " ".join(capsys.readouterr().err.split())
