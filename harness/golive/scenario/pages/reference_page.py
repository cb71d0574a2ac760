"""The reference page of the scenario file, in Markdown: made from the declarations of the keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from golive.chaos.actions import INTERVENTIONS
from golive.chaos.faults import FAULTS
from golive.keys.declare import Entries, FaultKinds, Key, Many, Pairs, Section, keys_of
from golive.keys.value_kinds import Kind
from golive.scenario.checking.change_entry import COMMON_OF_CHANGES
from golive.scenario.checking.checker import expected
from golive.scenario.checking.fault_entry import COMMON
from golive.scenario.loading.yaml_reader import join
from golive.scenario.model.metrics import METRICS
from golive.scenario.model.scenario import Scenario
from golive.scenario.pages.chaos_schema import describe
from golive.wire.operations import NOTICES, OPERATIONS

_INTRODUCTION = """\
# The scenario file

One YAML file describes everything about a run except the candidate. Keys without a default are required; a key that
is not listed here is refused. `base: calm` inherits everything from another scenario: sections are merged key by key,
lists are replaced. `--set traffic.orders.base=200/h` changes one value.

A value that begins with `>` must be quoted (`score: ">= 95"`), and so must a text that YAML would read as a number, a
date or a boolean (`code: "NO"`). The key `on:` of a fault is a boolean in YAML 1.1. golive reads it as text; for other
tools write `"on":`."""


def reference(fault_kinds: FaultKinds = FAULTS) -> str:
    """The whole page."""
    parts = [
        _INTRODUCTION,
        *_sections(Section(Scenario), ""),
        _chaos(fault_kinds),
        _changes(),
        _expect(),
        _operations(),
    ]
    return "\n\n".join(parts) + "\n"


def _sections(shape: Section[Any], path: str) -> Iterable[str]:
    """A table of the keys of a section, then those of the sections below it."""
    declared = list(keys_of(shape).values())
    plain = [key for key in declared if not _section_of(key) and not isinstance(key.shape, Entries)]
    if plain:
        yield f"## {path or 'The whole'}\n\n{_table(plain)}"
    for key in declared:
        if isinstance(key.shape, Entries):
            yield _entries(key.shape, join(path, key.name))
        if section := _section_of(key):
            place = join(path, key.name)
            yield from _sections(section, place if isinstance(key.shape, Section) else f"{place}[]")


def _entries(shape: Entries, path: str) -> str:
    """Two tables: the entries with the setting that may stand alone, and their further settings."""
    firsts, others = [], []
    for name, entry in shape.entries.items():
        first, *more = entry.keys.values()
        firsts.append(Key(name, first.shape, first.default, f"{entry.about} `{first.name}`: {first.doc}"))
        others += [Key(f"{name}.{key.name}", key.shape, key.default, key.doc) for key in more]
    name, entry = next(iter(shape.entries.items()))
    about = "Write each short, with the value in the first table, or as a mapping of all its settings"
    own = "" if shape.own is None else f" A key with a colon is {shape.own.expected}, for one of your own."
    parts = [f"## {path}\n\n{about}: `{name}: ...` is `{name}: {{{entry.short}: ...}}`.{own}", _table(firsts)]
    return "\n\n".join([*parts, f"The further settings:\n\n{_table(others)}"] if others else parts)


def _section_of(key: Key[Any]) -> Section[Any] | None:
    shape = key.shape.item if isinstance(key.shape, Many) else key.shape
    return shape if isinstance(shape, Section) else None


def _table(declared: Iterable[Key[Any]]) -> str:
    rows = [f"| `{key.name}` | {key.doc} | {expected(key.shape)} | {default_of(key)} |" for key in declared]
    return "\n".join(["| key | meaning | value | default |", "|---|---|---|---|", *rows])


def default_of(key: Key[Any]) -> str:
    """A default as the page shows it."""
    if key.is_required:
        return "required"
    if isinstance(key.shape, Kind) and key.default is not None:
        return f"`{key.default}`"
    if isinstance(key.shape, Many) and isinstance(key.shape.item, Kind) and key.default:
        return f"`[{', '.join(key.shape.item.show(value) for value in key.default)}]`"
    if isinstance(key.shape, Pairs) and key.default:
        return "`{" + ", ".join(f"{name}: {value}" for name, value in key.shape.items(key.default)) + "}`"
    return "none"


def _chaos(fault_kinds: FaultKinds) -> str:
    parts = [f"## Faults\n\nEvery fault in `chaos` has these keys:\n\n{_table(COMMON)}"]
    for name, fault_class in fault_kinds.items():
        about = f"### {name}\n\n{describe(fault_class)} {_acts(fault_class)}"
        parts.append(f"{about}\n\n{_table(fault_class.SETTINGS)}" if fault_class.SETTINGS else about)
    return "\n\n".join(parts)


def _acts(fault_class: type[Any]) -> str:
    if fault_class.SEAM != "process":
        on = ", ".join(f"`{pattern}`" for pattern in fault_class.DEFAULT_ON)
        what = "exchanges and notices" if fault_class.SEAM == "link" else f"{fault_class.SEAM}s"
        return f"Acts on {what}; `on` is {on} by default."
    clock = "Acts on the integration at the instant `at`, or at random instants within it if it is a window."
    if not fault_class.BY_CALLS:
        return f"{clock} It has no `on`."
    return f"{clock} With `on`, calls that it names trigger it during the window `at`."


def _changes() -> str:
    about = "## Changes\n\nA change acts on a system instead of a message: what people and vendors do to it."
    parts = [f"{about} Every change in `chaos` has these keys:\n\n{_table(COMMON_OF_CHANGES)}"]
    for name, change_class in INTERVENTIONS.items():
        passes = " It can be limited in time: `at: 5h..6h`." if change_class.PASSES else ""
        entry_text = f"### {name}\n\n{describe(change_class)}{passes}"
        parts.append(
            f"{entry_text}\n\n{_table(change_class.SETTINGS)}" if change_class.SETTINGS else entry_text
        )
    return "\n\n".join(parts)


def _expect() -> str:
    rows = [f"| `{name}` | {metric.doc} | {metric.kind.expected} |" for name, metric in METRICS.items()]
    return "\n".join(["## Metrics for expect", "", "| metric | meaning | value |", "|---|---|---|", *rows])


def _operations() -> str:
    listed = ", ".join(f"`{name}`" for name in OPERATIONS)
    notices = ", ".join(f"`{name}`" for name in NOTICES)
    return f"## What faults act on\n\nExchanges: {listed}.\n\nNotices: {notices}."
