"""The `chaos` list: faults, which act on messages and processes, and changes of the world."""

from __future__ import annotations

import re

from golive.keys.declare import Faults
from golive.scenario.checking.change_entry import ChangeEntry
from golive.scenario.checking.checker import BAD, Bad, Checker, expected
from golive.scenario.checking.fault_entry import FaultEntry
from golive.scenario.loading.tree import Items, Mark, Node, Table, Text, describe
from golive.scenario.model.scenario import ChangeSpec, FaultSpec


def read_chaos(checker: Checker, node: Node, path: str) -> tuple[FaultSpec | ChangeSpec, ...] | Bad:
    """All entries of the list, or BAD once their problems are noted."""
    if not isinstance(node, Items):
        return checker.note(node.mark, path, expected(Faults()), describe(node))
    ids = Ids(checker, node)
    specs = [_read_entry(checker, f"{path}[{at}]", item, ids) for at, item in enumerate(node.items)]
    return BAD if BAD in specs else tuple(spec for spec in specs if not isinstance(spec, Bad))


def _read_entry(checker: Checker, path: str, node: Node, ids: Ids) -> FaultSpec | ChangeSpec | Bad:
    if isinstance(node, Table) and "change" in node.entries:
        return ChangeEntry(checker, path).read(node, ids)
    return FaultEntry(checker, path).read(node, ids)


class Ids:
    """Assigns every entry its id: the written one, or its kind, numbered where that is taken."""

    def __init__(self, checker: Checker, entries: Items) -> None:
        self._checker = checker
        self._taken: dict[str, Mark] = {}
        self._written = set()
        for item in entries.items:
            given = item.entries.get("id") if isinstance(item, Table) else None
            if isinstance(given, Text):
                self._written.add(given.text)

    def give(self, written: str | Bad | None, kind: str, mark: Mark, path: str) -> str | Bad:
        """The id of an entry; BAD for a second entry with the same written id."""
        if isinstance(written, Bad):
            return BAD
        if written is None:
            return self._numbered(
                re.sub(r"[^a-z0-9]+", "_", kind.rpartition(":")[2].lower()).strip("_") or "fault"
            )
        if written in self._taken:
            first = self._taken[written].line
            hint = f"the first is on line {first}" if first else ""
            return self._checker.note(mark, f"{path}.id", "every id once", f"a second {written}", hint)
        self._taken[written] = mark
        return written

    def _numbered(self, stem: str) -> str:
        name, number = stem, 1
        while name in self._taken or name in self._written:
            number += 1
            name = f"{stem}-{number}"
        self._taken[name] = Mark("", None)
        return name
