"""Scenarios load by name and by path, inherit, can be overridden, and describe themselves."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml

from fake_erp.settings import Rate
from golive.chaos.faults import FAULTS
from golive.keys.declare import Key
from golive.keys.latencies import Lognormal
from golive.keys.value_kinds import DURATION, Range
from golive.scenario import Scenario, ScenarioError, dump, load, names, reference, schema
from golive.scenario.loading.files import bundled_names, bundled_themes, open_source
from golive.scenario.loading.tree import plain
from golive.scenario.loading.yaml_reader import read_tree
from golive.scenario.model.metrics import METRICS
from golive.wire.operations import BY_SEAM, NOTICES, OPERATIONS, expand, patterns

BUNDLED = bundled_names()
HOUR_MS = 3_600_000
LEAST = "name: least\nclock: {start: 2025-11-28T06:00:00+01:00, duration: 8h}\n"


def written(folder: Path, text: str, name: str = "mine.yaml") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def as_json(name: str) -> object:
    source = open_source(name)
    return plain(read_tree(source.data, source.shown))


def test_the_bundled_scenarios_are_listed_with_a_sentence_each() -> None:
    listed = names()
    assert [name for name, _ in listed] == BUNDLED
    assert sorted(name for names in bundled_themes().values() for name in names) == BUNDLED
    assert all(20 < len(about) < 160 for _, about in listed)


@pytest.mark.sample(12)
@pytest.mark.parametrize("name", BUNDLED)
class TestBundled:
    def test_loads_under_its_own_name(self, name: str) -> None:
        assert load(name).name == name

    def test_fits_the_json_schema(self, name: str) -> None:
        jsonschema.Draft202012Validator(schema()).validate(as_json(name))

    def test_dumps_and_loads_as_the_same_scenario(self, name: str, tmp_path: Path) -> None:
        scenario = load(name)
        data = dump(scenario)
        again = load(written(tmp_path, json.dumps(data)))
        assert dump(again) == data
        assert again == Scenario(**{**vars_of(scenario), "base": None})
        jsonschema.Draft202012Validator(schema()).validate(data)

    def test_expects_that_nothing_is_lost_or_doubled(self, name: str) -> None:
        expect = load(name).expect
        for metric in ("orders.lost", "orders.duplicated", "orders.wrong_content", "orders.phantom"):
            assert expect[metric].text == "0"


def vars_of(scenario: Scenario) -> dict[str, Any]:
    return {name: getattr(scenario, name) for name in Scenario.__dataclass_fields__}


def test_black_friday_is_what_its_description_says() -> None:
    scenario = load("black-friday")
    slow, outage, squeeze, lost, doubled = scenario.chaos
    assert scenario.clock.duration_ms == 8 * HOUR_MS
    assert scenario.clock.end_ms - scenario.clock.start_ms == 10 * HOUR_MS
    assert scenario.traffic.orders.peaks[0].reach == Rate(3600, "h")
    assert (slow.window, slow.settings["latency"]) == ((3 * HOUR_MS, 4 * HOUR_MS), Lognormal(400, 6000))
    assert outage.on == ("erp",)
    assert squeeze.window[0] == outage.window[1]
    assert (lost.chance, lost.attempts) == (0.03, "first")
    assert doubled.settings == {"spread": Range(10_000, 1_200_000), "copies": 1}


def test_a_scenario_needs_only_a_name_and_a_clock(tmp_path: Path) -> None:
    scenario = load(written(tmp_path, LEAST))
    assert scenario.chaos == ()
    assert scenario.erp.limits.bucket == 40
    assert scenario.shop.stores[0].tax_percent == 19


@pytest.mark.parametrize("limits", ["{rate: off}", "{rate: false, concurrency: no}"])
def test_limits_can_be_switched_off(tmp_path: Path, limits: str) -> None:
    scenario = load(written(tmp_path, f"{LEAST}erp: {{limits: {limits}}}\n"))
    assert scenario.erp.limits.rate is None
    assert scenario.erp.limits.bucket == 0
    assert load(written(tmp_path, json.dumps(dump(scenario)))) == scenario


def test_a_written_burst_counts(tmp_path: Path) -> None:
    assert load(written(tmp_path, f"{LEAST}erp: {{limits: {{burst: 7}}}}\n")).erp.limits.bucket == 7


def test_a_path_may_have_backslashes_and_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "some").mkdir()
    written(tmp_path / "some", LEAST)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load("some\\mine.yaml").name == "least"
    assert load("~/some/mine.yaml").name == "least"
    assert load("./some/mine.yaml").name == "least"


def test_a_byte_order_mark_and_windows_lines_are_understood(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes(b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode())
    assert load(str(tmp_path / "mine.yaml")).name == "least"


def test_anchors_are_understood(tmp_path: Path) -> None:
    text = f"{LEAST}shop: {{catalog: {{price: &r 5..9}}}}\ntraffic: {{baskets: {{quantity: *r}}}}\n"
    assert load(written(tmp_path, text)).traffic.baskets.quantity == Range(5, 9)


class TestBase:
    def test_sections_are_laid_over_and_lists_replaced(self, tmp_path: Path) -> None:
        written(tmp_path, LEAST + "shop: {catalog: {skus: 5}, stock: {sources: [a, b]}}\n", "below.yaml")
        above = "base: below.yaml\nname: above\nclock: {duration: 2h}\nshop: {stock: {sources: [c]}}\n"
        scenario = load(written(tmp_path, above + "traffic: {baskets: {lines: 1}}\n"))
        assert (scenario.name, scenario.clock.duration_ms) == ("above", 2 * HOUR_MS)
        assert scenario.shop.catalog.skus == 5
        assert scenario.shop.stock.sources == ("c",)

    def test_bases_have_bases_and_each_is_looked_up_beside_its_file(self, tmp_path: Path) -> None:
        (tmp_path / "deep").mkdir()
        written(tmp_path / "deep", "base: calm\nname: first\n", "first.yaml")
        written(tmp_path / "deep", "base: ./first.yaml\nname: second\n", "second.yaml")
        scenario = load(written(tmp_path, "base: deep\\second.yaml\nname: third\n"))
        assert scenario.traffic.orders.base == Rate(120, "h")

    def test_an_error_in_a_base_names_the_file_of_the_base(self, tmp_path: Path) -> None:
        written(tmp_path, LEAST + "shop: {catalog: {skus: many}}\n", "below.yaml")
        with pytest.raises(ScenarioError) as caught:
            load(written(tmp_path, "base: below.yaml\nname: above\n"))
        assert (caught.value.file, caught.value.line) == ("below.yaml", 3)


class TestSet:
    @pytest.mark.parametrize(
        ("argument", "read"),
        [
            ("clock.settle=20m", lambda s: s.clock.settle_ms == 1_200_000),
            ("chaos[3].chance=5%", lambda s: s.chaos[3].chance == 0.05),
            ("chaos[2].on=[erp.order.create, erp.order.list]", lambda s: len(s.chaos[2].on) == 2),
            ("chaos=[]", lambda s: s.chaos == ()),
            (
                "traffic.orders.peaks[0].reach=20/s",
                lambda s: s.traffic.orders.peaks[0].reach == Rate(20, "s"),
            ),
            ("shop.stores[0]={code: nl, currency: EUR}", lambda s: s.shop.stores[0].code == "nl"),
            ("shop.stores[0].code='NO'", lambda s: s.shop.stores[0].code == "NO"),
            (
                "erp.rules.credit_limit.credit=100 EUR",
                lambda s: s.erp.rules["credit_limit"].credit.cents == 10_000,
            ),
            ("erp.token.lifetime=5m", lambda s: s.erp.token.lifetime_ms == 300_000),
            ("expect.orders.lost=<= 3", lambda s: s.expect["orders.lost"].text == "<= 3"),
            ("expect.score=>= 95", lambda s: s.expect["score"].holds(95)),
            ("about=what: ever", lambda s: s.about == "what: ever"),
            ("about=12:30", lambda s: s.about == "12:30"),
        ],
    )
    def test_one_value_is_replaced(self, argument: str, read: Any) -> None:
        assert read(load("black-friday", [argument]))

    def test_the_last_of_several_wins(self) -> None:
        assert load("calm", ["clock.settle=1m", "clock.settle=2m"]).clock.settle_ms == 120_000

    def test_windows_follow_the_overridden_duration(self) -> None:
        short = load("silent-drops", ["clock.duration=100m"])
        assert short.chaos[0].window == (300_000, 5_700_000)


class Sleepy:
    """Falls asleep."""

    SEAM: ClassVar[str] = "exchange"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.order.*",)
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (Key("nap", DURATION, default="5s", doc="How long."),)


class TestFaults:
    def test_ids_follow_the_kind(self, tmp_path: Path) -> None:
        drops = "  - {fault: silent_drop}\n"
        fewer = "  - {fault: silent_drop, chance: 50%}\n"
        named = "  - {fault: silent_drop, chance: 20%, id: silent_drop-2}\n"
        scenario = load(written(tmp_path, f"{LEAST}chaos:\n{drops}{fewer}{named}"))
        assert [entry.id for entry in scenario.chaos] == ["silent_drop", "silent_drop-3", "silent_drop-2"]

    def test_defaults(self, tmp_path: Path) -> None:
        scenario = load(written(tmp_path, f"{LEAST}chaos: [{{fault: refuse}}]\n"))
        fault = scenario.chaos[0]
        assert (fault.on, fault.window, fault.chance, fault.attempts) == (
            ("erp.*",),
            (0, 8 * HOUR_MS),
            1.0,
            "all",
        )
        assert fault.settings == {"status": 503, "retry_after": None}
        assert fault.line == 3

    def test_a_fault_of_ones_own(self, tmp_path: Path) -> None:
        sys.modules.setdefault("test_scenario", sys.modules[__name__])
        scenario = load(written(tmp_path, f"{LEAST}chaos: [{{fault: 'test_scenario:Sleepy', nap: 9s}}]\n"))
        assert scenario.chaos[0].id == "sleepy"
        assert scenario.chaos[0].settings == {"nap": 9000}
        data = dump(scenario)
        assert data["chaos"][0]["nap"] == "9s"
        assert load(written(tmp_path, json.dumps(data))) == scenario

    def test_the_stand_in_registry_replaces_the_real_one(self, tmp_path: Path) -> None:
        path = written(tmp_path, f"{LEAST}chaos: [{{fault: sleepy}}]\n")
        assert load(path, fault_kinds={"sleepy": Sleepy}).chaos[0].on == ("erp.order.*",)


def test_the_schema_is_one_and_refuses_what_the_loader_refuses() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    assert validator.is_valid(yaml.safe_load("{base: calm, name: x}"))
    for wrong in (
        "{name: x}",
        "{base: calm, trafic: {}}",
        "{base: calm, chaos: [{fault: slow}]}",
        "{base: calm, chaos: [{fault: outage, latency: 2s}]}",
        "{base: calm, expect: {orders.lots: 0}}",
        "{base: calm, clock: {duration: soon}}",
        "{base: calm, traffic: {baskets: {coupons: 5}}}",
    ):
        assert not validator.is_valid(yaml.safe_load(wrong)), wrong


def test_the_reference_page_tells_of_every_key_fault_metric_and_operation() -> None:
    page = reference()
    for name in (*FAULTS, *METRICS, *OPERATIONS, *NOTICES, "hidden_fields", "duplicate_shipment", "attempts"):
        assert name in page


def test_the_real_faults_can_be_read_with_their_defaults() -> None:
    for kind, fault_class in FAULTS.items():
        known = BY_SEAM[fault_class.SEAM]
        assert all(expand(pattern, known) for pattern in fault_class.DEFAULT_ON), kind
        assert fault_class.__doc__


def test_patterns_name_what_they_say() -> None:
    assert expand("erp.order.create", OPERATIONS) == ("erp.order.create",)
    assert expand("shop.order.*", NOTICES) == tuple(
        name for name in NOTICES if name.startswith("shop.order.")
    )
    assert expand("erp", OPERATIONS) == expand("erp.*", OPERATIONS)
    assert expand("erp.order", OPERATIONS) == ()
    assert all(expand(pattern, OPERATIONS) for pattern in patterns(OPERATIONS))
