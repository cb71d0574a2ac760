"""Every key of the shop and of the ERP changes the fake that a sandbox serves, or is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from golive.build.erp_config import pace
from golive.keys.declare import Entries, Entry, Key, Many, Pairs, Section, keys
from golive.keys.value_kinds import Kind
from golive.scenario import Erp, ScenarioError, Shop, load
from golive.scenario.checking.overrides_without_effect import NEEDED as NEEDED_BY_OTHERS
from golive.serve.plan import SANDBOX, Plan
from golive.serve.sandbox import Sandbox
from golive.wire.operations import OPERATIONS

BOTH = ("erp", "shop")
TIMES = ("2h", "400ms", "10m..20m", "daily 04:00", "mon..fri 07:00..15:00")
FIGURES = ("3", "2", "7", "30", "2000", "3..4", "0.5", "1.5", "8%", "5/m", "33 EUR", "zipf 2")
WORDS = ("some.field", "EUR", "USD", "CHF", "DE", "AU-", "west", "order.cancel", "order.hold", "netsuite")
CANDIDATES = (*TIMES, *FIGURES, *WORDS, "off", "some text")
"""Texts among which every kind finds a value that is not its default."""

NEEDED = {"shop.stores[].exchange": "base: USD"}
"""What else must be written for a key to be allowed at all."""

BESIDE = {
    "erp.limits.rate": "5/s",
    "erp.service.workers": "2",
    "erp.token.sessions": "3",
    "erp.channels.batch": "on",
    "erp.channels.files": "on",
    "erp.channels.tables": "on",
    "erp.channels.changes": "on",
    "erp.channels.webhooks": "on",
    "shop.events.switch_off": "3",
    "traffic.life.late_committed": "5%",
    "shop.events.version": "1",
    "shop.hooks.before_order.timeout": "3s",
    "traffic.baskets.custom_options": "5%",
    "shop.catalog.kinds.bundle": "5%",
    "wms.ships": "5%",
    "pim.changes": "5/h",
}
"""Keys that switch on what others belong to, switched on."""

CHOSEN = {
    "shop.stores[].share": "100%",
    "shop.catalog.kinds.simple": "100%",
    "shop.events.delivery": "webhook",
    "shop.discounts[].skus": "[SKU-00001]",
    "erp.dialect": "odoo",
    "erp.version": "16.0",
    "erp.channels.tables_database": "tables.sqlite",
    "erp.variants": "[locked_status=423]",
}
"""Values for keys of which most others contradict something, or are what a sandbox has anyway."""


FIRST = {"erp.version": ("erp.dialect=odoo",), "erp.variants": ("erp.dialect=s4hana",)}
"""Keys without which a value is none."""


class Case(NamedTuple):
    """One key: its path for people, and the overrides without it and with it."""

    path: str
    without: tuple[str, ...]
    with_it: tuple[str, ...]


def other(shape: Any, current: Any) -> str:
    """A value of that shape, as one would write it, that is not the current one."""
    if isinstance(shape, Kind):
        enum = [value for value in shape.schema.get("enum", ()) if isinstance(value, str)]
        for text in (*enum, *CANDIDATES):
            try:
                if shape.parse(text) != current:
                    return text
            except ValueError:
                continue
        raise AssertionError(f"no other value of {shape.name}: {shape.expected}")
    if isinstance(shape, Many):
        return f"[{other(shape.item, current[0] if current else None)}]"
    if isinstance(shape, Pairs):
        return f"{{{other(shape.name, None)}: {other(shape.value, None)}}}"
    if isinstance(shape, Section):
        return "{" + _required(shape) + "}"
    assert isinstance(shape, Entry)
    raise AssertionError(shape)


def _required(shape: Section[Any]) -> str:
    return ", ".join(
        f"{key.name}: {other(key.shape, None)}" for key in declared(shape).values() if key.is_required
    )


def declared(shape: Section[Any]) -> dict[str, Key[Any]]:
    return keys(shape.cls)


def cases(shape: Section[Any], path: str) -> Iterator[Case]:
    for key in declared(shape).values():
        place = f"{path}.{key.name}"
        if isinstance(key.shape, Section):
            yield from cases(key.shape, place)
        elif isinstance(key.shape, Entries):
            for name, entry in key.shape.entries.items():
                for each in entry.keys.values():
                    value = other(each.shape, each.default_value)
                    yield Case(
                        f"{place}.{name}.{each.name}", (), (f"{place}.{name}={{{each.name}: {value}}}",)
                    )
        elif isinstance(key.shape, Many) and isinstance(key.shape.item, Section):
            yield from _of_entries(key.shape.item, place)
        else:
            value = CHOSEN.get(place) or other(key.shape, key.default_value)
            beside = FIRST.get(place, ()) + tuple(
                f"{needed.by}={BESIDE[needed.by]}" for needed in NEEDED_BY_OTHERS if place in needed.keys
            )
            yield Case(place, beside, (*beside, f"{place}={value}"))


def _of_entries(item: Section[Any], place: str) -> Iterator[Case]:
    required = _required(item)
    yield Case(place, (), (f"{place}=[{{{required}}}]",))
    for key in declared(item).values():
        if key.is_required:
            continue
        beside = ", ".join(filter(None, (required, NEEDED.get(f"{place}[].{key.name}", ""))))
        value = CHOSEN.get(f"{place}[].{key.name}") or other(key.shape, key.default_value)
        with_it = ", ".join(filter(None, (beside, f"{key.name}: {value}")))
        yield Case(f"{place}[].{key.name}", (f"{place}=[{{{beside}}}]",), (f"{place}=[{{{with_it}}}]",))


CASES = [*cases(Section(Shop), "shop"), *cases(Section(Erp), "erp")]
FEW = ("shop.catalog.skus=5",)


def served(*sets: str) -> tuple[Any, ...]:
    """Everything that a sandbox makes of a scenario: configurations, articles, stock, service times."""
    plan = Plan(BOTH, sets=(*FEW, *sets), start_ms=1_764_000_000_000)
    sandbox = Sandbox(plan, plan.scenario(), lambda text: None)
    sandbox.close()
    shop, erp = sandbox.shop, sandbox.erp
    assert shop is not None
    assert erp is not None
    items = [(item.sku, item.name, item.price_cents, item.tax_bp) for item in erp.items.by_sku.values()]
    units = [shop.stock.quantity(sku, source) for sku in erp.items.by_sku for source in shop.config.sources]
    draw = pace(sandbox.scenario, 1)
    times = [draw(operation.removeprefix("erp.")) for operation in OPERATIONS for _ in range(3)]
    spoken = (erp.dialect.name, repr(getattr(erp.dialect, "version", "")))
    return shop.config, erp.config, spoken, items, units, times


def outcome(*sets: str) -> tuple[ScenarioError | None, tuple[Any, ...]]:
    """The refusal, or what is served."""
    try:
        return None, served(*sets)
    except ScenarioError as why:
        return why, ()


PLAIN: dict[tuple[str, ...], tuple[Any, ...]] = {}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Databases at relative paths are made in the working folder."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("case", CASES, ids=[case.path for case in CASES])
def test_every_key_has_an_effect_or_is_refused(case: Case) -> None:
    problem, after = outcome(*case.with_it)
    if problem is not None:
        assert case.path.startswith(problem.path)
        assert problem.expected.startswith("a key that a sandbox follows") or "--webhook" in problem.expected
        return
    if case.without not in PLAIN:
        PLAIN[case.without] = served(*case.without)
    assert after != PLAIN[case.without], f"{case.with_it[0]} was accepted and lost"


def test_the_check_finds_a_key_that_is_lost() -> None:
    """The canary: the mapping without the indexers, as it once was."""
    shop, *others = served("shop.indexers=10m")
    assert (replace(shop, index_period_ms=0), *others) == served()


@pytest.mark.parametrize(
    ("systems", "sets", "words"),
    [
        (BOTH, "shop.hooks.before_order.timeout=3s", "golive run"),
        (BOTH, "traffic.orders.base=90/h", "golive run"),
        (BOTH, "chaos=[{fault: outage}]", "golive run"),
        (BOTH, "shop.stores[0].share=50%", "golive run"),
        (BOTH, "shop.events.delivery=amqp", "queue"),
        (BOTH, "shop.events.delivery=webhook", "--webhook URL"),
        (("shop",), "erp.limits.rate=off", "serve erp or both"),
        (("erp",), "shop.indexers=10m", "serve shop or both"),
    ],
)
def test_a_key_without_effect_is_refused_with_the_way_out(
    systems: tuple[str, ...], sets: str, words: str
) -> None:
    with pytest.raises(ScenarioError, match=words) as caught:
        Plan(systems, sets=(sets,)).scenario()
    assert str(caught.value).startswith("--set ")


@pytest.mark.parametrize("sets", ["shop.catalog.skus=5", "erp.limits.rate=off", "shop.events.delivery=poll"])
def test_an_erp_alone_follows_what_concerns_it(sets: str) -> None:
    Plan(("erp",), sets=(sets,)).scenario()


def test_a_value_written_again_as_it_is_needs_no_effect() -> None:
    value = load(str(SANDBOX)).shop.hooks.before_order.timeout_ms
    Plan(BOTH, sets=(f"shop.hooks.before_order.timeout={value}s",)).scenario()


def test_the_tills_of_a_sandbox_sell() -> None:
    plan = Plan(BOTH, sets=(*FEW, "erp.others.sales=60/h"))
    sandbox = Sandbox(plan, plan.scenario(), lambda text: None)
    sandbox.close()
    assert sandbox.erp is not None
    assert sandbox.erp.config.jobs["sales"].next_ms(sandbox.erp) is not None


def test_old_orders_are_there_though_the_indexers_run_by_schedule() -> None:
    plan = Plan(BOTH, orders=40, sets=("shop.indexers=10m", "shop.maintenance=[{at: 1h, for: 5m}]"))
    sandbox = Sandbox(plan, plan.scenario(), lambda text: None)
    sandbox.close()
    assert sandbox.shop is not None
    assert len(list(sandbox.shop.orders)) >= 40
