"""Lookup of candidates: a bundled name, `module:function`, or a YAML file."""

from __future__ import annotations

import difflib
import importlib
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from golive import plugins
from golive.candidates.coroutine import InProcess
from golive.errors import DottedPathError, UnknownCandidate
from golive.scenario.loading.files import as_path, looks_like_path

if TYPE_CHECKING:
    from golive.build.world import World
    from golive.candidates.files import CandidateFile

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


class Candidate(Protocol):
    """An integration that a run can start and stop."""

    name: str

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
    if looks_like_path(named):
        return _from_file(str(as_path(named)))
    if ":" in named:
        return InProcess(named, _function(named))
    near = difflib.get_close_matches(named, CANDIDATES, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the bundled ones are {', '.join(CANDIDATES)}"
    raise UnknownCandidate(
        f"--candidate {named}: expected a bundled candidate, module:function, or the path of a YAML file; {hint}"
    )


def _from_file(path: str) -> Candidate:
    from golive.candidates.files import load

    found = load(path)
    if found.python is not None:
        return InProcess(found.name, _function(found.python, found.folder))
    if found.design is not None:
        return _reference(found)
    from golive.candidates.programs.program import Program

    return Program(found)


def _reference(found: CandidateFile) -> Candidate:
    """The reference integration with the settings of the file."""
    from golive.candidates import reference
    from golive.candidates.reference.design import Design

    design = Design(**(found.design or {}))

    async def integrate(kit: Any) -> None:
        await reference.run(kit, design)

    return InProcess(found.name, integrate)


def _function(named: str, *folders: Path) -> Callable[[Any], Any]:
    """The coroutine function `module:function`, from the folders, the working folder or an installed package."""
    try:
        function = plugins.find(named, folders)
    except DottedPathError as why:
        raise UnknownCandidate(f"--candidate {named}: {why}") from why
    if not inspect.iscoroutinefunction(function):
        attribute = named.partition(":")[2]
        raise UnknownCandidate(
            f"--candidate {named}: expected `async def {attribute}(kit)`, got {type(function).__name__}; "
            "a blocking function would stop the clock"
        )
    return function
