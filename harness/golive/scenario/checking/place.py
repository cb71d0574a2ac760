"""Where a value is written in the tree of a scenario, for checks of the loaded one."""

from __future__ import annotations

from golive.scenario.loading.errors import ScenarioError
from golive.scenario.loading.tree import Items, Mark, Node, Table


def problem(tree: Table, path: str, expected: str, came: str, hint: str = "") -> ScenarioError:
    """A problem of the value at a path, with the place where it is written."""
    mark = _mark(tree, path)
    return ScenarioError(mark.file, mark.line, path, expected, came, hint)


def _mark(tree: Table, path: str) -> Mark:
    """Where the path is written; where it is a default, the nearest section above it."""
    here: Node = tree
    mark = tree.mark
    for step in path.replace("[", ".[").split(".") if not path.startswith("expect.") else path.split(".", 1):
        if isinstance(here, Items) and step.startswith("["):
            here = here.items[int(step[1:-1])]
        elif isinstance(here, Table) and step in here.entries:
            here = here.entries[step]
        else:
            break
        mark = here.mark
    return mark


def written(tree: Table, path: str) -> Node | None:
    """What is written under a path of keys; None where nothing is."""
    here: Node | None = tree
    for step in path.split("."):
        here = here.entries.get(step) if isinstance(here, Table) else None
    return here
