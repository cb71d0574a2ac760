"""From the tree to the scenario: every value read as its key declares, every problem collected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from golive import plugins
from golive.errors import DottedPathError
from golive.keys.declare import (
    Entries,
    Entry,
    FaultKinds,
    Faults,
    Key,
    Many,
    Named,
    Own,
    Pairs,
    Section,
    Shape,
    Thresholds,
    keys,
)
from golive.keys.erp_settings import entry_of
from golive.keys.value_kinds import Kind
from golive.scenario.loading.errors import ScenarioError, nearest, quote
from golive.scenario.loading.tree import Items, Mark, Node, Table, Text, describe
from golive.scenario.loading.yaml_reader import join
from golive.scenario.model.judging import Judging
from golive.scenario.model.metrics import METRICS
from golive.scenario.model.scenario import Scenario
from golive.scenario.model.thresholds import Metric, Threshold

T = TypeVar("T")


class Bad:
    """Placeholder for a value that could not be read; its problem is already noted."""


BAD = Bad()


ReadChaos = Callable[["Checker", Node, str], Any]


class Checker:
    """Reads one tree. `duration_ms`, where known, is the duration of the traffic that windows must lie in.

    `folders` are those of the scenario and its bases, where classes of the user's own are looked for. `places` has
    hints for keys in the wrong place.
    """

    def __init__(
        self,
        fault_kinds: FaultKinds,
        duration_ms: int | None,
        read_chaos: ReadChaos,
        folders: Sequence[Path] = (),
    ) -> None:
        self.folders = folders
        self.fault_kinds = fault_kinds
        self.read_chaos = read_chaos
        self.duration_ms = duration_ms
        self.problems: list[ScenarioError] = []
        self.metrics: Mapping[str, Metric] = METRICS
        self.places: Mapping[str, str] = PLACES

    def note(self, mark: Mark, path: str, expected: str, came: str, hint: str = "") -> Bad:
        """Record a problem at a place of the file; returns BAD in place of the value."""
        self.problems.append(ScenarioError(mark.file, mark.line, path, expected, came, hint))
        return BAD

    def value(self, shape: Shape, node: Node, path: str) -> Any:
        """The value of a node, read by its shape; BAD once its problems are noted."""
        match shape:
            case Kind():
                return self._scalar(shape, node, path)
            case Own():
                return self.own(shape, node, path)
            case Many():
                return self._many(shape, node, path)
            case Section():
                return self._section(shape, node, path)
            case Thresholds():
                return self._thresholds(node, path)
            case Pairs():
                return self._pairs(shape, node, path)
            case Entry():
                return self._entry(shape, node, path)
            case Entries():
                return self._entries(shape, node, path)
            case Faults():
                return self.read_chaos(self, node, path)

    def table(
        self, node: Node, path: str, known: Iterable[str], expected: str, hints: Mapping[str, str]
    ) -> Table | Bad:
        """The node as a table; unknown keys are noted, with a hint where the key belongs elsewhere."""
        if not isinstance(node, Table):
            return self.note(node.mark, path, expected, describe(node))
        names = list(known)
        for name in node.entries:
            if name not in names:
                self._unknown(node.marks[name], path, name, names, hints)
        return node

    def declared(self, table: Table, path: str, declared: Mapping[str, Key[Any]]) -> dict[str, Any]:
        """The values of a table by field, BAD among them; absent ones are left to their defaults."""
        values: dict[str, Any] = {}
        for field, key in declared.items():
            node = table.entries.get(key.name)
            if node is not None:
                values[field] = self.value(key.shape, node, join(path, key.name))
            elif key.is_required:
                came = "nothing, and it is required"
                values[field] = self.note(table.mark, join(path, key.name), expected(key.shape), came)
        return values

    def _unknown(self, mark: Mark, path: str, name: str, known: list[str], hints: Mapping[str, str]) -> None:
        hint = nearest(name, known) or hints.get(name, "")
        wanted = "one of the keys " + ", ".join(known)
        self.note(mark, join(path, name), wanted, f"the unknown key {quote(name)}", hint)

    def _section(self, shape: Section[Any], node: Node, path: str) -> Any:
        declared = keys(shape.cls)
        names = [key.name for key in declared.values()]
        table = self.table(node, path, names, expected(shape), self.places)
        if isinstance(table, Bad):
            return BAD
        values = self.declared(table, path, declared)
        if BAD in values.values():
            return BAD
        found = shape.cls(**values) if shape.default is None else replace(shape.default, **values)
        if isinstance(found, Judging):
            return self._judging(found, table, path)
        return found

    def _judging(self, found: Judging, table: Table, path: str) -> Judging | Bad:
        """The section `judge`; `expect` may name the metrics that it adds."""
        for key, problem in found.collisions():
            wanted = f"{key} unlike those of golive and unlike each other"
            return self.note(table.entries[key].mark, join(path, key), wanted, problem)
        self.metrics = found.all_metrics
        return found

    def _many(self, shape: Many[Any], node: Node, path: str) -> tuple[Any, ...] | Bad:
        if isinstance(node, Text) and shape.lone and node.text:
            node = Items([node], node.mark)
            paths = [path]
        elif isinstance(node, Items):
            paths = [f"{path}[{at}]" for at in range(len(node.items))]
        else:
            return self.note(node.mark, path, expected(shape), describe(node))
        if len(node.items) < shape.least:
            return self.note(node.mark, path, expected(shape), "an empty list")
        pairs = zip(node.items, paths, strict=True)
        values = tuple(self.value(shape.item, item, item_path) for item, item_path in pairs)
        return BAD if BAD in values else values

    def own(self, shape: Own, node: Node, path: str) -> Named[Any] | Bad:
        """What a dotted path names, from the folders of the scenario, the working folder or an installed package."""
        if not isinstance(node, Text) or not node.text:
            return self.note(node.mark, path, shape.expected, describe(node))
        try:
            found = plugins.find(node.text, self.folders)
        except DottedPathError as why:
            return self.note(node.mark, path, shape.expected, quote(node.text), str(why))
        problem = shape.problem(found)
        if problem:
            return self.note(node.mark, path, shape.expected, quote(node.text), problem)
        return Named(node.text, found)

    def _pairs(self, shape: Pairs[Any], node: Node, path: str) -> Any:
        if not isinstance(node, Table):
            return self.note(node.mark, path, expected(shape), describe(node))
        pairs: list[tuple[Any, Any]] = []
        for name, entry in node.entries.items():
            left = self._scalar(shape.name, Text(name, node.marks[name]), join(path, name))
            pairs.append((left, self._scalar(shape.value, entry, join(path, name))))
        if any(BAD in pair for pair in pairs):
            return BAD
        return dict(pairs) if shape.is_dict else tuple(pairs)

    def _entry(self, shape: Entry, node: Node, path: str) -> Any:
        attribute, first = next(iter(shape.keys.items()))
        if not isinstance(node, Table):
            values = {attribute: self.value(first.shape, node, path)}
        elif node.is_short and len(node.entries) == 1:
            values = {attribute: self.value(first.shape, node.entries[first.name], path)}
        else:
            self.table(node, path, [key.name for key in shape.keys.values()], expected(shape), {})
            values = self.declared(node, path, shape.keys)
        return BAD if BAD in values.values() else replace(shape.default, **values)

    def _entries(self, shape: Entries, node: Node, path: str) -> dict[str, Any] | Bad:
        owners = {
            key.name: f"{key.name} is a setting of {name}: {name}: {{{key.name}: ...}}"
            for name, entry in shape.entries.items()
            for key in entry.keys.values()
        }
        own = [name for name in node.entries if ":" in name] if isinstance(node, Table) and shape.own else []
        table = self.table(node, path, [*shape.keys, *own], expected(shape), {**self.places, **owners})
        if isinstance(table, Bad):
            return BAD
        values = self.declared(table, path, shape.keys)
        values |= {name: self._own_entry(shape, table, name, path) for name in own}
        return BAD if BAD in values.values() else {**({} if shape.is_partial else shape.defaults), **values}

    def _own_entry(self, shape: Entries, table: Table, name: str, path: str) -> Any:
        """A rule or a quirk of the user's own, under its dotted path."""
        assert shape.own is not None
        place = join(path, name)
        found = self.own(shape.own, Text(name, table.marks[name]), place)
        if isinstance(found, Bad):
            return BAD
        try:
            entry = entry_of(found.value())
        except (TypeError, ValueError) as why:
            return self.note(table.marks[name], place, "defaults for all its settings", quote(str(why)))
        return self._entry(entry, table.entries[name], place)

    def _scalar(self, kind: Kind[T], node: Node, path: str) -> T | Bad:
        if not isinstance(node, Text):
            return self.note(node.mark, path, kind.expected, describe(node))
        text = node.text
        if kind.is_text and node.lie:
            came = f"{quote(text)}, which YAML reads as {node.lie}"
            return self.note(node.mark, path, kind.expected, came, f'quote it: "{quote(text)}"')
        if kind.is_number and node.is_quoted and text.isdigit():
            came = f'the text "{quote(text)}"'
            return self.note(node.mark, path, kind.expected, came, "remove the quotes")
        try:
            return kind.parse(text)
        except ValueError as why:
            hints = [str(why)]
            if node.lie not in ("", "a date", f"the number {text}"):
                hints.append(f"YAML reads it as {node.lie}")
            return self.note(node.mark, path, kind.expected, quote(text), "; ".join(filter(None, hints)))

    def _thresholds(self, node: Node, path: str) -> dict[str, Threshold] | Bad:
        if not isinstance(node, Table):
            return self.note(node.mark, path, expected(Thresholds()), describe(node))
        found: dict[str, Any] = {}
        for name, entry in node.entries.items():
            metric = self.metrics.get(name)
            if metric is None:
                found[name] = self._unknown_metric(name, node.marks[name], join(path, name))
            else:
                found[name] = self._scalar(metric.kind, entry, join(path, name))
        return BAD if BAD in found.values() else found

    def _unknown_metric(self, name: str, mark: Mark, path: str) -> Bad:
        wanted = "one of the metrics " + ", ".join(_family(name, self.metrics))
        hint = nearest(name, self.metrics, most=2)
        return self.note(mark, path, wanted, f"the unknown metric {quote(name)}", hint)


def _family(name: str, metrics: Iterable[str]) -> list[str]:
    """The metrics that begin alike; all of them where none does."""
    every = list(metrics)
    return [metric for metric in every if metric.startswith(name.partition(".")[0] + ".")] or every


def expected(shape: Shape) -> str:
    """The expectation for a value of that shape, as messages state it."""
    match shape:
        case Kind() | Own():
            return shape.expected
        case Many():
            count = f"a list of at least {shape.least}" if shape.least else "a list"
            return f"{count}, each {expected(shape.item)}"
        case Section():
            return "a mapping with " + ", ".join(key.name for key in keys(shape.cls).values())
        case Pairs():
            return f"a mapping from {shape.name.expected} to {shape.value.expected}"
        case Entry():
            keys_of = list(shape.keys.values())
            return f"{expected(keys_of[0].shape)}, or a mapping with {', '.join(key.name for key in keys_of)}"
        case Entries():
            return "a mapping with " + ", ".join(shape.keys)
        case Thresholds():
            return "a mapping such as orders.lost: 0"
        case Faults():
            return "a list of faults and changes such as - {fault: slow, latency: 2s}"


def _places(cls: type[Any], path: str) -> dict[str, str]:
    """Hints for keys in the wrong place: by its name where it belongs, by its dotted path how to nest it."""
    found: dict[str, str] = {}
    for key in keys(cls).values():
        place = join(path, key.name)
        if path:
            found.setdefault(key.name, f"did you mean {place}?")
            found[place] = "nest it: " + place.replace(".", ": {") + ": ..." + "}" * place.count(".")
        if isinstance(key.shape, Section):
            found = {**_places(key.shape.cls, place), **found}
        elif isinstance(key.shape, Entries):
            found = {**{name: f"did you mean {join(place, name)}?" for name in key.shape.keys}, **found}
    return found


PLACES = _places(Scenario, "")
