"""Reading the keys of programs in a candidate file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from golive.candidates.programs.file.command import ATTACHED_READY_MS, MAIN, Attach, Command, Part, Rendered
from golive.candidates.programs.file.kinds import (
    ARGUMENT,
    HOST_NAME,
    OWN_PREFIX,
    PATH_OR_URL,
    URL_PATH,
    VALUE,
    VARIABLE,
)
from golive.keys.declare import Key, Many, Pairs, Section
from golive.keys.process_name import PROCESS
from golive.keys.value_kinds import LASTING, between, choice
from golive.scenario.checking.checker import BAD, Bad, Checker
from golive.scenario.loading.errors import quote
from golive.scenario.loading.tree import Node, Table, Text, describe
from golive.scenario.loading.yaml_reader import join

_COMMAND: Key[Any] = Key(
    "command",
    Many(ARGUMENT, least=1),
    None,
    "The program and its arguments as a list; there is no shell. The working folder is that of the file.",
)
_ENV: Key[Any] = Key(
    "env", Pairs(VARIABLE, VALUE, is_dict=True), None, "More environment variables, as a mapping."
)
_EVERY: Key[Any] = Key(
    "every",
    LASTING,
    None,
    "Simulated time: it is started anew at this interval, as by cron, and is to end by itself.",
)
_OVERLAP: Key[Any] = Key(
    "overlap",
    choice("allow", "skip"),
    "allow",
    "Where the run before is still under way: `allow` starts another one, as cron does; `skip` leaves it out.",
)
PART_KEYS: dict[str, Key[Any]] = {
    "command": _COMMAND,
    "env": _ENV,
    "every": _EVERY,
    "overlap": _OVERLAP,
}
"""The keys of one of several processes."""
_OUTSIDE = dict.fromkeys(
    ("webhook", "hook", "ready", "stop", "files", "hosts", "next"),
    "it is said once for all processes, beside `processes`",
)
PROGRAM_KEYS: dict[str, Key[Any]] = {
    "command": _COMMAND,
    "processes": Key(
        "processes",
        Pairs(PROCESS, VALUE),
        None,
        "Instead of `command`: several programs that run together, by name; each is a command, or a mapping.",
    ),
    "attach": Key(
        "attach",
        Section(Attach),
        None,
        "Instead of `command`: it runs already. `--shop-port` and `--erp-port` say where shop and ERP are; the other "
        "variables are in `candidate.env` in the run folder.",
    ),
    "next": Key(
        "next",
        VALUE,
        None,
        "The next version, which `fault: overlap` with `version: next` starts beside the running one: a command, a "
        "mapping as for one of several processes, or with `processes` all its processes by name; with `python` it is "
        "written as that is.",
    ),
    "every": _EVERY,
    "overlap": _OVERLAP,
    "webhook": Key(
        "webhook",
        PATH_OR_URL,
        None,
        "Path that receives the shop's events, on a port that golive picks; or the whole address, for a program whose "
        "port is fixed. Without it there are no events.",
    ),
    "hook": Key("hook", URL_PATH, None, "Path that receives the checkout's questions, on the same port."),
    "ready": Key(
        "ready",
        LASTING,
        "10s",
        "Real time until that port must accept connections; without a port, until the first request.",
    ),
    "stop": Key(
        "stop",
        LASTING,
        "5s",
        "Real time it may take to end after SIGTERM; then it and its children are killed.",
    ),
    "env": _ENV,
    "time": Key(
        "time",
        choice("own", "follow"),
        "own",
        "`follow`: the program's own clock and waits follow simulated time, by libfaketime, and GOLIVE_SPEED is 1. "
        "`own`: its clock is that of the machine, and it divides its waits by GOLIVE_SPEED.",
    ),
    "hosts": Key(
        "hosts",
        Pairs(HOST_NAME, choice("erp", "shop"), is_dict=True),
        None,
        "Host names that are fixed in the program, and the system that each leads to; `*.example.com` for all below "
        "one. All others are refused by name, also with `hosts: {}`.",
    ),
    "sealed": Key(
        "sealed",
        choice("auto", "yes", "no"),
        "auto",
        "With `hosts`, on Linux: a network of its own, in which nothing else can be reached even by programs that "
        "ignore proxies. `auto` seals where the kernel allows it; otherwise the proxy alone decides.",
    ),
    "reach": Key(
        "reach",
        Many(between(1, 65535, "a port")),
        None,
        "Ports of this machine that a sealed program may reach as well, such as its own database: `[5432]`.",
    ),
    "files": Key(
        "files",
        Many(Section(Rendered)),
        None,
        "Files written before the start, as a list of `{template: config.tpl.json, to: config.json}`; "
        "they are removed after the end.",
    ),
}
"""The keys that are for programs only, in the order of the reference."""

_TURNS = {"every_ms": "every", "overlap": "overlap"}
_TO_START = (*(name for name in _OUTSIDE if name != "ready"), "next", "env", "every", "overlap")
"""Keys without effect on a program that runs already."""
_STARTS_NOTHING = "golive starts nothing here; the program has its own settings"
_SHELL = "there is no shell: each argument stands by itself"
_OTHERWISE = ("command", "processes", "next", "env", "every", "overlap")
"""Keys whose values are read by a function of their own."""


def read_command(checker: Checker, table: Table, folder: Path) -> Command | Bad | None:
    """What the file says of a program; None where it has none."""
    if not {"command", "processes", "attach"} & set(table.entries):
        return None
    plain = {name: key for name, key in PROGRAM_KEYS.items() if name not in _OTHERWISE}
    values = checker.declared(table, "", {name: key for name, key in plain.items() if name in table.entries})
    env = read_env(checker, table.entries.get("env"), "env")
    parts = _parts(checker, table)
    if parts is None:
        return None
    following = _following(checker, table, parts)
    if isinstance(parts, Bad) or isinstance(following, Bad) or isinstance(env, Bad) or BAD in values.values():
        return BAD
    times = {f"{name}_ms": values.pop(name) for name in ("ready", "stop") if name in values}
    if "attach" in values:
        times = {"ready_ms": ATTACHED_READY_MS, **times}
    return Command(parts, folder, env=env, following=following, **times, **values)


def _parts(checker: Checker, table: Table) -> tuple[Part, ...] | Bad | None:
    """The processes, in the order of the file; None where neither `command` nor `processes` is written."""
    if "command" in table.entries:
        main = _part(checker, table, MAIN, "")
        return BAD if isinstance(main, Bad) else (main,)
    if "attach" in table.entries:
        return _nothing_to_start(checker, table)
    node = table.entries.get("processes")
    for name in ("every", "overlap"):
        if node is not None and name in table.entries:
            hint = f"each process has its own: worker: {{command: [...], {name}: ...}}"
            checker.note(table.marks[name], name, "it beside the command of a process", "it here", hint)
    return None if node is None else _processes(checker, node, "processes")


def _following(checker: Checker, table: Table, parts: tuple[Part, ...] | Bad) -> tuple[Part, ...] | Bad:
    """The processes of the next version, written as the present ones are; none where there is none.

    A command alone is started in turns where the present one is.
    """
    node = table.entries.get("next")
    if node is None or "attach" in table.entries:
        return ()
    if "processes" in table.entries:
        return _processes(checker, node, "next")
    part = _described(checker, node, MAIN, "next")
    if isinstance(part, Bad) or isinstance(parts, Bad):
        return BAD
    return (part if isinstance(node, Table) else replace(parts[0], arguments=part.arguments, env={}),)


def _processes(checker: Checker, node: Node, path: str) -> tuple[Part, ...] | Bad:
    """Several processes by name."""
    if not isinstance(node, Table) or not node.entries:
        came = describe(node)
        return checker.note(node.mark, path, "a mapping such as worker: [node, worker.mjs]", came)
    found = [_process(checker, node, name, path) for name in node.entries]
    parts = tuple(each for each in found if not isinstance(each, Bad))
    return parts if len(parts) == len(found) else BAD


def _nothing_to_start(checker: Checker, table: Table) -> tuple[Part, ...] | Bad:
    """No processes; what is about starting one is noted."""
    found = [name for name in _TO_START if name in table.entries]
    for name in found:
        hint = _STARTS_NOTHING
        if name in ("webhook", "hook"):
            hint = f"write it below attach: attach: {{{name}: http://127.0.0.1:9000/hooks}}"
        checker.note(table.marks[name], name, "nothing of the kind beside attach", f"the key {name}", hint)
    return BAD if found else ()


def _process(checker: Checker, processes: Table, name: str, within: str) -> Part | Bad:
    path = join(within, name)
    if isinstance(checker.value(PROCESS, Text(name, processes.marks[name]), path), Bad):
        return BAD
    return _described(checker, processes.entries[name], name, path)


def _described(checker: Checker, node: Node, name: str, path: str) -> Part | Bad:
    """A process that is a command or a mapping."""
    if not isinstance(node, Table):
        arguments = _arguments(checker, node, path)
        return BAD if isinstance(arguments, Bad) else Part(name, arguments)
    if isinstance(checker.table(node, path, PART_KEYS, "a command, or a mapping", _OUTSIDE), Bad):
        return BAD
    if "command" not in node.entries:
        return checker.note(node.mark, path, "the key command", "none", "write command: [node, worker.mjs]")
    return _part(checker, node, name, path)


def _part(checker: Checker, table: Table, name: str, path: str) -> Part | Bad:
    """The process that a table with `command` describes; `env` of the file itself is for all of them."""
    arguments = _arguments(checker, table.entries["command"], join(path, "command"))
    env = read_env(checker, table.entries.get("env") if path else None, join(path, "env"))
    written = {field: PART_KEYS[key] for field, key in _TURNS.items() if key in table.entries}
    values = checker.declared(table, path, written)
    if "overlap" in table.entries and "every" not in table.entries:
        mark, hint = table.marks["overlap"], "write every: 5m, or leave it out"
        return checker.note(mark, join(path, "overlap"), "it beside `every`", "it alone", hint)
    if isinstance(arguments, Bad) or isinstance(env, Bad) or BAD in values.values():
        return BAD
    return Part(name, arguments, env, **values)


def _arguments(checker: Checker, node: Node, path: str) -> tuple[str, ...] | Bad:
    if isinstance(node, Text) and node.text:
        wanted = "a list such as [node, connector.mjs]"
        return checker.note(node.mark, path, wanted, describe(node), _SHELL)
    found: tuple[str, ...] | Bad = checker.value(_COMMAND.shape, node, path)
    return found


def read_env(checker: Checker, node: Node | None, path: str) -> Mapping[str, str] | Bad:
    """The variables of a file or a process."""
    if node is None:
        return {}
    if not isinstance(node, Table):
        return checker.note(node.mark, path, "a mapping such as LOG_LEVEL: debug", describe(node))
    found: dict[str, Any] = {}
    for name, entry in node.entries.items():
        if not name or "=" in name or not name.isprintable():
            checker.note(node.marks[name], path, VARIABLE.expected, quote(name))
        elif name.startswith(OWN_PREFIX):
            came = "one that golive sets itself"
            checker.note(node.marks[name], join(path, name), "a name of your own", came)
        else:
            found[name] = checker.value(VALUE, entry, join(path, name))
    return BAD if BAD in found.values() else found
