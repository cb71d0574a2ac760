"""Finding the candidate that a person named: a bundled one, `module:function`, or a YAML file."""

from __future__ import annotations

import difflib
import importlib
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from golive.build.world import World
from golive.candidates import coupled, naive, reference
from golive.candidates.coroutine import InProcess
from golive.candidates.files import CandidateFile
from golive.candidates.files import load as load_file
from golive.candidates.program import Program
from golive.candidates.reference.design import Design
from golive.scenario.loading.files import as_path, looks_like_path

CANDIDATES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "reference": (
        "Right under every bundled scenario: durable inbox, stable reference, retries, desk, reconciliation.",
        reference.integrate,
    ),
    "naive": (
        "A direct call per webhook, repeated at once when it fails, errors to a log.",
        naive.integrate,
    ),
    "coupled": (
        "The reference behind a checkout that asks the ERP for stock while the shopper waits.",
        coupled.integrate,
    ),
}


class Candidate(Protocol):
    """An integration that a run can start and stop. `clocks` are the ones it can live on."""

    name: str

    @property
    def clocks(self) -> tuple[str, ...]: ...

    async def start(self, world: World) -> None: ...

    async def stop(self) -> None: ...


class UnknownCandidate(Exception):
    """There is no candidate of that name; says what there is."""


def resolve(named: str) -> Candidate:
    """The candidate a person means. Raises `UnknownCandidate` or `ScenarioError` with what to write instead."""
    if named in CANDIDATES:
        return InProcess(named, CANDIDATES[named][1])
    if looks_like_path(named):
        return _from_file(load_file(str(as_path(named))))
    if ":" in named:
        return InProcess(named, _function(named))
    near = difflib.get_close_matches(named, CANDIDATES, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the bundled ones are {', '.join(CANDIDATES)}"
    raise UnknownCandidate(
        f"--candidate {named}: expected a bundled candidate, module:function, or the path of a YAML file; {hint}"
    )


def _from_file(found: CandidateFile) -> Candidate:
    if found.python is not None:
        return InProcess(found.name, _function(found.python, found.folder))
    if found.design is not None:
        design = Design(**found.design)

        async def integrate(kit: Any) -> None:
            await reference.run(kit, design)

        return InProcess(found.name, integrate)
    return Program(found)


def _function(named: str, folder: Path | None = None) -> Callable[[Any], Any]:
    """Import `module:function`, looking in the working folder (or the candidate file's) as well."""
    module_name, _, attribute = named.partition(":")
    place = str(folder or Path.cwd())
    if place not in sys.path:
        sys.path.insert(0, place)
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        raise UnknownCandidate(f"--candidate {named}: cannot import {module_name!r}: {error}") from error
    except (Exception, SystemExit) as error:
        raise UnknownCandidate(
            f"--candidate {named}: importing {module_name!r} failed: {type(error).__name__}: {error}"
        ) from error
    function = getattr(module, attribute, None)
    if function is None:
        near = difflib.get_close_matches(attribute, vars(module), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UnknownCandidate(f"--candidate {named}: module {module_name!r} has no {attribute!r}{hint}")
    if not inspect.iscoroutinefunction(function):
        raise UnknownCandidate(
            f"--candidate {named}: expected `async def {attribute}(kit)`, got {type(function).__name__}; "
            "a blocking function would stop the clock"
        )
    return function  # type: ignore[no-any-return]
