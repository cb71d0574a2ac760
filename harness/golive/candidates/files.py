"""Candidate files: how to start a program, which function to run, or which design to carry out.

    name: warehouse-connector            # optional; the file's name otherwise
    command: ["{python}", connector.py]  # or  python: module:function   or  design: {workers: 2}
    next: module:function                # the next version, beside python, for the fault overlap
    webhook: /hooks/orders               # the rest is for programs only
    hook: /hooks/checkout                # answers what the checkout asks (shop.hooks of the scenario)
    ready: 10s                           # real time until the webhook's port must accept connections
    stop: 5s                             # real time between the request to end and the end
    env: {LOG_LEVEL: debug}

Strict in the same way as scenarios: every problem is a `ScenarioError` with file, line and key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from golive.candidates.reference.design import Design
from golive.keys.declare import Key, Many
from golive.keys.value_kinds import LASTING, PROSE, Kind, choice, pattern, require, word
from golive.scenario.checking.checker import BAD, Bad, Checker
from golive.scenario.loading.errors import ScenarioError, ScenarioErrors, quote, raise_all
from golive.scenario.loading.tree import Node, Table, Text, describe
from golive.scenario.loading.yaml_reader import LARGEST_BYTES, join, read_tree

DEFAULT_READY_MS = 10_000
DEFAULT_STOP_MS = 5_000


@dataclass(frozen=True, slots=True)
class Command:
    """How to run a program. `folder` is its working directory; times are milliseconds of real time."""

    arguments: tuple[str, ...]
    folder: Path
    webhook: str | None = None
    hook: str | None = None
    ready_ms: int = DEFAULT_READY_MS
    stop_ms: int = DEFAULT_STOP_MS
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """The content of a candidate file. One of `command`, `python` (`module:function`) and `design` is given.

    `next` is the function of the next version, for `fault: overlap`. `design` are the settings that differ from those
    of the reference, by the field of `Design`.
    """

    name: str
    path: Path
    about: str = ""
    command: Command | None = None
    python: str | None = None
    next: str | None = None
    design: dict[str, Any] | None = None

    @property
    def folder(self) -> Path:
        """The folder of relative paths."""
        return self.path.parent


def _any_text(text: str) -> str:
    if "\0" in text:
        raise ValueError("it contains a NUL character")
    return text


def _argument(text: str) -> str:
    if not text:
        raise ValueError("leave it out")
    return _any_text(text)


def _number(text: str) -> float:
    return float(require(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?", text)[0])


def _whole(text: str) -> int:
    return int(require(r"-?(?:0|[1-9][0-9]{0,11})", text)[0])


_NAME = word("a name such as warehouse-connector", r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
_ARGUMENT = Kind("argument", "an argument of the command", _argument, str, {"type": "string"})
_WEBHOOK = word("a path such as /hooks/orders", r"/[!-~]{0,200}")
_PYTHON = word(
    "a function such as mypackage.connector:integrate", r"[A-Za-z_][\w.]{0,200}:[A-Za-z_]\w{0,100}"
)
_VALUE = Kind("text", "the value of an environment variable", _any_text, str, {"type": "string"})
_NUMBER = Kind("number", "a number", _number, str, pattern(r"-?[0-9.]+", numbers=True), is_number=True)
_WHOLE = Kind("number", "a whole number", _whole, str, {"type": "integer"}, is_number=True)
_TRUTH = choice("true", "false")
_WORDS = Kind("text", "a text", _any_text, str, {"type": "string"}, is_text=True)

_WAYS = ("command", "python", "design")
_KEYS: dict[str, Key[Any]] = {
    "name": Key("name", _NAME, None),
    "about": Key("about", PROSE, None),
    "command": Key("command", Many(_ARGUMENT, least=1), None),
    "python": Key("python", _PYTHON, None),
    "next": Key("next", _PYTHON, None),
    "webhook": Key("webhook", _WEBHOOK, None),
    "hook": Key("hook", _WEBHOOK, None),
    "ready": Key("ready", LASTING, None),
    "stop": Key("stop", LASTING, None),
}
_PROGRAM_ONLY = ("webhook", "hook", "ready", "stop", "env")
_INSTEAD = {
    "a scenario": "a candidate",
    "a mapping such as name: black-friday": 'a mapping such as command: ["{python}", connector.py]',
}


def load(path: str | Path) -> CandidateFile:
    """Read a candidate file. Raises ScenarioError, whose `.problems` are all problems of the file."""
    shown = str(path)
    data = _data(Path(path), shown)
    tree = _tree(data, shown)
    checker = Checker({}, None, lambda _checker, _node, _path: BAD)
    table = checker.table(tree, "", [*_KEYS, "env", "design"], "a mapping", {})
    assert isinstance(table, Table)
    ways = [way for way in _WAYS if way in table.entries]
    _not_a_shell(checker, table)
    values = checker.declared(table, "", {key: _KEYS[key] for key in _KEYS if key in table.entries})
    env = _env(checker, table)
    design = _design(checker, table)
    _one_way(checker, table, ways)
    raise_all(checker.problems)
    assert not isinstance(env, Bad)
    assert not isinstance(design, Bad)
    file = Path(path).absolute()
    command = None
    if "command" in values:
        command = Command(
            values["command"],
            file.parent,
            values.get("webhook"),
            values.get("hook"),
            values.get("ready", DEFAULT_READY_MS),
            values.get("stop", DEFAULT_STOP_MS),
            env,
        )
    name = values.get("name") or file.stem
    python, following = values.get("python"), values.get("next")
    return CandidateFile(name, file, values.get("about", ""), command, python, following, design)


def _data(path: Path, shown: str) -> bytes:
    try:
        if path.is_dir():
            raise ScenarioError(quote(shown), None, "", "a candidate file", "a directory")
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise ScenarioError(quote(shown), None, "", "a candidate file", "nothing at this path") from None
    except (OSError, ValueError) as why:
        came = f"a path that cannot be opened ({quote(str(why))})"
        raise ScenarioError(quote(shown), None, "", "a candidate file", came) from why
    if len(data) > LARGEST_BYTES:
        raise ScenarioError(shown, None, "", "a candidate file of at most 1 MB", "more")
    return data


def _tree(data: bytes, shown: str) -> Table:
    """The tree of the file; messages of the reader about scenarios are adapted."""
    try:
        return read_tree(data, shown)
    except ScenarioErrors:
        raise
    except ScenarioError as why:
        wanted = _INSTEAD.get(why.expected)
        if wanted is None:
            raise
        hint = "write command:, python: or design:"
        raise ScenarioError(why.file, why.line, why.path, wanted, why.came, hint) from None


def _not_a_shell(checker: Checker, table: Table) -> None:
    command = table.entries.get("command")
    if isinstance(command, Text) and command.text:
        hint = "there is no shell: each argument stands by itself"
        checker.note(command.mark, "command", "a list such as [node, connector.mjs]", describe(command), hint)
        del table.entries["command"]


def _one_way(checker: Checker, table: Table, ways: list[str]) -> None:
    """Exactly one of the three ways in, and nothing that belongs to another."""
    if not ways:
        checker.note(table.mark, "", "one of the keys command, python, design", "none of them")
    for extra in ways[1:]:
        checker.note(table.marks[extra], extra, f"only one way to run it ({ways[0]})", "a second one")
    if "next" in table.entries and ways and "python" not in ways:
        checker.note(
            table.marks["next"],
            "next",
            f"nothing of the kind beside {ways[0]}",
            "the key next",
            "it is the next version of a function, beside python",
        )
    if "command" not in ways:
        for name in _PROGRAM_ONLY:
            if name in table.entries and ways:
                checker.note(
                    table.marks[name],
                    name,
                    f"nothing of the kind beside {ways[0]}",
                    f"the key {name}",
                    "it is for programs, which have a command",
                )


def _env(checker: Checker, table: Table) -> dict[str, str] | Bad:
    node = table.entries.get("env")
    if node is None:
        return {}
    if not isinstance(node, Table):
        return checker.note(node.mark, "env", "a mapping such as LOG_LEVEL: debug", describe(node))
    found: dict[str, Any] = {}
    for name, entry in node.entries.items():
        if not name or "=" in name or not name.isprintable():
            checker.note(node.marks[name], "env", "the name of an environment variable", quote(name))
        elif name.startswith("GOLIVE_"):
            checker.note(
                node.marks[name], join("env", name), "a name of your own", "one that golive sets itself"
            )
        else:
            found[name] = checker.value(_VALUE, entry, join("env", name))
    return BAD if BAD in found.values() else found


def _design(checker: Checker, table: Table) -> dict[str, Any] | Bad | None:
    node: Node | None = table.entries.get("design")
    if node is None:
        return None
    if isinstance(node, Text) and not node.text:  # `design:` alone is the reference as it stands
        return {}
    hints = get_type_hints(Design)
    settings = {
        each.name: Key(each.name, _kind_of(hints[each.name]), None) for each in fields(Design) if each.init
    }
    checked = checker.table(node, "design", settings, "a mapping such as {workers: 2}", {})
    if isinstance(checked, Bad):
        return BAD
    values = checker.declared(
        checked, "design", {name: key for name, key in settings.items() if name in checked.entries}
    )
    if BAD in values.values():
        return BAD
    try:
        Design(**values)
    except ValueError as why:
        return checker.note(checked.mark, "design", "a design that can be carried out", quote(str(why)))
    return values


def _kind_of(annotation: Any) -> Kind[Any]:
    """How a field of that type is written. Raises TypeError for types that cannot be written in a file."""
    if get_origin(annotation) is Literal:
        return choice(*get_args(annotation))
    if annotation is bool:
        return Kind(
            "truth", "true or false", lambda text: _TRUTH.parse(text) == "true", str, {"type": "boolean"}
        )
    kinds: dict[Any, Kind[Any]] = {int: _WHOLE, float: _NUMBER, str: _WORDS}
    if annotation not in kinds:
        raise TypeError(f"a setting of the type {annotation} has no written form")
    return kinds[annotation]
