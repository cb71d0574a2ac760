"""Design files: both forms are read, and what contradicts itself is refused with the reason."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from golive.candidates.designs.carrying import parts_of, settings_of
from golive.candidates.designs.combinations import CONTRADICTIONS, Contradiction
from golive.candidates.designs.decision import Decision
from golive.candidates.designs.designed import NEEDS
from golive.candidates.designs.kinds import Trigger, parse_trigger, show_trigger
from golive.candidates.files import CandidateFile, load
from golive.candidates.reference import Parts
from golive.candidates.reference.design import Design
from golive.candidates.registry import resolve
from golive.errors import CandidateFailed
from golive.runner import run
from golive.scenario.loading.errors import ScenarioError
from tests.designs.playing import played


def read(folder: Path, text: str) -> CandidateFile:
    file = folder / "design.yaml"
    file.write_text(text)
    return load(file)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        read(folder, text)
    return str(caught.value)


def test_what_is_not_written_is_the_reference() -> None:
    assert settings_of(Decision()) == Design()
    parts = parts_of(Decision(), kit=None)  # type: ignore[arg-type]
    usual = Parts()
    assert [getattr(parts, each.name) for each in fields(Parts)] == [
        getattr(usual, each.name) for each in fields(Parts)
    ]


def test_flat_settings_are_still_read(tmp_path: Path) -> None:
    found = read(tmp_path, "design: {workers: 2, prices: false}")
    assert (found.design, found.decision) == ({"workers": 2, "prices": False}, None)
    assert read(tmp_path, "design:").design == {}


def test_a_design_by_domain(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "price: {month: 90 EUR, thousand_calls: 1.50 EUR}\n"
        "design: {orders: {trigger: poll every 2m, retries: {count: 3}}, prices: {trigger: off}}",
    )
    assert found.decision is not None
    assert found.decision.orders.trigger == Trigger("poll", 120_000)
    assert found.decision.orders.retries.count == 3
    assert not settings_of(found.decision).prices
    assert found.price.cents(calls=2000, duration_ms=15 * 86_400_000) == 4500 + 300


@pytest.mark.parametrize(
    "text", ["webhook", "queue", "off", "poll every 5m", "batch every 1h30m", "batch at 02:05"]
)
def test_triggers_are_shown_as_they_are_written(text: str) -> None:
    assert show_trigger(parse_trigger(text)) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{orders: {trigger: poll}}", "write how often: poll every 5m"),
        ("{orders: {trigger: poll at 02:00}}", "write batch at 02:00"),
        ("{orders: {trigger: off}}", "expected a trigger: webhook, queue"),
        ("{stock: {trigger: webhook}}", "the sender of these data has no webhook"),
        ("{orders: {reconcile: every 10m}}", "write the time alone: 10m"),
        ("{orders: {workers: 2}, workers: 4}", "not as both"),
        ("{orders: {workers: 2}, buffer: none}", "write orders: {buffer: ...}"),
        ("{ordrs: {workers: 2}}", "did you mean orders?"),
        ("{channel: files, orders: {trigger: batch every 1h, buffer: memory}}", "an integration of its own"),
        ("{channel: tables, orders: {trigger: batch every 1h}, prices: {trigger: off}}", "design.prices"),
        ("{channel: tables, orders: {trigger: batch every 1h}, stock: {batch: 5}}", "design.stock.batch"),
        ("{orders: {workers: 2}, products: {trigger: batch every 1d}}", "the price with prices:"),
    ],
)
def test_mistakes_are_explained(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(tmp_path, f"design: {text}")


CONTRADICTING = (
    "{orders: {trigger: queue, buffer: memory}}",
    "{orders: {trigger: poll every 5m, buffer: none, retries: {count: 2}}}",
    "{orders: {buffer: none}}",
    "{orders: {buffer: none, retries: {count: 2}, rejections: hold, workers: 1}}",
    "{orders: {rejections: hold}}",
    "{orders: {retries: {which: all}}}",
    "{orders: {retries: {first: 5m}}}",
    "{channel: files}",
    "{channel: batch, flow: restart, orders: {trigger: batch every 1h}}",
)
"""For each contradiction of the table, in its order, a design that has it."""


@pytest.mark.parametrize(("each", "text"), [*zip(CONTRADICTIONS, CONTRADICTING, strict=True)])
def test_contradictions_are_refused_with_the_reason(tmp_path: Path, each: Contradiction, text: str) -> None:
    said = refusal(tmp_path, f"design: {text}")
    assert f"design.{each.path}" in said
    assert each.why in said


def test_the_reference_contradicts_nothing() -> None:
    assert not [each.path for each in CONTRADICTIONS if each.holds(Decision())]


def test_a_channel_that_the_erp_does_not_have_is_named() -> None:
    with pytest.raises(CandidateFailed, match=r"--set erp\.channels\.files=on"):
        run("calm", resolve("file-drop"), sets=["clock.duration=1m"])


@pytest.mark.parametrize("channel", NEEDS)
def test_every_channel_is_used_where_the_erp_has_it_and_named_where_not(channel: str) -> None:
    design = f"{{channel: {channel}, orders: {{trigger: batch every 5m}}}}"
    key = f"erp.channels.{NEEDS[channel]}"
    assert played(design, sets=(f"{key}=on",)).scorecard.orders["exact"] > 0
    with pytest.raises(CandidateFailed, match=f"--set {key}=on"):
        played(design, sets=(f"{key}=off",))


def test_alerts_follow_the_interval() -> None:
    rare = replace(Decision(), stock=replace(Decision().stock, trigger=Trigger("batch", at_ms=0)))
    assert settings_of(rare).stock_silent_s > 24 * 3600
