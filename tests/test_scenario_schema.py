"""The JSON Schema: it refuses nothing that the loader takes, and knows what an editor needs of faults and changes."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from golive.chaos.actions import INTERVENTIONS
from golive.chaos.faults import FAULTS
from golive.keys.latencies import DISTRIBUTION
from golive.keys.times import WINDOW_IN_ORDER, Window
from golive.keys.value_kinds import DURATION_RANGE, LASTING, POSITIVE_RATE, SHARE, Kind, whole_range
from golive.scenario import ScenarioError, load, schema
from golive.scenario.loading.files import bundled_names, open_source
from golive.scenario.loading.tree import plain
from golive.scenario.loading.yaml_reader import read_tree
from golive.wire.operations import BY_SEAM, patterns

SCHEMA = schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
TOP = "base: calm\nname: it\n"
WHOLE = {name: open_source(name).data.decode() for name in bundled_names()}
LINES = [line for name in ("black-friday", "month-end", "stock-count") for line in WHOLE[name].splitlines()]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("schema") / "it.yaml"


def data_of(text: str) -> Any:
    return plain(read_tree(text.encode(), "it.yaml"))


def loads(file: Path, text: str) -> bool:
    file.write_text(text, "utf-8")
    try:
        load(str(file))
    except ScenarioError:
        return False
    return True


def refuses_too_much(validator: jsonschema.Draft202012Validator, file: Path, text: str) -> bool:
    """Whether the schema refuses a text that the loader takes."""
    try:
        data = data_of(text)
    except ScenarioError:
        return False
    return not validator.is_valid(data) and loads(file, text)


# -- named wrong values ----------------------------------------------------------------------------------------

WRONG = [
    "chaos: [{fault: slwo, latency: 2s}]",
    "chaos: [{fault: slow}]",
    "chaos: [{fault: rate_limit}]",
    "chaos: [{fault: pause}]",
    "chaos: [{fault: slow, latency: 2s, chance: 300%}]",
    "chaos: [{fault: slow, latency: 2s, chance: 1.5}]",
    "chaos: [{fault: slow, latency: 2s, on: erp.order.crate}]",
    "chaos: [{fault: slow, latency: 2s, on: shop.order.placed}]",
    "chaos: [{fault: drop_notice, on: erp.order.create}]",
    "chaos: [{fault: silent_drop, on: erp.order.cancel}]",
    "chaos: [{fault: pause, for: 1m, on: erp.order.create}]",
    "chaos: [{fault: slow, latency: 2s, at: 70%..20%}]",
    "chaos: [{fault: slow, latency: 2s, at: 30m..10m}]",
    "chaos: [{fault: slow, latency: 2s, at: 1h..1h}]",
    "chaos: [{fault: slow, latency: 20ms..10ms}]",
    "chaos: [{fault: slow, latency: 2s, down: 1m}]",
    "chaos: [{fault: kill, down: 0s}]",
    "chaos: [{fault: rate_limit, rate: 0/s}]",
    "chaos: [{change: close_perod, at: 5h}]",
    "chaos: [{change: close_period}]",
    "chaos: [{change: restart_erp, at: 1h..2h}]",
    "chaos: [{change: close_period, at: 1h, chance: 5%}]",
    "chaos: [{latency: 2s}]",
    "base: clam",
    "shop: {catalog: {price: 90..5}}",
    "shop: {catalog: {price: 0}}",
    "shop: {catalog: {skus: 0}}",
    "traffic: {baskets: {coupons: 101%}}",
    "traffic: {life: {second_thoughts: 20m..1m}}",
    "erp: {channels: {batch: maybe}}",
    "erp: {channels: {batch_run: 0s}}",
    "erp: {channels: {}, ways: {}}",
    "erp: {service: {maintenance: [{at: daily 02:00}]}}",
    "erp: {service: {operations: {order.crate: 2s}}}",
    "erp: {finance: {coins: {XXX: 5}}}",
    "erp: {finance: {cost: abc}}",
    "erp: {limits: {per: planet}}",
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_both_refuse(file: Path, wrong: str) -> None:
    text = f"name: it\n{wrong}\n" if wrong.startswith("base:") else f"{TOP}{wrong}\n"
    assert not VALIDATOR.is_valid(data_of(text))
    assert not loads(file, text)


RIGHT = [
    "chaos: [{fault: slow, latency: 2s, on: [erp, erp.order.*, shop.order.list], chance: 100%, at: 20%..70%}]",
    "chaos: [{fault: pause, for: 1m, at: 10m}, {fault: kill, on: erp.order.create}]",
    "chaos: [{fault: slow, latency: 9s..10s, at: 9m..10m}, {fault: outage, at: 59m..1h}]",
    "chaos: [{change: close_period, at: 1h}, {change: freeze_warehouse, at: 5m..1h}]",
    "base: black_friday",
    "shop: {catalog: {price: 5..90}}",
    "shop: {catalog: {price: 9..10}}",
    "traffic: {baskets: {coupons: 0.05}}",
    "erp: {ways: {batch: on}}",
    "erp: {service: {maintenance: [{at: daily 02:00, for: 5m}]}}",
]


@pytest.mark.parametrize("right", RIGHT)
def test_what_is_right_both_take(file: Path, right: str) -> None:
    text = f"name: it\n{right}\n" if right.startswith("base:") else f"{TOP}{right}\n"
    VALIDATOR.validate(data_of(text))
    assert loads(file, text)


# -- the schema refuses no more than the loader ------------------------------------------------------------------

VALUES = (
    *(
        "0",
        "1",
        "-1",
        "7",
        "1.5",
        "0.05",
        "0%",
        "5%",
        "100%",
        "100.0%",
        "300%",
        "007%",
        "90..5",
        "5..90",
        "0..0",
    ),
    *(
        "70%..20%",
        "20%..70%",
        "0%..0%",
        "5h",
        "5h..6h",
        "6h..5h",
        "1h30m..1h",
        "0s",
        "0h0m",
        "10s..9s",
        "9s..10s",
    ),
    *(
        "1m..1s",
        "3/h",
        "0/s",
        "0.0/m",
        "20/s",
        "off",
        "on",
        "no",
        "yes",
        "true",
        "NO",
        "~",
        "12:30",
        "1_000",
        "0x1F",
    ),
    *(
        "2025-11-28",
        "calm",
        "clam",
        "black_friday",
        "./x.yaml",
        "erp",
        "erp.*",
        "erp.order.create",
        "erp.order.crate",
    ),
    *("shop.order.placed", "first", "slow", "slwo", "json:Sleepy", "daily", "always"),
)
KEYS = (
    *(
        "fault",
        "change",
        "id",
        "on",
        "at",
        "chance",
        "attempts",
        "calls",
        "latency",
        "part",
        "rate",
        "down",
        "for",
        "times",
    ),
    *("when", "status", "duration", "days", "period"),
)
fuzz = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
entry = st.fixed_dictionaries(
    {},
    optional={key: st.sampled_from(VALUES) for key in KEYS} | {"fault": st.sampled_from([*FAULTS, *VALUES])},
)


@fuzz
@given(entries=st.lists(entry, min_size=1, max_size=2))
def test_of_any_chaos(file: Path, entries: list[dict[str, str]]) -> None:
    listed = "".join(
        "  - {" + ", ".join(f"{key}: {value}" for key, value in each.items()) + "}\n" for each in entries
    )
    assert not refuses_too_much(VALIDATOR, file, f"{TOP}chaos:\n{listed}")


@fuzz
@given(
    line=st.sampled_from([line for line in LINES if ": " in line]),
    value=st.sampled_from(VALUES),
    name=st.sampled_from(sorted(WHOLE)),
)
def test_of_a_good_file_with_any_value_replaced(file: Path, line: str, value: str, name: str) -> None:
    changed = WHOLE[name].replace(line, f"{line.partition(': ')[0]}: {value}")
    assert not refuses_too_much(VALIDATOR, file, changed)


RANGES: tuple[Kind[Any], ...] = (WINDOW_IN_ORDER, DURATION_RANGE, DISTRIBUTION, whole_range(1, 5000))
KINDS = (*RANGES, SHARE, LASTING, POSITIVE_RATE)
numbers = st.integers(0, 3000).map(str) | st.sampled_from(
    ["00", "010", "99", "100", "100.000", "0.0", "1.000001"]
)
ends = st.builds(str.__add__, numbers, st.sampled_from(["", "%", "ms", "s", "m", "h", "h5m", "/h"]))


@settings(deadline=None, max_examples=1500)
@given(text=ends | st.builds("{}..{}".format, ends, ends), kind=st.sampled_from(KINDS))
def test_of_any_value(text: str, kind: Kind[Any]) -> None:
    assert jsonschema.Draft202012Validator(kind.schema).is_valid(text) or not is_read(kind, text)


def is_read(kind: Kind[Any], text: str) -> bool:
    try:
        value = kind.parse(text)
        if isinstance(value, Window):
            value.resolve(10**9)
    except ValueError:
        return False
    return True


def test_the_check_finds_a_schema_that_refuses_too_much(file: Path) -> None:
    """The canary."""
    strict = deepcopy(SCHEMA)
    strict["properties"]["shop"]["properties"]["catalog"]["properties"]["skus"]["maximum"] = 100
    assert refuses_too_much(
        jsonschema.Draft202012Validator(strict), file, TOP + "shop: {catalog: {skus: 200}}\n"
    )


# -- what an editor needs ----------------------------------------------------------------------------------------

ITEMS = SCHEMA["properties"]["chaos"]["items"]
CASES = {
    (chooser, case["if"]["properties"][chooser]["const"]): case["then"]
    for case in ITEMS["allOf"]
    for chooser in case["if"]["required"]
    if "const" in case["if"]["properties"][chooser]
}


def resolved(found: dict[str, Any]) -> dict[str, Any]:
    name = found.get("$ref", "").rpartition("/")[2]
    return {**SCHEMA["$defs"][name], **found} if name else found


@pytest.mark.parametrize("chooser", ["fault", "change"])
def test_every_kind_is_offered(chooser: str) -> None:
    known = FAULTS if chooser == "fault" else INTERVENTIONS
    assert ITEMS["properties"][chooser]["anyOf"][0]["enum"] == list(known)
    assert {name for of, name in CASES if of == chooser} == set(known)


@pytest.mark.parametrize(("chooser", "name"), CASES)
def test_every_setting_of_a_kind_is_offered_with_its_meaning(chooser: str, name: str) -> None:
    kind = (FAULTS if chooser == "fault" else INTERVENTIONS)[name]
    case = CASES[chooser, name]
    assert {key.name for key in kind.SETTINGS} <= set(case["properties"])
    assert {key.name for key in kind.SETTINGS if key.is_required} <= set(case["required"])
    assert all(resolved(each).get("description") for each in case["properties"].values())


@pytest.mark.parametrize("name", FAULTS)
def test_every_target_of_a_fault_is_offered(name: str) -> None:
    kind, properties = FAULTS[name], CASES["fault", name]["properties"]
    if not getattr(kind, "BY_CALLS", True):
        assert "on" not in properties
        return
    offered = resolved(properties["on"])["anyOf"][0]["enum"]
    assert tuple(offered) == (getattr(kind, "ACTS_ON", ()) or patterns(BY_SEAM[kind.SEAM]))


def values(found: Any) -> Iterator[dict[str, Any]]:
    """Every schema that restricts a single value."""
    if isinstance(found, list):
        for each in found:
            yield from values(each)
    elif isinstance(found, dict):
        if "pattern" in found or ("enum" in found and isinstance(found["enum"], list)):
            yield found
        for key, each in found.items():
            if key not in ("if", "required", "enum"):
                yield from values(each)


def test_whatever_is_wrong_is_said_in_words() -> None:
    found = list(values(SCHEMA))
    assert len(found) > 100
    for each in found:
        assert each["errorMessage"].startswith("expected "), each
        if "pattern" in each:
            assert each["patternErrorMessage"] == each["errorMessage"]


def test_an_unknown_fault_is_told_all_of_them() -> None:
    message = ITEMS["properties"]["fault"]["anyOf"][0]["errorMessage"]
    assert all(name in message for name in FAULTS)
