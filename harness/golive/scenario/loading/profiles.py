"""Profiles of ERPs: what `erp.profile` names lies beneath the `erp` section, as a base lies beneath a scenario."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp import profiles
from golive.scenario.loading.aliases import rename
from golive.scenario.loading.short_forms import spell_out
from golive.scenario.loading.tree import Items, Node, Table, Text, merge, plain
from golive.scenario.loading.yaml_reader import read_tree

ABOUT, FOLLOWS = "about", "follows"


@dataclass(frozen=True, slots=True)
class Profile:
    """A bundled profile: a description and the published facts it follows."""

    name: str
    about: str
    follows: tuple[str, ...]


def bundled() -> list[Profile]:
    """All profiles, the default first."""
    found = []
    for name in profiles.NAMES:
        words = _file(name).entries
        follows = plain(words[FOLLOWS])
        assert isinstance(follows, list)
        found.append(Profile(name, " ".join(str(plain(words[ABOUT])).split()), tuple(map(str, follows))))
    return found


def lay_beneath(tree: Table) -> Table:
    """The tree over the profiles it names, the later over the earlier. Unknown names are left to the checker."""
    erp = tree.entries.get("erp")
    named = erp.entries.get("profile") if isinstance(erp, Table) else None
    below = tree
    for name in reversed(_names(named)):
        below = merge(_section(name), below)
    return below


def _names(node: Node | None) -> list[str]:
    items = node.items if isinstance(node, Items) else [node]
    return [item.text for item in items if isinstance(item, Text) and item.text in profiles.NAMES]


def _section(name: str) -> Table:
    """A profile as a scenario that has nothing but an `erp` section."""
    file = _file(name)
    entries = {key: node for key, node in file.entries.items() if key not in (ABOUT, FOLLOWS)}
    return spell_out(
        rename(Table({"erp": Table(entries, file.mark, file.marks)}, file.mark, {"erp": file.mark}))
    )


def _file(name: str) -> Table:
    return read_tree(profiles.read(name), f"profiles/{name}.yaml")
