"""Loading: find the file, read it, merge it over its base, apply the overrides, check everything."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from golive.chaos.faults import FAULTS
from golive.keys.declare import FaultKinds, Section
from golive.keys.value_kinds import LASTING
from golive.scenario.checking.chaos_list import read_chaos
from golive.scenario.checking.checker import Checker
from golive.scenario.checking.consistency import contradictions
from golive.scenario.checking.nonsense import refusals, warnings
from golive.scenario.checking.overrides_without_effect import without_effect
from golive.scenario.loading.aliases import rename
from golive.scenario.loading.errors import ScenarioError, raise_all
from golive.scenario.loading.files import Source, bundled_names, open_source
from golive.scenario.loading.overrides import override
from golive.scenario.loading.profiles import lay_beneath
from golive.scenario.loading.short_forms import spell_out
from golive.scenario.loading.tree import Table, Text, merge
from golive.scenario.loading.yaml_reader import read_tree
from golive.scenario.model.scenario import Scenario

_LONGEST_LINE = 10


def load(name_or_path: str, sets: Sequence[str] = (), *, fault_kinds: FaultKinds = FAULTS) -> Scenario:
    """The scenario of that name or path, with the overrides (`path=value`) carried out.

    Raises ScenarioError, whose `.problems` are all problems found.
    """
    folders: list[Path] = []
    tree = _with_bases(open_source(name_or_path), (), folders)
    refused = [problem for argument in sets for problem in _override(tree, argument)]
    raise_all(refused)
    named = _named(tree)
    tree = lay_beneath(tree)
    checker = Checker(fault_kinds, _duration_ms(tree), read_chaos, folders)
    scenario = checker.value(Section(Scenario), tree, "")
    raise_all(checker.problems)
    assert isinstance(scenario, Scenario)
    raise_all([*contradictions(scenario, tree), *refusals(scenario, tree), *without_effect(scenario, tree)])
    return replace(scenario, named=named, warnings=tuple(map(str, warnings(scenario, tree))))


def load_written(data: Mapping[str, Any], shown: str) -> Scenario:
    """The scenario of a run record, as `dump` wrote it. `shown` names the record in messages. Raises ScenarioError."""
    tree = read_tree(json.dumps(data).encode(), shown)
    named = _named(tree)
    checker = Checker(FAULTS, _duration_ms(tree), read_chaos, [])
    scenario = checker.value(Section(Scenario), lay_beneath(tree), "")
    raise_all(checker.problems)
    assert isinstance(scenario, Scenario)
    return replace(scenario, named=named)


def _named(tree: Table) -> tuple[str, ...]:
    """What a scenario names under `erp` by itself, before its profiles lie beneath it."""
    erp = tree.entries.get("erp")
    found: list[str] = []
    for section in ("rules", "quirks", "others"):
        entries = erp.entries.get(section) if isinstance(erp, Table) else None
        found += [f"{section} {name}" for name in (entries.entries if isinstance(entries, Table) else ())]
    return tuple(found)


def names() -> list[tuple[str, str]]:
    """The bundled scenarios: name and first sentence of the description."""
    found = []
    for name in bundled_names():
        about = _with_bases(open_source(name), (), []).entries.get("about")
        words = " ".join(about.text.split()) if isinstance(about, Text) else ""
        sentence, stop, _ = words.partition(". ")
        found.append((name, sentence + stop.strip()))
    return found


def _with_bases(source: Source, above: tuple[Source, ...], folders: list[Path]) -> Table:
    """The tree of a file merged over the trees of its bases. Adds the folders of all of them to `folders`."""
    if source.folder is not None:
        folders.append(source.folder)
    tree = spell_out(rename(read_tree(source.data, source.shown)))
    base = tree.entries.get("base")
    if not isinstance(base, Text) or not base.text:
        return tree
    mark = base.mark
    chain = (*above, source)
    try:
        below = open_source(base.text, source.folder)
    except ScenarioError as why:
        raise ScenarioError(
            source.shown, mark.line, "base", why.expected, _came(base.text, why), why.hint
        ) from why
    if below.identity in {each.identity for each in chain} or len(chain) >= _LONGEST_LINE:
        line = " -> ".join(each.shown for each in (*chain, below))
        raise ScenarioError(source.shown, mark.line, "base", "a scenario that does not come back here", line)
    return merge(_with_bases(below, chain, folders), tree)


def _came(name: str, why: ScenarioError) -> str:
    return why.came if name in why.came else f"{name}: {why.came}"


def _override(tree: Table, argument: str) -> Sequence[ScenarioError]:
    try:
        override(tree, argument)
    except ScenarioError as why:
        return why.problems
    return ()


def _duration_ms(tree: Table) -> int | None:
    clock = tree.entries.get("clock")
    duration = clock.entries.get("duration") if isinstance(clock, Table) else None
    try:
        return LASTING.parse(duration.text) if isinstance(duration, Text) else None
    except ValueError:
        return None
