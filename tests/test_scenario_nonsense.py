"""Values that mean nothing are refused or warned of with their place; mutated files load or are explained."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from golive.errors import TooLarge
from golive.scenario import ScenarioError, load
from golive.scenario.loading.files import bundled_names, open_source
from golive.size import LARGEST, MOST, check, estimate
from tests.depth import deep
from tests.forked import golive

MANY, FEW = 3000, 60

REFUSED = [
    ("expect: {orders.lost: '< 0'}", "expect.orders.lost", "write 0"),
    ("expect: {orders.late: '> 100%'}", "expect.orders.late", '">= 100%"'),
    ("traffic: {life: {cancelled: 100%, partly_refunded: 100%}}", "traffic.life", "200%"),
    ("traffic: {life: {cancelled: 60%, edited: 60%}}", "traffic.life", "120%"),
    ("chaos: [{fault: slow, latency: 2s}, {fault: slow, latency: 2s}]", "chaos[1]", "chaos[0]"),
    ("chaos: [{change: write_off_, at: 1h}]", "chaos[0].change", ""),
    ("erp: {token: {lifetime: 1ms}}", "erp.token.lifetime", "1m"),
    ("costs: {contact: 6 EUT}", "costs.contact", "EUR"),
    ("shop: {stores: [{currency: ABC}]}", "shop.stores[0].currency", "ISO 4217"),
    ("shop: {stores: [{currency: EUR, base: XYZ, exchange: 2}]}", "shop.stores[0].base", "ISO 4217"),
    ('about: "\\UFFFFFFFF"', "", "valid YAML"),
]  # fmt: skip

WARNED = [
    ("budgets: {order: 30d}", "budgets.order", "clock.duration"),
    ("erp: {fulfilment: {wave: 30d}}", "erp.fulfilment.wave", "clock.duration"),
    ("erp: {limits: {rate: off, burst: 20}}", "erp.limits.burst", "erp.limits.rate"),
    ("traffic: {customers: {guests: 100%, returning: 100%}}", "traffic.customers.returning", "guests"),
]


def written(folder: Path, text: str) -> str:
    path = folder / "mine.yaml"
    path.write_text(f"name: mine\nbase: calm\n{text}\n")
    return str(path)


@pytest.mark.parametrize(("text", "place", "cure"), REFUSED)
def test_nonsense_is_refused_with_place_and_cure(tmp_path: Path, text: str, place: str, cure: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(written(tmp_path, text))
    found = [problem for problem in caught.value.problems if problem.path == place]
    assert found, str(caught.value)
    assert found[0].line == 3
    assert cure in str(found[0])


@pytest.mark.parametrize(("text", "place", "cure"), WARNED)
def test_what_has_no_effect_is_warned_of(tmp_path: Path, text: str, place: str, cure: str) -> None:
    (warning,) = load(written(tmp_path, text)).warnings
    assert f"mine.yaml:3: {place}: expected" in warning
    assert cure in warning


@pytest.mark.parametrize(
    ("metric", "demand", "tolerance"),
    [("orders.lost", ">= 5", "5"), ("orders.duplicated", "1", "1"), ("harm.total", "> 0 EUR", "0 EUR"),
     ("stock.oversold", ">= 2 units", "2 units"), ("findings.echo_loop", ">= 1", "1")],
)  # fmt: skip
def test_an_expectation_that_demands_harm_is_warned_of(metric: str, demand: str, tolerance: str) -> None:
    (warning,) = load("calm", [f'expect={{{metric}: "{demand}"}}']).warnings
    assert "expected a threshold that a run without harm meets" in warning
    assert f'write "<= {tolerance}"' in warning
    assert not load("calm", [f'expect={{{metric}: "<= {tolerance}"}}']).warnings


@pytest.mark.parametrize(
    "text", ["orders.stuck_visible: '>= 1'", "orders.exact: '>= 5'", "erp.refused: '>= 1'"]
)
def test_other_figures_may_be_demanded(text: str) -> None:
    assert not load("calm", [f"expect={{{text}}}"]).warnings


def test_bundled_scenarios_make_sense() -> None:
    for name in bundled_names():
        scenario = load(name)
        assert scenario.warnings == ()
        check(scenario, is_confirmed=False)


def test_a_warning_is_printed_unless_quiet(tmp_path: Path) -> None:
    path = written(tmp_path, "budgets: {order: 30d}\nclock: {duration: 5m, settle: 5m}")
    words = ["run", path, "--no-counterfactual"]
    assert "golive: warning: " in golive(words, tmp_path).text
    assert "warning" not in golive([*words, "--quiet"], tmp_path).text


# -- sizes ---------------------------------------------------------------------------------------------------

LARGE = [
    ("traffic.orders.base=999999999999/s", False, "orders"), ("clock.duration=3650d", True, "orders"),
    ("shop.catalog.skus=1000000", True, "articles"), ("traffic.orders.base=2000/s", True, "orders"),
    ("clock.settle=3650d", True, "days"),
]  # fmt: skip


@pytest.mark.parametrize(("override", "can_be_confirmed", "figure"), LARGE)
def test_a_run_of_absurd_size_is_refused_before_it_starts(
    tmp_path: Path, override: str, can_be_confirmed: bool, figure: str
) -> None:
    for command in ("run", "gate"):
        said = golive([command, "calm", "--set", override], tmp_path)
        assert said.status == 3
        assert f"{figure}, the run would have" in said.text
        assert ("--yes" in said.text) == can_be_confirmed
    assert list(tmp_path.iterdir()) == []
    scenario = load("calm", [override])
    if can_be_confirmed:
        check(scenario, is_confirmed=True)
    else:
        with pytest.raises(TooLarge):
            check(scenario, is_confirmed=True)


def test_limits_are_ordered_and_estimates_grow_with_orders() -> None:
    assert all(MOST[name] < LARGEST[name] for name in MOST)
    small, large = (estimate(load("calm", [f"traffic.orders.base={rate}/h"])) for rate in (100, 1000))
    assert large.orders == 10 * small.orders
    assert large.memory_bytes > small.memory_bytes
    assert large.ledger_bytes > small.ledger_bytes


# -- options -------------------------------------------------------------------------------------------------

OPTIONS = [
    (("run", "calm", "--set", "clock.duration=5m", "--set", "clock.duration=6m"), "--set clock.duration"),
    (("run", "calm", "--clock", "live", "--speed", "nan"), "'nan'"),
    (("serve", "both", "--speed", "nan"), "nan"),
    (("serve", "shop", "--webhook", "ftp://127.0.0.1/x"), "--webhook"),
    (("run", "calm", "--out", ""), "--out"),
]


@pytest.mark.parametrize(("words", "place"), OPTIONS)
def test_options_without_sense_are_refused(tmp_path: Path, words: tuple[str, ...], place: str) -> None:
    said = golive(words, tmp_path)
    assert said.status == 3
    assert place in said.text
    assert "Traceback" not in said.text


# -- mutated files -------------------------------------------------------------------------------------------

VALUES = (
    "null", "true", "-1", "0", "1.5", "1e999", ".nan", "999999999999/s", "3650d", "0001-01-01", "9999-12-31", "'< 0'",
    "100%", "101%", "''", "'*'", "[]", "{}", "[{}]", "XYZ", "1ms", "off", "'\\U0001F600'", '"\\UFFFFFFFF"', "&a [*a]",
    "!!python/object:os.system x", "0x7fffffffffffffff", "a: b",
)  # fmt: skip


def mutated(rng: random.Random) -> str:
    """A bundled scenario with a few lines changed, left out, doubled, moved or cut."""
    lines = open_source(rng.choice(bundled_names())).data.decode().splitlines()
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(lines))
        key, colon, _ = lines[at].partition(":")
        did = rng.randrange(6)
        if did <= 2 and colon:
            lines[at] = f"{key}: {rng.choice(VALUES)}"
        elif did == 3:
            lines.insert(rng.randrange(len(lines)), lines[at])
        elif did == 4:
            lines[at] = lines[at][rng.randrange(len(lines[at]) + 1) :]
        else:
            lines[at] = rng.choice([" ", "\t", "- ", "? ", "---", "%", "\x07"]) + lines[at]
    return "\n".join(lines)


@pytest.mark.parametrize("number", range(0, MANY, 1 if deep() else MANY // FEW))
def test_a_mutated_scenario_loads_or_is_refused_with_its_place(tmp_path: Path, number: int) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(mutated(random.Random(number)), "utf-8")
    try:
        scenario = load(str(path))
    except ScenarioError as error:
        for problem in error.problems:
            assert problem.file
            assert problem.line is not None, str(problem)
        return
    estimate(scenario)


def test_canary_some_mutations_are_refused_and_some_are_not(tmp_path: Path) -> None:
    texts = [mutated(random.Random(number)) for number in range(20)]
    assert len(set(texts)) == len(texts)
    assert yaml.safe_load(open_source("calm").data)["name"] == "calm"
