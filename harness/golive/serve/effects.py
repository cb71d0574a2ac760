"""Keys of a scenario that have an effect in a sandbox; overrides of others are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from golive.scenario import Scenario, ScenarioError, dump
from golive.scenario.loading.errors import raise_all

NO_TRAFFIC = "a sandbox has no traffic of its own; golive run has"
WITHOUT_EFFECT: Mapping[str, str] = {
    "name": "a sandbox has no name and no description",
    "about": "a sandbox has no name and no description",
    "clock.duration": "a sandbox runs until it is ended",
    "clock.settle": "a sandbox runs until it is ended",
    "traffic": NO_TRAFFIC,
    "shop.stores[].share": NO_TRAFFIC,
    "shop.catalog.popularity": NO_TRAFFIC,
    "shop.catalog.kinds": "a sandbox always sells every kind of product",
    "shop.catalog.option_skus": NO_TRAFFIC,
    "shop.catalog.bundle_choices": "a sandbox always sells every kind of product",
    "shop.events.published": NO_TRAFFIC,
    "shop.catalog.bundle_items": "a sandbox always sells every kind of product",
    "shop.hooks": "the checkout asks a candidate, and a sandbox has none; golive run has one",
    "chaos": "a sandbox has no chaos; golive run has",
    "wms": "a sandbox has no warehouse system; golive run has one",
    "pim": "a sandbox has no product information system; golive run has one",
    "people": "a sandbox has no clerks; golive run has",
    "budgets": "a sandbox is not judged; golive run is",
    "expect": "a sandbox is not judged; golive run is",
    "costs": "a sandbox is not judged; golive run is",
    "tracing": "a sandbox has no traces; golive run has",
}
"""Keys that a sandbox cannot follow, each with everything below it, and why."""

OF_ITEMS = ("shop.stores", "shop.catalog", "shop.stock")
"""Keys of the shop that an ERP served alone follows too: its articles, their stock and their tax."""


def refuse_lost(plain: Scenario, wanted: Scenario, systems: Sequence[str], webhook: str) -> None:
    """Compare a sandbox as it is without `--set` with the one that is wanted.

    Raises ScenarioError for every key that differs and would change nothing.
    """
    before, after = _values(dump(plain)), _values(dump(wanted))
    changed = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    problems = [_problem(path, after.get(path, []), why) for path in changed if (why := _why(path, systems))]
    raise_all([*problems, *_delivery(wanted, systems, webhook)])


def _delivery(wanted: Scenario, systems: Sequence[str], webhook: str) -> Iterator[ScenarioError]:
    delivery = wanted.shop.events.delivery
    path = "shop.events.delivery"
    if "shop" not in systems:
        return
    if delivery == "amqp":
        yield ScenarioError(
            f"--set {path}", None, path, "webhook or poll in a sandbox", "amqp", "golive run has a queue"
        )
    elif (delivery == "webhook") != bool(webhook):
        with_url = "--webhook URL, the address the shop posts its events to"
        yield ScenarioError(
            f"--set {path}",
            None,
            path,
            f"{delivery} with {with_url}" if delivery == "webhook" else f"webhook beside {with_url}",
            "no --webhook" if delivery == "webhook" else delivery,
        )


def _problem(path: str, values: list[Any], why: str) -> ScenarioError:
    came = ", ".join(map(str, values[:3])) or "nothing"
    return ScenarioError(f"--set {path}", None, path, "a key that a sandbox follows", came, why)


def _why(path: str, systems: Sequence[str]) -> str:
    """Why a sandbox of those systems cannot follow a key; empty where it does."""
    for prefix, why in WITHOUT_EFFECT.items():
        if _is_below(path, prefix):
            return why
    if "erp" not in systems and _is_below(path, "erp"):
        return "no ERP is served; serve erp or both"
    if (
        "shop" not in systems
        and _is_below(path, "shop")
        and not any(_is_below(path, each) for each in OF_ITEMS)
    ):
        return "no shop is served; serve shop or both"
    return ""


def _is_below(path: str, prefix: str) -> bool:
    return re.match(re.escape(prefix) + r"(?:$|[.\[])", path) is not None


def _values(data: Any, path: str = "") -> dict[str, list[Any]]:
    """Every value of JSON data by its dotted path; those of the entries of a list together, below `path[]`."""
    if isinstance(data, Mapping):
        below = [_values(value, f"{path}.{name}" if path else name) for name, value in data.items()]
    elif isinstance(data, list):
        below = [_values(value, f"{path}[]") for value in data]
    else:
        return {path: [data]}
    found: dict[str, list[Any]] = {}
    for each in below:
        for name, values in each.items():
            found.setdefault(name, []).extend(values)
    return found
