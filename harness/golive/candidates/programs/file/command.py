"""What a candidate file says of a program. Times are milliseconds of real time unless stated otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from golive.candidates.programs.file.kinds import PATH, URL
from golive.keys.declare import optional, setting

DEFAULT_READY_MS = 10_000
DEFAULT_STOP_MS = 5_000
ATTACHED_READY_MS = 60_000
MAIN = "main"
"""The name of the only process of a candidate with `command:`."""


@dataclass(frozen=True, slots=True)
class Part:
    """One process of a candidate: its command line and the variables that it alone gets.

    With `every_ms`, in simulated time, it is started anew at that interval; `overlap`: also while the run before is
    under way.
    """

    name: str
    arguments: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    every_ms: int | None = None
    overlap: Literal["allow", "skip"] = "allow"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file written before the start: `template` with the names of the run filled in, as `to`.

    Both are relative to the folder of the candidate file; `to` may itself contain names.
    """

    template: str = setting("template", PATH, "The file with names in braces.")
    to: str = setting("to", PATH, "Where it is written; nothing may be there.")


@dataclass(frozen=True, slots=True)
class Attach:
    """A candidate that runs already: where it receives what the shop sends."""

    webhook: str | None = optional(
        "webhook", URL, "Where the shop sends its events; without it there are none."
    )
    hook: str | None = optional("hook", URL, "Where the checkout asks its questions.")


@dataclass(frozen=True, slots=True)
class Command:
    """How to run a program. `folder` is its working directory. With `attach` there are no `parts`: it runs already."""

    parts: tuple[Part, ...]
    folder: Path
    webhook: str | None = None
    """A path on a port that golive picks, or an address of the program's own."""
    hook: str | None = None
    ready_ms: int = DEFAULT_READY_MS
    stop_ms: int = DEFAULT_STOP_MS
    env: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Rendered, ...] = ()
    attach: Attach | None = None
    hosts: Mapping[str, str] | None = None
    """Names of other machines and the system that each leads to; None: what it calls is not looked after."""
    time: Literal["own", "follow"] = "own"
    sealed: Literal["auto", "yes", "no"] = "auto"
    following: tuple[Part, ...] = ()
    """The processes of the next version, which `fault: overlap` starts beside the present one; none: it has none."""
    reach: tuple[int, ...] = ()
    """Ports of this machine that can be reached from within the seal."""
