"""Short forms: `credit_limit: hold` stands for `credit_limit: {mode: hold}`.

They are written out before files are merged, so that the other settings of a base are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from golive.keys.declare import Entries, Section, keys
from golive.scenario.loading.tree import Node, Table
from golive.scenario.model.scenario import Scenario

Path = tuple[str, ...]


def _entries(cls: type[Any], path: Path) -> Iterator[tuple[Path, str]]:
    """Every place of an entry, and the name of its first setting."""
    for key in keys(cls).values():
        place = (*path, key.name)
        if isinstance(key.shape, Section):
            yield from _entries(key.shape.cls, place)
        elif isinstance(key.shape, Entries):
            for name, entry in key.shape.entries.items():
                yield (*place, name), entry.short


SHORT: dict[Path, str] = dict(_entries(Scenario, ()))


def spell_out(tree: Table) -> Table:
    """Every short form of the tree written in full; the tree is changed and given back."""
    for path, short in SHORT.items():
        above = _table_at(tree, path[:-1])
        node = above.entries.get(path[-1]) if above is not None else None
        if above is not None and node is not None and not isinstance(node, Table):
            above.entries[path[-1]] = Table({short: node}, node.mark, {short: node.mark}, is_short=True)
    return tree


def full_path(steps: list[str | int], value: Node) -> list[str | int]:
    """The steps to where a value of the command line belongs when it is a short form."""
    names = tuple(step for step in steps if isinstance(step, str))
    short = SHORT.get(names) if len(names) == len(steps) else None
    return steps if short is None or isinstance(value, Table) else [*steps, short]


def _table_at(tree: Table, path: Path) -> Table | None:
    here: Node | None = tree
    for name in path:
        here = here.entries.get(name) if isinstance(here, Table) else None
    return here if isinstance(here, Table) else None
