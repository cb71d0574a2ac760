"""Candidate files: how to start a program, which function to run, or which design to carry out.

    name: warehouse-connector            # optional; the file's name otherwise
    command: ["{python}", connector.py]  # or  processes:, attach:, python: connector.py, design: {workers: 2}
    webhook: /hooks/orders               # the rest is for programs only; docs/candidates.md has all keys

Strict in the same way as scenarios: every problem is a `ScenarioError` with file, line and key.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from golive.candidates.designs.decision import Decision
from golive.candidates.designs.price import FREE, Price
from golive.candidates.designs.reading import read_design
from golive.candidates.programs.file.command import Command
from golive.candidates.programs.file.keys import PROGRAM_KEYS, read_command
from golive.candidates.virtual.entry import Entry
from golive.candidates.virtual.keys import PYTHON_KEYS, read_entry
from golive.judge.claims.vocabulary import CLAIM, Stated
from golive.keys.declare import Key, Many, Section
from golive.keys.value_kinds import PROSE, word
from golive.scenario.checking.checker import BAD, Bad, Checker
from golive.scenario.loading.errors import raise_all
from golive.scenario.loading.one_file import content
from golive.scenario.loading.tree import Table
from golive.scenario.loading.yaml_reader import Wanted, read_tree


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """The content of a candidate file. One of `command`, `python` and `design` is given.

    `python` is the path of a script, `module:function`, or the console command of a package; `entry` is how to run
    that as a program. `design` are the flat settings that differ from those of the reference, by the field of `Design`;
    `decision` is a design by domain. `price` is what its operation costs; `claims` are
    tested after each run.
    """

    name: str
    path: Path
    about: str = ""
    command: Command | None = None
    python: str | None = None
    design: dict[str, Any] | None = None
    decision: Decision | None = None
    entry: Entry | None = None
    price: Price = FREE
    claims: tuple[Stated, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder of relative paths."""
        return self.path.parent


_NAME = word("a name such as warehouse-connector", r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")

_WAYS = ("command", "processes", "attach", "python", "design")
KEYS: dict[str, Key[Any]] = {
    "name": Key("name", _NAME, None, "What reports call it; the name of the file otherwise."),
    "about": Key("about", PROSE, None, "A sentence for people."),
    "claims": Key(
        "claims",
        Many(CLAIM, lone=True),
        None,
        "What is claimed of it, as a list of sentences; each is tested after a run.",
    ),
    "price": Key(
        "price",
        Section(Price),
        None,
        "What its operation costs, for comparisons: `{month: 900 EUR, thousand_calls: 2 EUR}`.",
    ),
}
"""The keys of every candidate file; those of programs are in `golive.candidates.programs.file.keys`."""
_BESIDE: dict[str, Collection[str]] = {
    **dict.fromkeys(("command", "processes", "attach"), PROGRAM_KEYS),
    "python": PYTHON_KEYS,
    "design": ("design",),
}
"""The keys that may stand beside each of the ways to run a candidate."""
_BEGINS = "write command:, python: or design:"
_WANTED = Wanted("a candidate", 'command: ["{python}", connector.py]', _BEGINS, _BEGINS)


def load(path: str | Path) -> CandidateFile:
    """Read a candidate file. Raises ScenarioError, whose `.problems` are all problems of the file."""
    shown = str(path)
    data = content(Path(path), shown, "a candidate file")
    tree = read_tree(data, shown, _WANTED)
    checker = Checker({}, None, lambda _checker, _node, _path: BAD)
    checker.places = {}
    table = checker.table(tree, "", [*KEYS, *PROGRAM_KEYS, *PYTHON_KEYS, "design"], "a mapping", {})
    assert isinstance(table, Table)
    ways = [way for way in _WAYS if way in table.entries]
    values = checker.declared(table, "", {key: KEYS[key] for key in KEYS if key in table.entries})
    file = Path(path).absolute()
    command = read_command(checker, table, file.parent)
    entry = read_entry(checker, table, file.parent)
    design = read_design(checker, table)
    _one_way(checker, table, ways)
    raise_all(checker.problems)
    assert not isinstance(design, Bad)
    assert not isinstance(command, Bad)
    assert not isinstance(entry, Bad)
    name = values.get("name") or file.stem
    python = None if entry is None else entry.named
    return CandidateFile(
        name,
        file,
        values.get("about", ""),
        command,
        python,
        None if isinstance(design, Decision) else design,
        design if isinstance(design, Decision) else None,
        entry,
        values.get("price", FREE),
        values.get("claims", ()),
    )


def _one_way(checker: Checker, table: Table, ways: list[str]) -> None:
    """Exactly one of the three ways in, and nothing that belongs to another."""
    if not ways:
        checker.note(table.mark, "", f"one of the keys {', '.join(_WAYS)}", "none of them")
    for extra in ways[1:]:
        checker.note(table.marks[extra], extra, f"only one way to run it ({ways[0]})", "a second one")
    if not ways:
        return
    for name in table.entries:
        owners = [way for way, names in _BESIDE.items() if name in names and way != name]
        if owners and name not in _BESIDE[ways[0]]:
            checker.note(
                table.marks[name],
                name,
                f"nothing of the kind beside {ways[0]}",
                f"the key {name}",
                f"it belongs to {_either(owners)}",
            )


def _either(names: list[str]) -> str:
    """The names with `or` before the last."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
