"""Starting the processes of a candidate: command line, environment and log."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from golive.candidates.programs.environment import inherited
from golive.candidates.programs.file.command import MAIN, Command, Part
from golive.candidates.programs.file.names import UnknownName, fill
from golive.candidates.programs.pace import Pace
from golive.errors import CandidateFailed
from golive.live.outside.sealing import Seal
from golive.live.process import Process
from golive.machine.faketime import forget


class Launcher:
    """Starts processes with the names of the run filled in. Raises CandidateFailed, also at construction.

    The variables of the candidate file replace those `beneath` and are replaced by those of `env`.
    """

    def __init__(
        self,
        command: Command,
        values: Mapping[str, str],
        env: Mapping[str, str],
        log_file: Path,
        beneath: Mapping[str, str] = MappingProxyType({}),
        seal: Seal | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._seal = seal
        self._pace = pace
        self._pids: list[int] = []
        self._command = command
        self._log_file = log_file
        self.has_started = False
        """Whether the log exists: it is appended to."""
        self.mark = ""
        """What stands before each line of processes that are started from now on."""
        env_of = {name: _filled(f"env.{name}", text, values) for name, text in command.env.items()}
        self._env = {**inherited(), **beneath, **env_of, **env}
        self._arguments: dict[str, list[str]] = {}
        self._own: dict[str, dict[str, str]] = {}
        for part in command.parts:
            place = "command" if part.name == MAIN else f"processes.{part.name}"
            self._arguments[part.name] = [_filled(place, text, values) for text in part.arguments]
            self._own[part.name] = {
                name: _filled(f"{place}.env.{name}", text, values) for name, text in part.env.items()
            }

    def check(self, part: Part) -> None:
        """Raises CandidateFailed where there is no such program, or where it cannot follow simulated time."""
        executable, *_ = self._found(part, self._env_of(part))
        if self._pace is not None:
            self._pace.check(part.name, executable)

    def start(self, part: Part, on_exit: Callable[[int], None]) -> Process:
        """Start a process of the candidate. `on_exit` as in `golive.live.process.Process`."""
        env = self._env_of(part)
        arguments = self._found(part, env)
        label = self.mark + ("" if part.name == MAIN else f"[{part.name}] ")
        goes_on, self.has_started = bool(label) or self.has_started, True
        folder, pace = self._command.folder, self._pace
        try:
            if self._seal is not None:
                anchor = None if pace is None else (pace.anchor_s, pace.anchor_ms, pace.speed)
                env |= {} if pace is None else pace.variables()
                arguments, env = self._seal.command(arguments, folder, env, anchor), {}
            elif pace is not None:
                env |= pace.variables()
            process = Process(arguments, folder, env, self._log_file, on_exit, goes_on, label)
        except (OSError, ValueError) as error:
            raise CandidateFailed(f"{arguments[0]} cannot be started: {error}") from error
        self._pids.append(process.pid)
        return process

    def close(self) -> None:
        """After all processes have ended: remove what libfaketime left behind."""
        if self._pace is not None:
            for pid in self._pids:
                forget(pid)

    def _env_of(self, part: Part) -> dict[str, str]:
        return {**self._env, **self._own[part.name]}

    def _found(self, part: Part, env: Mapping[str, str]) -> list[str]:
        """The arguments with the path of the program. Raises CandidateFailed."""
        named, *others = self._arguments[part.name]
        return [executable(named, self._command.folder, env.get("PATH", os.defpath)), *others]


def executable(named: str, folder: Path, search: str) -> str:
    """The program's path. Raises CandidateFailed when there is none that may be executed."""
    if os.sep not in named:
        found = shutil.which(named, path=search)
        if found is None:
            raise CandidateFailed(
                f"the command {named!r} is not in PATH; install it, or give its path (./{named} for a file "
                f"beside the candidate file)"
            )
        return found
    path = folder / Path(named).expanduser()
    if not path.exists():
        raise CandidateFailed(f"the command {named!r} does not exist (looked in {folder})")
    if path.is_dir() or not os.access(path, os.X_OK):
        raise CandidateFailed(
            f"the command {path} may not be executed; make it executable, or name its interpreter"
        )
    return str(path)


def _filled(place: str, text: str, values: Mapping[str, str]) -> str:
    try:
        return fill(text, values)
    except UnknownName as why:
        raise CandidateFailed(f"{place}: {why}") from why
