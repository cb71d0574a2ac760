"""One entry of `chaos` that is a fault: its kind, where, when and how often, and its own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from golive import plugins
from golive.errors import DottedPathError
from golive.keys.counted_calls import COUNTED_CALLS
from golive.keys.declare import Key, Many
from golive.keys.times import WINDOW, Window
from golive.keys.value_kinds import SHARE, choice, word
from golive.scenario.checking.checker import BAD, Bad, Checker
from golive.scenario.loading.errors import nearest, quote
from golive.scenario.loading.tree import Items, Mark, Node, Table, Text, describe
from golive.scenario.model.scenario import FaultSpec
from golive.wire.operations import BY_SEAM, SYSTEMS, Seam, expand, patterns

if TYPE_CHECKING:
    from golive.scenario.checking.chaos_list import Ids

FAULT = word("the kind of a fault", r"\S+")
_ID = word("a name of lower-case letters, digits, - and _", r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_PATTERN = word("a pattern such as erp, erp.*, erp.order.* or erp.order.create", r"[a-z]+(?:\.[a-z_*]+)*")

COMMON: tuple[Key[Any], ...] = (
    Key("fault", FAULT, doc="Its kind; or package.module:Class for one of your own."),
    Key(
        "id", _ID, default=None, doc="Its name in reports; without it, the kind, numbered from the second on."
    ),
    Key(
        "on",
        Many(_PATTERN, least=1, lone=True),
        default=None,
        doc="Operations it acts on; the default depends on the kind.",
    ),
    Key("at", WINDOW, default="0%..100%", doc="When it acts, after the start of the traffic."),
    Key("chance", SHARE, default="100%", doc="Probability of a hit."),
    Key("attempts", choice("first", "all"), default="all", doc="Whether repeated attempts are hit too."),
    Key(
        "calls",
        COUNTED_CALLS,
        default=None,
        doc="Which calls or notices it may hit, by their number among those that it covers in its window: `first 3`, "
        "`only 3`, `every 3`.",
    ),
)

_OWN = "a fault class: a frozen dataclass derived from golive.Fault"


class FaultEntry:
    """Reads one entry of the list."""

    def __init__(self, checker: Checker, path: str) -> None:
        self._checker = checker
        self._path = path

    def read(self, node: Node, ids: Ids) -> FaultSpec | Bad:
        """The fault, or BAD once its problems are noted."""
        checker, path = self._checker, self._path
        if not isinstance(node, Table):
            return checker.note(node.mark, path, "a fault such as {fault: slow, latency: 2s}", describe(node))
        fault_class = self._fault_class(node)
        if isinstance(fault_class, Bad):
            return BAD
        declared = {key.name: key for key in (*COMMON, *fault_class.SETTINGS)}
        checker.table(node, path, declared, "a fault", self._hints())
        values = checker.declared(node, path, declared)
        given = {name: values.get(name, key.default_value) for name, key in declared.items()}
        kind = given["fault"]
        name = ids.give(given["id"], kind, node.marks.get("id", node.mark), path)
        on = self._on(node, given["on"], kind, fault_class)
        window = self._window(node, given["at"])
        if fault_class.SEAM == "process" and "on" not in node.entries:
            window = self._by_the_clock(node, given, window)
        if isinstance(name, Bad) or isinstance(on, Bad) or isinstance(window, Bad) or BAD in given.values():
            return BAD
        return FaultSpec(
            id=name,
            kind=kind,
            on=on,
            window=window,
            chance=given["chance"],
            attempts=given["attempts"],
            calls=given["calls"],
            settings={key.name: given[key.name] for key in fault_class.SETTINGS},
            fault_class=fault_class,
            line=node.mark.line,
        )

    def _by_the_clock(
        self, table: Table, given: dict[str, Any], window: tuple[int, int] | Bad
    ) -> tuple[int, int] | Bad:
        """A fault that no call sets off: `at: 3h` is an instant, and keys about calls are refused."""
        for name in ("when", "attempts", "calls"):
            if name in table.entries and given.get(name) not in (None, "all"):
                wanted = f"no {name} without `on`, the call that sets it off, such as on: erp.order.create"
                came = describe(table.entries[name])
                window = self._checker.note(table.entries[name].mark, f"{self._path}.{name}", wanted, came)
        if isinstance(window, Bad) or "at" not in table.entries or given["at"].end is not None:
            return window
        return window[0], window[0] + 1

    def _hints(self) -> dict[str, str]:
        """Hints that name the owners of settings of other faults."""
        owners: dict[str, list[str]] = {}
        for kind, fault_class in self._checker.fault_kinds.items():
            for key in fault_class.SETTINGS:
                owners.setdefault(key.name, []).append(kind)
        return {name: f"{name} is a setting of {' and '.join(kinds)}" for name, kinds in owners.items()}

    def _fault_class(self, table: Table) -> type[Any] | Bad:
        kinds = self._checker.fault_kinds
        wanted = "one of the faults " + ", ".join(kinds)
        node = table.entries.get("fault")
        if not isinstance(node, Text) or not node.text:
            others = ", ".join(map(quote, table.entries)) or "nothing"
            came = f"only {others}" if node is None else describe(node)
            mark = table.mark if node is None else node.mark
            return self._checker.note(mark, f"{self._path}.fault", wanted, came)
        if node.text in kinds:
            return kinds[node.text]
        if ":" in node.text:
            return self._imported(node)
        hint = nearest(node.text, kinds) or "a fault of your own is written package.module:Class"
        return self._checker.note(node.mark, f"{self._path}.fault", wanted, quote(node.text), hint)

    def _imported(self, node: Text) -> type[Any] | Bad:
        try:
            found: Any = plugins.find(node.text, self._checker.folders)
            for key in found.SETTINGS:
                assert isinstance(key, Key), "SETTINGS must be a tuple of golive.keys.declare.Key"
            assert found.SEAM in BY_SEAM, f"SEAM must be one of {', '.join(BY_SEAM)}"
            assert isinstance(found.DEFAULT_ON, tuple), "DEFAULT_ON must be a tuple of patterns"
            assert isinstance(found, type), "it must be a class"
        except DottedPathError as why:
            return self._checker.note(node.mark, f"{self._path}.fault", _OWN, quote(node.text), str(why))
        except Exception as why:
            reason = f"{type(why).__name__}: {why}"
            place = f"{self._path}.fault"
            return self._checker.note(node.mark, place, _OWN, quote(node.text), quote(reason))
        return found

    def _on(
        self, table: Table, written: tuple[str, ...] | Bad | None, kind: str, fault_class: type[Any]
    ) -> tuple[str, ...] | Bad:
        if isinstance(written, Bad):
            return BAD
        if written is None:
            on: tuple[str, ...] = fault_class.DEFAULT_ON
            return on
        node = table.entries["on"]
        nodes, paths = [node], [f"{self._path}.on"]
        if isinstance(node, Items):
            nodes, paths = node.items, [f"{self._path}.on[{at}]" for at in range(len(node.items))]
        fine = [
            self._fits(pattern, each.mark, path, kind, fault_class)
            for pattern, each, path in zip(written, nodes, paths, strict=True)
        ]
        return written if all(fine) else BAD

    def _fits(self, pattern: str, mark: Mark, path: str, kind: str, fault_class: type[Any]) -> bool:
        seam: Seam = fault_class.SEAM
        only: tuple[str, ...] = getattr(fault_class, "ACTS_ON", ())
        if not getattr(fault_class, "BY_CALLS", True):
            wanted = "no `on`: it happens by the clock"
            self._checker.note(mark, path, wanted, quote(pattern), "give the time with at, such as at: 3h")
            return False
        if pattern in only or (not only and expand(pattern, BY_SEAM[seam])):
            return True
        could_be = only or _near_patterns(pattern, BY_SEAM[seam])
        wanted = " or ".join(could_be) if len(could_be) < 3 else "one of " + ", ".join(could_be)
        hint = nearest(pattern, only or patterns(BY_SEAM[seam]))
        other: Seam = "exchange" if seam == "notice" else "notice"
        if not only and expand(pattern, BY_SEAM[other]):
            acts = "is set off by exchanges" if seam == "process" else f"acts on {seam}s"
            hint = f"{kind} {acts}, {pattern} is one of the {other}s"
        self._checker.note(mark, path, wanted, quote(pattern), hint)
        return False

    def _window(self, table: Table, window: Window | Bad) -> tuple[int, int] | Bad:
        duration_ms = self._checker.duration_ms
        if duration_ms is None or isinstance(window, Bad):
            return BAD
        try:
            return window.resolve(duration_ms)
        except ValueError as why:
            node = table.entries["at"]
            came = quote(node.text) if isinstance(node, Text) else describe(node)
            wanted = "a window inside the traffic"
            return self._checker.note(node.mark, f"{self._path}.at", wanted, came, str(why))


def _near_patterns(pattern: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """What could have been meant: the patterns that share the longest known beginning."""
    every = patterns(known)
    parts = pattern.split(".")
    for length in range(len(parts) - 1, 0, -1):
        stem = ".".join(parts[:length])
        if length < 3 and expand(f"{stem}.*", known):
            return tuple(each for each in every if each.startswith(f"{stem}.") and each.count(".") == 2)
    return tuple(system for system in SYSTEMS if expand(system, known)) + tuple(
        each for each in every if each.endswith(".*")
    )
