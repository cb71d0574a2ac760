"""Which Python program to run, and how."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from golive.candidates.programs.file.command import Rendered

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
    files: tuple[Rendered, ...] = ()
    """Configuration files, written before the first start and removed after the run."""
    following: str = ""
    """What the next version is, written as `named`; "" for none."""

    def next(self) -> Entry:
        """The entry of the next version, which has all settings of this one."""
        return replace(self, kind=kind_of(self.following), named=self.following)

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
    return Entry(kind_of(named), named, folder, **options)


def kind_of(named: str) -> Kind:
    """What a text names."""
    return "script" if named.endswith(".py") else "function" if ":" in named else "command"
