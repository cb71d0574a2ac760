"""`--set path=value`: one value of the tree replaced before anything is checked."""

from __future__ import annotations

import re

from golive.scenario.loading.aliases import full_names, rename
from golive.scenario.loading.errors import ScenarioError, quote
from golive.scenario.loading.short_forms import full_path
from golive.scenario.loading.tree import Items, Mark, Node, Table, describe
from golive.scenario.loading.yaml_reader import read_flow

_STEP = re.compile(r"([^.\[\]]+)((?:\[[0-9]{1,6}\])*)")
_FLAT = "expect"
"""Below this key names contain dots themselves: expect.orders.lost is one key."""


def override(tree: Table, argument: str) -> None:
    """Carry out one `path=value`. Whether the path is a known one, the check of the whole tree finds out."""
    path, equals, text = argument.partition("=")
    path = path.strip()
    mark = Mark(f"--set {quote(path)}", None)
    if not equals or not path:
        raise ScenarioError("--set", None, "", "path=value such as clock.duration=20m", quote(argument))
    if path == "base":
        hint = "write a file with base: and what differs"
        raise ScenarioError(mark.file, None, "", "a key of the scenario", "the key base", hint)
    value = read_flow(text.strip(), mark)
    _put(tree, full_path(full_names(_steps(path, mark)), value), value, mark)
    rename(tree)


def _steps(path: str, mark: Mark) -> list[str | int]:
    parts = [_FLAT, path.partition(".")[2]] if path.startswith(f"{_FLAT}.") else path.split(".")
    steps: list[str | int] = []
    for part in parts:
        found = _STEP.fullmatch(part)
        if parts[0] == _FLAT and part != _FLAT:
            steps.append(part)
        elif found is None:
            raise ScenarioError(mark.file, None, "", "a path such as chaos[1].chance", quote(path))
        else:
            steps += [found[1], *(int(at) for at in re.findall(r"[0-9]+", found[2]))]
    return steps


def _put(tree: Table, steps: list[str | int], value: Node, mark: Mark) -> None:
    here: Node = tree
    path = ""
    for at, step in enumerate(steps):
        below = value if at == len(steps) - 1 else None
        if isinstance(step, str):
            here, path = _into_table(here, path, step, below, mark), f"{path}.{step}" if path else step
        else:
            here, path = _into_list(here, path, step, below, mark), f"{path}[{step}]"


def _into_table(here: Node, path: str, key: str, value: Node | None, mark: Mark) -> Node:
    if not isinstance(here, Table):
        raise ScenarioError(mark.file, None, path, f"a mapping to set {quote(key)} in", describe(here))
    if value is not None:
        here.entries[key] = value
        here.marks[key] = mark
    elif key not in here.entries:
        here.entries[key] = Table({}, mark)
        here.marks[key] = mark
    return here.entries[key]


def _into_list(here: Node, path: str, index: int, value: Node | None, mark: Mark) -> Node:
    if isinstance(here, Table) and not here.entries:
        came = "none: the scenario does not write this list"
        raise ScenarioError(
            mark.file, None, path, f"a list with an entry [{index}]", came, f"set {path} as a whole"
        )
    if not isinstance(here, Items):
        raise ScenarioError(mark.file, None, path, "a list", describe(here))
    if index >= len(here.items):
        came = f"a list of {len(here.items)}" if here.items else "an empty list"
        raise ScenarioError(
            mark.file, None, path, f"a list with an entry [{index}]", came, "entries count from 0"
        )
    if value is not None:
        here.items[index] = value
    return here.items[index]
