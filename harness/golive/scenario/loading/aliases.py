"""Aliases of keys, renamed while a file is read.

Bases, profiles and overrides then merge under one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from golive.keys.declare import Entries, Entry, Key, Many, Section, Shape, keys
from golive.scenario.loading.errors import ScenarioError, raise_all
from golive.scenario.loading.tree import Items, Node, Table
from golive.scenario.loading.yaml_reader import join
from golive.scenario.model.scenario import Scenario


def rename(tree: Table) -> Table:
    """Every alias in the tree replaced by the name of its key; the tree is changed and given back.

    Raises ScenarioError where a key is written under two names.
    """
    raise_all(_rename(tree, Section(Scenario), ""))
    return tree


def full_names(steps: list[str | int]) -> list[str | int]:
    """A path with the names of the keys in place of aliases."""
    shape: Shape | None = Section(Scenario)
    found: list[str | int] = []
    for step in steps:
        if isinstance(step, int):
            shape = shape.item if isinstance(shape, Many) else None
            found.append(step)
            continue
        key = next((key for key in _declared(shape).values() if step in (key.name, *key.aliases)), None)
        shape = None if key is None else key.shape
        found.append(step if key is None else key.name)
    return found


def _rename(node: Node, shape: Shape, path: str) -> Iterator[ScenarioError]:
    if isinstance(node, Items) and isinstance(shape, Many):
        for at, item in enumerate(node.items):
            yield from _rename(item, shape.item, f"{path}[{at}]")
    elif isinstance(node, Table):
        for key in _declared(shape).values():
            for alias in key.aliases:
                yield from _rename_key(node, alias, key.name, path)
            if key.name in node.entries:
                yield from _rename(node.entries[key.name], key.shape, join(path, key.name))


def _rename_key(table: Table, alias: str, name: str, path: str) -> Iterator[ScenarioError]:
    if alias not in table.entries:
        return
    if name in table.entries:
        mark = table.marks[alias]
        yield ScenarioError(
            mark.file, mark.line, join(path, alias), f"{name} or {alias}, which mean the same", "both"
        )
        return
    table.entries = {name if key == alias else key: node for key, node in table.entries.items()}
    table.marks = {name if key == alias else key: mark for key, mark in table.marks.items()}


def _declared(shape: Shape | None) -> Mapping[str, Key[Any]]:
    match shape:
        case Section():
            return keys(shape.cls)
        case Entries() | Entry():
            return shape.keys
    return {}
