# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""The blueprint file: what is planned for each domain, and how the file is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from golive.keys.declare import keys, optional, pairs, section
from golive.keys.value_kinds import LASTING, Kind, choice
from golive.scenario.checking.checker import BAD, Checker
from golive.scenario.loading.errors import raise_all
from golive.scenario.loading.one_file import content
from golive.scenario.loading.tree import Table
from golive.scenario.loading.yaml_reader import Wanted, read_tree

RETRY, PARK, HOLD = "retry", "park", "hold"
TO_ERP, TO_SHOP, BOTH_WAYS = "shop to erp", "erp to shop", "both ways"
_STATE = re.compile(r"[a-z][a-z_ ]*")


_BEGINS = "begin with a domain: orders:, stock:, prices:, customers: or refunds:"
_WANTED = Wanted("a blueprint", "orders: {within: 5m}", _BEGINS, _BEGINS)


def _state(text: str) -> str:
    if not _STATE.fullmatch(text):
        raise ValueError("" if not text else f"got {text!r}")
    return text


def _states(text: str) -> tuple[str, ...]:
    return tuple(_state(each.strip()) for each in text.split(" or "))


STATE = Kind("state", "a state such as complete", _state, str, {"type": "string"}, is_text=True)
STATES = Kind(
    "states", "states such as shipped or invoiced", _states, " or ".join, {"type": "string"}, is_text=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What is planned for one domain. What is not written is not tested."""

    owner: str | None = optional("owner", choice("erp", "shop", "either"), "The system whose values count.")
    direction: str | None = optional(
        "direction", choice(TO_ERP, TO_SHOP, BOTH_WAYS), "Where the integration writes."
    )
    within_ms: int | None = optional("within", LASTING, "The longest time from one system to the other.")
    failure: str | None = optional(
        "failure",
        choice(RETRY, PARK, HOLD),
        "What becomes of a record whose call fails. `retry`: it is sent again. `park`: it is on the desk until it "
        "succeeds. `hold`: no later record is sent before it.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDomain(Domain):
    """What is planned for orders."""

    lifecycle: tuple[tuple[str, tuple[str, ...]], ...] = pairs(
        "lifecycle", STATE, STATES, "State of the shop to the states that the ERP order may have at the end."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """The plan by domain."""

    orders: OrderDomain = section("orders", OrderDomain, "Orders.")
    stock: Domain = section("stock", Domain, "Stock.")
    prices: Domain = section("prices", Domain, "Prices.")
    customers: Domain = section("customers", Domain, "Customers.")
    refunds: Domain = section("refunds", Domain, "Refunds.")


def load(path: Path) -> Blueprint:
    """Read a blueprint. Raises ScenarioError, whose `.problems` are all problems of the file."""
    tree = read_tree(content(path, str(path), "a blueprint"), str(path), _WANTED)
    checker = Checker({}, None, lambda _checker, _node, _path: BAD)
    checker.places = {}
    declared = keys(Blueprint)
    table = checker.table(tree, "", [key.name for key in declared.values()], "a mapping by domain", {})
    assert isinstance(table, Table)
    values = checker.declared(table, "", declared)
    raise_all(checker.problems)
    return Blueprint(**values)
