"""Which Python program to run, and how."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

DEFAULT_READY_MS = 10_000

Kind = Literal["script", "function", "command"]


@dataclass(frozen=True, slots=True)
class Entry:
    """`kind` says what `named` is: the path of a script, `module:function`, or the console command of a package.

    `folder` is the working directory, where modules are looked for as well. `interpreter` is another Python's path, ""
    for that of golive. `ready_ms` is simulated time until the port of `webhook` must be open.
    """

    kind: Kind
    named: str
    folder: Path
    arguments: tuple[str, ...] = ()
    interpreter: str = ""
    webhook: str | None = None
    hook: str | None = None
    ready_ms: int = DEFAULT_READY_MS
    env: Mapping[str, str] = field(default_factory=dict)
    hosts: Mapping[str, str] | None = None
    """Names of other machines and the system that each leads to; None: none of them can be reached."""
    following: str = ""
    """The function of the next version, for a coroutine function."""

    def settings(self) -> dict[str, Any]:
        """What the process is told of it, as JSON values."""
        named = str((self.folder / self.named).absolute()) if self.kind == "script" else self.named
        folders = [str(self.folder)] if self.kind == "function" else []
        return {
            self.kind: named,
            "arguments": list(self.arguments),
            "folders": folders,
            "more_folders": [] if self.interpreter else [each for each in sys.path if each],
        }


def entry_of(named: str, folder: Path, **options: Any) -> Entry:
    """The entry that `named` means; `options` are further fields of `Entry`."""
    kind: Kind = "script" if named.endswith(".py") else "function" if ":" in named else "command"
    return Entry(kind, named, folder, **options)
