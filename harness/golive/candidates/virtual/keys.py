"""Reading the keys of Python programs in a candidate file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from golive.candidates.programs.file.keys import PROGRAM_KEYS, read_env
from golive.candidates.programs.file.kinds import ARGUMENT, URL_PATH
from golive.candidates.virtual.entry import Entry, entry_of
from golive.keys.declare import Key, Many
from golive.keys.value_kinds import LASTING, word
from golive.scenario.checking.checker import BAD, Bad, Checker
from golive.scenario.loading.tree import Table

_PYTHON = word(
    "a script such as connector.py, a function such as mypackage.connector:main, or the command of a package",
    r"[A-Za-z_][\w.]{0,200}:[A-Za-z_]\w{0,100}|[^\0\n:]{1,500}\.py|[A-Za-z0-9][\w.-]{0,100}",
)
_INTERPRETER = word("the path of a Python interpreter", r"[^\0\n]{1,500}")
PYTHON_KEYS: dict[str, Key[Any]] = {
    "python": Key(
        "python",
        _PYTHON,
        None,
        "Instead of `command`: a Python program or coroutine in simulated time: `connector.py`, `module:function`, or "
        "the console command of an installed package, or a module as for `python -m`.",
    ),
    "next": Key(
        "next",
        _PYTHON,
        None,
        "The next version, written as `python` is and of its kind, with the same settings: `fault: overlap` with "
        "`version: next` starts it beside the present one.",
    ),
    "arguments": Key("arguments", Many(ARGUMENT), None, "The command line of the Python program, as a list."),
    "interpreter": Key(
        "interpreter",
        _INTERPRETER,
        None,
        "The Python that has the packages of the program, such as `.venv/bin/python`; that of golive otherwise.",
    ),
    **{name: PROGRAM_KEYS[name] for name in ("hook", "hosts", "env", "files")},
    "webhook": Key(
        "webhook", URL_PATH, None, "Path that receives the shop's events, on GOLIVE_WEBHOOK_PORT."
    ),
    "ready": Key("ready", LASTING, None, "Simulated time until that port must be open; 10s otherwise."),
}
"""The keys of a Python program; those that programs of other languages have too may differ."""
ONLY_PYTHON = ("python", "next", "arguments", "interpreter")


def read_entry(checker: Checker, table: Table, folder: Path) -> Entry | Bad | None:
    """What the file says of a Python program; None where it has none."""
    if "python" not in table.entries:
        return None
    plain = {name: key for name, key in PYTHON_KEYS.items() if name in table.entries and name != "env"}
    values = checker.declared(table, "", plain)
    env = read_env(checker, table.entries.get("env"), "env")
    if isinstance(env, Bad) or BAD in values.values():
        return BAD
    if "interpreter" in values:
        values["interpreter"] = str(folder / Path(values["interpreter"]).expanduser())
    if "ready" in values:
        values["ready_ms"] = values.pop("ready")
    following = values.pop("next", "")
    return replace(entry_of(values.pop("python"), folder, env=env, **values), following=following)
