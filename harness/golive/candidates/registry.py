"""Lookup of candidates: a bundled name, `module:function`, a script, a command, or a YAML file."""

from __future__ import annotations

import difflib
import importlib
import inspect
import sys
from importlib.machinery import PathFinder
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from golive import plugins
from golive.candidates.coroutine import InProcess
from golive.candidates.designs import bundle
from golive.candidates.designs.bundle import DESIGNS
from golive.candidates.designs.designed import Designed
from golive.candidates.virtual.definitions import defined
from golive.candidates.virtual.entry import Entry, entry_of
from golive.errors import DottedPathError, UnknownCandidate
from golive.scenario.loading.files import as_path, looks_like_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from golive.build.world import World
    from golive.candidates.files import CandidateFile
    from golive.judge.claims.vocabulary import Stated

CANDIDATES: dict[str, tuple[str, str]] = {
    "reference": (
        "Right under every bundled scenario: durable inbox, stable reference, retries, desk, reconciliation.",
        "golive.candidates.reference:integrate",
    ),
    "naive": (
        "A direct call per webhook, repeated at once when it fails, errors to a log.",
        "golive.candidates.naive:integrate",
    ),
    "coupled": (
        "The reference behind a checkout that asks the ERP for stock while the shopper waits.",
        "golive.candidates.coupled:integrate",
    ),
}
"""The bundled candidates by name: a description, and the function as `module:function`."""


def bundled() -> dict[str, str]:
    """What each bundled candidate and design is, by name."""
    return {**{name: about for name, (about, _) in CANDIDATES.items()}, **DESIGNS}


class Candidate(Protocol):
    """An integration that a run can start and stop. `claims` are tested when the run is judged."""

    name: str
    claims: Sequence[Stated]

    @property
    def clocks(self) -> tuple[str, ...]:
        """The clocks it can run on: `virtual`, `live` or both."""

    async def start(self, world: World) -> None:
        """Start it in a world and return once it takes notices. Raises CandidateFailed."""

    async def stop(self) -> None:
        """End it and release all its resources. Safe to repeat."""


def resolve(named: str) -> Candidate:
    """The candidate of that name. Raises UnknownCandidate or ScenarioError, which name the alternatives."""
    if named in CANDIDATES:
        module, _, function = CANDIDATES[named][1].partition(":")
        return InProcess(named, getattr(importlib.import_module(module), function))
    if named in DESIGNS:
        return _from_file(str(bundle.path_of(named)))
    if named.endswith(".py"):
        return _script(named)
    if looks_like_path(named):
        return _from_file(str(as_path(named)))
    if ":" in named:
        return _function(named, entry_of(named, Path.cwd()), named)
    if entry_points(group="console_scripts", name=named):
        return _program(named, entry_of(named, Path.cwd()))
    known = bundled()
    near = difflib.get_close_matches(named, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the bundled ones are {', '.join(known)}"
    raise UnknownCandidate(
        f"--candidate {named}: expected a bundled candidate, module:function, a Python script, the path of a YAML file "
        f"or the console command of an installed package; {hint}"
    )


def _has_command(entry: Entry) -> bool:
    """Whether an installed package has the command, or there may be a module of that name.

    A candidate file may name more folders for its process.
    """
    if "PYTHONPATH" in entry.env or entry_points(group="console_scripts", name=entry.named):
        return True
    return PathFinder.find_spec(entry.named.partition(".")[0], [str(entry.folder), *sys.path]) is not None


def _program(name: str, entry: Entry) -> Candidate:
    """A Python program; HTTP is imported only where there is one."""
    from golive.candidates.virtual.candidate import PythonProgram

    return PythonProgram(name, entry)


def _script(named: str) -> Candidate:
    path = as_path(named)
    if not path.is_file():
        raise UnknownCandidate(f"--candidate {named}: expected a Python script, got a path with no file")
    return _program(path.stem, entry_of(str(path.absolute()), Path.cwd()))


def _from_file(path: str) -> Candidate:
    from golive.candidates.files import load

    found = load(path)
    candidate = _of_file(path, found)
    candidate.claims = found.claims
    return candidate


def _of_file(path: str, found: CandidateFile) -> Candidate:
    """The candidate of a file, by the way in which the file says how it runs."""
    if found.python is not None and found.entry is not None:
        _check_command(f"{path}: python", found.entry)
        _check_script(f"{path}: python", found.entry)
        if found.entry.kind == "function":
            return _function(found.python, found.entry, found.name, path)
        _check_next(path, found.entry)
        return _program(found.name, found.entry)
    if found.design is not None:
        return _reference(found)
    if found.decision is not None:
        return Designed(found.name, found.decision, found.price)
    from golive.candidates.programs.program import Program

    return Program(found)


def _check_command(key: str, entry: Entry) -> None:
    if entry.kind == "command" and not entry.interpreter and not _has_command(entry):
        raise UnknownCandidate(
            f"{key}: expected a script, module:function, or the console command of a package that is "
            f"installed for {sys.executable}, got {entry.named}; give another Python as interpreter"
        )


def _check_script(key: str, entry: Entry) -> None:
    if entry.kind == "script" and not (entry.folder / entry.named).is_file():
        raise UnknownCandidate(
            f"{key}: expected a script beside the file, got {entry.named}, a path with no file"
        )


def _check_next(path: str, entry: Entry) -> None:
    """Raise UnknownCandidate where the next version of a program cannot be started."""
    if not entry.following:
        return
    following = entry.next()
    _check_command(f"{path}: next", following)
    _check_script(f"{path}: next", following)
    if following.kind == "function" and defined(following.named, [entry.folder]) == "coroutine for a kit":
        raise UnknownCandidate(
            f"{path}: next: expected a program, as python: is, got {following.named}, a coroutine function for a kit"
        )


def _reference(found: CandidateFile) -> Candidate:
    """The reference integration with the settings of the file."""
    from golive.candidates import reference
    from golive.candidates.reference.design import Design

    design = Design(**(found.design or {}))

    async def integrate(kit: Any) -> None:
        await reference.run(kit, design)

    return InProcess(found.name, integrate)


def _function(named: str, entry: Entry, name: str, path: str = "") -> Candidate:
    """`module:function`: a coroutine function for a kit runs in process, every other function as a program.

    Raises UnknownCandidate when it is in neither the working folder, the folder of the candidate file, nor a package.
    """
    found = "program" if entry.interpreter else defined(named, [entry.folder])
    if found == "program":
        _check_next(path, entry)
        return _program(name, entry)
    try:
        function: Any = plugins.find(named, [entry.folder])
    except DottedPathError as why:
        raise UnknownCandidate(f"--candidate {named}: {why}") from why
    if inspect.iscoroutinefunction(function) and _takes_a_kit(function):
        _check_kit(named, entry)
        return InProcess(name, function, _next(entry))
    if callable(function):
        _check_next(path, entry)
        return _program(name, entry)
    attribute = named.partition(":")[2]
    raise UnknownCandidate(
        f"--candidate {named}: expected `async def {attribute}(kit)` or the main function of a program, "
        f"got {type(function).__name__}"
    )


def _check_kit(named: str, entry: Entry) -> None:
    """Raise UnknownCandidate for settings that have no effect on a coroutine function for a kit."""
    if entry.hosts is not None:
        raise UnknownCandidate(
            f"hosts: {named} calls shop and ERP by its kit, and no names of machines; leave hosts: out"
        )
    given = {
        "arguments": entry.arguments,
        "env": entry.env,
        "files": entry.files,
        "webhook": entry.webhook,
        "hook": entry.hook,
    }
    idle = [key for key, value in given.items() if value]
    if idle:
        raise UnknownCandidate(
            f"{idle[0]}: {named} is a coroutine function for a kit and runs within golive, where {idle[0]}: has no "
            "effect; leave it out and use the kit (kit.on_webhook, kit.credentials), or give a function without an "
            "argument, which runs as a program"
        )


def _next(entry: Entry) -> Any:
    """The coroutine function of the next version; None where the candidate file names none."""
    if not entry.following:
        return None
    try:
        function: Any = plugins.find(entry.following, [entry.folder])
    except DottedPathError as why:
        raise UnknownCandidate(f"next: {entry.following}: {why}") from why
    if inspect.iscoroutinefunction(function) and _takes_a_kit(function):
        return function
    attribute = entry.following.partition(":")[2]
    raise UnknownCandidate(
        f"next: {entry.following}: expected `async def {attribute}(kit)`, as the first version is"
    )


def _takes_a_kit(function: Any) -> bool:
    needed = [each for each in inspect.signature(function).parameters.values() if each.default is each.empty]
    return bool(needed)
