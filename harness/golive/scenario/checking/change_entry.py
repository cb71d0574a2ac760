"""One entry of `chaos` that is a change of the world: nothing is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from golive import plugins
from golive.chaos.actions import INTERVENTIONS
from golive.errors import DottedPathError
from golive.keys.declare import Key
from golive.keys.times import WINDOW, Window
from golive.keys.value_kinds import word
from golive.scenario.checking.checker import BAD, Bad, Checker
from golive.scenario.loading.errors import nearest, quote
from golive.scenario.loading.tree import Table, Text, describe
from golive.scenario.model.scenario import ChangeSpec

if TYPE_CHECKING:
    from golive.scenario.checking.chaos_list import Ids

COMMON_OF_CHANGES: tuple[Key[Any], ...] = (
    Key(
        "change",
        word("the kind of a change", r"\S+"),
        doc="Its kind; or package.module:Class for one of your own.",
    ),
    Key(
        "id",
        word("a name of lower-case letters, digits, - and _", r"[a-z0-9]+(?:[-_][a-z0-9]+)*"),
        default=None,
        doc="Its name in reports; without it, the kind, numbered from the second on.",
    ),
    Key("at", WINDOW, doc="When it happens, such as 5h; 5h..6h for a change that ends."),
)

_OWN = "a change class: a frozen dataclass derived from golive.Action"


class ChangeEntry:
    """Reads one entry of the list."""

    def __init__(self, checker: Checker, path: str) -> None:
        self._checker = checker
        self._path = path

    def read(self, table: Table, ids: Ids) -> ChangeSpec | Bad:
        """The change, or BAD once its problems are noted."""
        checker, path = self._checker, self._path
        change_class = self._change_class(table)
        if isinstance(change_class, Bad):
            return BAD
        declared = {key.name: key for key in (*COMMON_OF_CHANGES, *change_class.SETTINGS)}
        checker.table(table, path, declared, "a change", {})
        values = checker.declared(table, path, declared)
        given = {name: values.get(name, key.default_value) for name, key in declared.items()}
        name = ids.give(given["id"], given["change"], table.marks.get("id", table.mark), path)
        window = self._window(table, given["at"], change_class)
        if isinstance(name, Bad) or isinstance(window, Bad) or BAD in given.values():
            return BAD
        return ChangeSpec(
            id=name,
            kind=given["change"],
            at_ms=window[0],
            until_ms=window[1],
            settings={key.name: given[key.name] for key in change_class.SETTINGS},
            change_class=change_class,
            line=table.mark.line,
        )

    def _change_class(self, table: Table) -> type[Any] | Bad:
        wanted = "one of the changes " + ", ".join(INTERVENTIONS)
        node = table.entries["change"]
        place = f"{self._path}.change"
        if not isinstance(node, Text) or not node.text:
            return self._checker.note(node.mark, place, wanted, describe(node))
        if node.text in INTERVENTIONS:
            return INTERVENTIONS[node.text]
        if ":" in node.text:
            return self._imported(node, place)
        hint = nearest(node.text, INTERVENTIONS) or "a change of your own is written package.module:Class"
        return self._checker.note(node.mark, place, wanted, quote(node.text), hint)

    def _imported(self, node: Text, place: str) -> type[Any] | Bad:
        try:
            found: Any = plugins.find(node.text, self._checker.folders)
            for key in found.SETTINGS:
                assert isinstance(key, Key), "SETTINGS must be a tuple of golive.keys.declare.Key"
            assert isinstance(found.PASSES, bool), "PASSES must be True or False"
            assert isinstance(found, type), "it must be a class"
        except DottedPathError as why:
            return self._checker.note(node.mark, place, _OWN, quote(node.text), str(why))
        except Exception as why:
            return self._checker.note(
                node.mark, place, _OWN, quote(node.text), quote(f"{type(why).__name__}: {why}")
            )
        return found

    def _window(
        self, table: Table, window: Window | Bad | None, change_class: type[Any]
    ) -> tuple[int, int | None] | Bad:
        duration_ms = self._checker.duration_ms
        if duration_ms is None or window is None or isinstance(window, Bad):
            return BAD
        node = table.entries["at"]
        came = quote(node.text) if isinstance(node, Text) else describe(node)
        if window.end is not None and not change_class.PASSES:
            wanted = "a moment such as 5h: this change does not end"
            return self._checker.note(node.mark, f"{self._path}.at", wanted, came)
        try:
            start_ms, end_ms = window.resolve(duration_ms)
        except ValueError as why:
            wanted = "a moment or a window inside the traffic"
            return self._checker.note(node.mark, f"{self._path}.at", wanted, came, str(why))
        return start_ms, None if window.end is None else end_ms
