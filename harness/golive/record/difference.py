"""The values of a comparison of two runs, and their JSON form. Standard library only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from golive.record.run import Fact


@dataclass(frozen=True, slots=True)
class Difference:
    """Two facts in the same place; None where one side has ended. `before` are the last facts they share."""

    one: Fact | None
    other: Fact | None
    before: tuple[Fact, ...] = ()

    @property
    def at_ms(self) -> int:
        """The time of the earlier fact."""
        return min(fact.at_ms for fact in (self.one, self.other) if fact is not None)

    def fields(self) -> list[tuple[str, str, str]]:
        """The values in which two facts of one kind differ: path and both sides, `-` for none."""
        if self.one is None or self.other is None or self.one.kind != self.other.kind:
            return []
        one, other = flat(self.one.as_json()), flat(self.other.as_json())
        paths = dict.fromkeys([*one, *other])
        return [
            (path, one.get(path, "-"), other.get(path, "-"))
            for path in paths
            if path != "n" and one.get(path) != other.get(path)
        ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`settings` and `orders` are rows of a name and both values, `-` for none."""

    settings: list[tuple[str, str, str]]
    orders: list[tuple[str, str, str]]
    alike: int
    fact: Difference | None
    order: str = ""
    decision: Difference | None = None

    @property
    def is_equal(self) -> bool:
        """Whether the runs recorded the same facts."""
        return self.fact is None

    def as_json(self) -> dict[str, Any]:
        """The same as JSON data."""
        return {
            "equal": self.is_equal,
            "settings": [dict(zip(("name", "one", "other"), row, strict=True)) for row in self.settings],
            "orders_alike": self.alike,
            "orders": [dict(zip(("order", "one", "other"), row, strict=True)) for row in self.orders],
            "first_fact": _as_json(self.fact),
            "first_decision": None
            if self.decision is None
            else {"order": self.order, **_as_json(self.decision)},
        }


def _as_json(found: Difference | None) -> dict[str, Any]:
    if found is None:
        return {}

    def row(fact: Fact | None) -> dict[str, Any] | None:
        return None if fact is None else fact.as_json()

    return {"one": row(found.one), "other": row(found.other), "before": [row(fact) for fact in found.before]}


def flat(value: Any) -> dict[str, str]:
    """Return the leaves of JSON data as text, by path."""
    return dict(_leaves(value, ""))


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _leaves(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from _leaves(each, f"{path}[{number}]")
    else:
        yield path, str(value)
