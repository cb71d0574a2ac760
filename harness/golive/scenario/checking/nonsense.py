"""Values that are valid by themselves and mean nothing: refused where no run could mean them, else warned of."""

from __future__ import annotations

from collections.abc import Iterator

from golive.keys.currencies import CODES
from golive.keys.value_kinds import show_duration, show_share
from golive.record.oracles import KINDS
from golive.scenario.checking.place import problem, written
from golive.scenario.loading.errors import ScenarioError, nearest
from golive.scenario.loading.tree import Items, Node, Table, Text
from golive.scenario.model.scenario import FaultSpec, Scenario

SHORTEST_TOKEN_MS = 1000
_HARM = frozenset(
    {
        "harm.total",
        "stock.lost_sale_minutes",
        "stock.negative",
        "stock.oversold",
        "stock.residual",
        "stock.unexplained_unit_hours",
        *(kind.metric for kind in KINDS.values()),
    }
) - {"orders.stuck_visible"}
"""Metrics that are 0 without harm. An order that is stuck and visible may be what a scenario is about."""
_MONEY_KEYS = ("currency", "base")


def refusals(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """Every value that makes no sense in any run, with its place."""
    yield from _impossible(scenario, tree)
    yield from _shares(scenario, tree)
    yield from _twice(scenario, tree)
    yield from _token(scenario, tree)
    yield from _currencies(tree, "")


def warnings(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """Every value that has no effect in this run or asks for the wrong thing, although it may be meant."""
    yield from _demanded_harm(scenario, tree)
    yield from _too_long(scenario, tree)
    yield from _returning_guests(scenario, tree)
    yield from _without_effect(scenario, tree)


def _impossible(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """Figures are never below 0, and shares never above 100%."""
    for name, each in scenario.expect.items():
        if each.op == "<" and each.value <= 0:
            yield problem(tree, f"expect.{name}", "a threshold that a run can meet", each.text, "write 0")
        elif each.unit == "share" and each.op in (">", ">=") and each.value + (each.op == ">") * 1e-9 > 1:
            hint = 'write ">= 100%"'
            yield problem(tree, f"expect.{name}", "a threshold that a run can meet", each.text, hint)


def _shares(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """An order is cancelled, edited, partly refunded or sent back in part, never two of them."""
    life, returns = scenario.traffic.life, scenario.traffic.returns
    total = life.cancelled + life.edited + life.partly_refunded + returns.share
    if total > 1 + 1e-9:
        also = ", with returns.share," if returns.share else ""
        wanted = (
            f"cancelled, edited and partly_refunded{also} of 100% together at most: an order is one of them"
        )
        yield problem(tree, "traffic.life", wanted, show_share(round(total, 6)))


def _twice(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """The same entry of `chaos` twice acts as one with a higher chance, or not at all."""
    seen: list[object] = []
    for at, spec in enumerate(scenario.chaos):
        if isinstance(spec, FaultSpec):
            often = (spec.chance, spec.attempts, spec.calls)
            same: object = (spec.kind, spec.on, spec.window, often, dict(spec.settings))
        else:
            same = (spec.kind, spec.at_ms, spec.until_ms, dict(spec.settings))
        if same in seen:
            hint = (
                f"remove one, or let them differ, such as in on or at; the first is chaos[{seen.index(same)}]"
            )
            yield problem(tree, f"chaos[{at}]", "every entry once", f"{spec.kind} a second time", hint)
        seen.append(same)


def _token(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """A token must outlast the call that fetches it."""
    lifetime_ms = scenario.erp.token.lifetime_ms
    if lifetime_ms < SHORTEST_TOKEN_MS:
        wanted = f"a lifetime of at least {show_duration(SHORTEST_TOKEN_MS)}: a token expires before it is used else"
        yield problem(tree, "erp.token.lifetime", wanted, show_duration(lifetime_ms), "write 1m or more")


def _currencies(node: Node, path: str) -> Iterator[ScenarioError]:
    """Currency codes are those of ISO 4217."""
    if isinstance(node, Table):
        for name, each in node.entries.items():
            yield from _currencies(each, f"{path}.{name}" if path else name)
    elif isinstance(node, Items):
        for at, each in enumerate(node.items):
            yield from _currencies(each, f"{path}[{at}]")
    elif code := _currency(node, path):
        mark = node.mark
        hint = nearest(code, sorted(CODES)) or "write one of ISO 4217, such as EUR"
        yield ScenarioError(mark.file, mark.line, path, "a currency of ISO 4217", code, hint)


def _currency(node: Text, path: str) -> str:
    """The currency that a value names and that does not exist; "" for any other value."""
    amount, _, code = node.text.rpartition(" ")
    is_code = len(code) == 3 and code.isascii() and code.isupper() and code.isalpha()
    is_named = not amount and path.startswith("shop.stores") and path.rpartition(".")[2] in _MONEY_KEYS
    is_amount = amount.replace(".", "").isdigit()
    return code if is_code and (is_named or is_amount) and code not in CODES else ""


def _demanded_harm(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """A threshold that only a run with harm meets: a correct integration breaks it."""
    for name, each in scenario.expect.items():
        if name in _HARM and not each.holds(0):
            hint = f'it demands harm; to tolerate harm up to a limit, write "<= {each.figure}"'
            yield problem(
                tree, f"expect.{name}", "a threshold that a run without harm meets", each.text, hint
            )


def _too_long(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """What takes longer than the run never ends in it."""
    run_ms = scenario.clock.end_ms - scenario.clock.start_ms
    wanted = f"a time within the run, which lasts {show_duration(run_ms)}"
    for path, lasts_ms in (
        ("budgets.order", scenario.budgets.order_ms),
        ("budgets.surfacing", scenario.budgets.surfacing_ms),
        ("budgets.stock", scenario.budgets.stock_ms),
        ("erp.fulfilment.wave", scenario.erp.fulfilment.wave_ms),
    ):
        if lasts_ms and lasts_ms > run_ms and written(tree, path) is not None:
            hint = "shorten it, or lengthen clock.duration or clock.settle"
            yield problem(tree, path, wanted, show_duration(lasts_ms), hint)


def _returning_guests(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """Guests have no account to return to; a file or an override that says both has one for nothing."""
    customers, path = scenario.traffic.customers, "traffic.customers.returning"
    returning, guests = written(tree, path), written(tree, "traffic.customers.guests")
    if customers.guests < 1 or not customers.returning or returning is None or guests is None:
        return
    if returning.mark.file == guests.mark.file:
        came = f"{show_share(customers.returning)} beside guests: {show_share(customers.guests)}"
        hint = "lower traffic.customers.guests, or leave it out"
        yield problem(tree, path, "0%, since a guest has no account to return to", came, hint)


def _without_effect(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """A key of the file that another one switches off; as an override it is refused."""
    from golive.scenario.checking.overrides_without_effect import NEEDED

    for needed in NEEDED:
        if not needed.is_off(scenario):
            continue
        for path in needed.keys:
            node = written(tree, path)
            if node is not None and node.mark.file == tree.mark.file:
                wanted = f"{needed.by} beside it, without which it changes nothing"
                yield problem(tree, path, wanted, node.text if isinstance(node, Text) else "a value")
