"""The fingerprint of a cell: what its result depends on beside its seed, as one SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from golive import plugins
from golive.candidates.registry import bundled
from golive.record.cells import Job
from golive.scenario import Scenario, load
from golive.scenario.loading.files import as_path, looks_like_path
from golive.scenario.pages.dump import dump
from golive.workloads.texts.drawing import libraries_of

PACKAGES = ("golive", "golive_virtual", "fake_erp", "fake_magento")
_CODE = (".py", ".yaml", ".yml")
_MOST_FILES = 5_000
_BESIDE = ("node_modules", "__pycache__", "site-packages", "runs")
"""Folders with nothing that a candidate is made of."""


def fingerprint(scenario: Scenario, candidate_named: str, folders: Sequence[Path] = ()) -> str:
    """Return the fingerprint of a loaded scenario with a candidate as it is named on the command line.

    `folders` hold code of the user that the scenario needs, such as oracles. Installed packages of a candidate and the
    files that it reads while it runs are not covered.
    """
    digest = hashlib.sha256()
    libraries = json.dumps(libraries_of(scenario)) if scenario.traffic.variety.share else ""
    for part in (version("golive") + libraries, code(), json.dumps(dump(scenario), sort_keys=True)):
        digest.update(part.encode() + b"\0")
    for path in [*_candidate(candidate_named), *(each for folder in folders for each in _code_below(folder))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def own_folders(scenario_named: str) -> tuple[Path, ...]:
    """Return the folders whose code a scenario needs that was loaded just now: that of its file, or the working one.

    None where it has looked up nothing in `golive.plugins`.
    """
    is_file = scenario_named.endswith((".yaml", ".yml"))
    folder = Path(scenario_named).parent if is_file else Path()
    return (folder.absolute(),) if plugins.USED else ()


def difference(job: Job) -> str:
    """Return how golive, the scenario or the candidate are not here what they were where the job was made, or ""."""
    plugins.USED.clear()
    named = job.scenario_named or job.scenario
    loaded = load(named, job.sets)
    found = fingerprint(loaded, job.candidate_named or job.candidate, own_folders(named))
    if found == job.fingerprint:
        return ""
    return (
        f"expected the fingerprint {job.fingerprint[:12]}, got {found[:12]}: golive {version('golive')} of this "
        f"worker, its {named} or its {job.candidate_named or job.candidate} is not that of the machine with golive "
        "compare; install the same version, and give it the same files"
    )


@cache
def code() -> str:
    """Return a SHA-256 over the modules and data of golive and its fakes, as they are on the disk."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        for folder in import_module(package).__path__:
            for path in _code_below(Path(folder)):
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _candidate(named: str) -> Iterator[Path]:
    """The files of a candidate: those of a file are itself and the code beside it."""
    if named in bundled():
        return
    if looks_like_path(named) or named.endswith(".py"):
        path = as_path(named)
        yield path
        if not _is_a_design(path):
            yield from (each for each in _code_below(path.parent) if each != path)
        return
    module = named.partition(":")[0].partition(".")[0]
    for path in (Path.cwd() / f"{module}.py", Path.cwd() / module):
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from _code_below(path)
    yield from _installed(module)


def _installed(module: str) -> Iterator[Path]:
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return
    if spec is None or spec.origin is None:
        return
    if spec.submodule_search_locations:
        for folder in spec.submodule_search_locations:
            yield from _code_below(Path(folder))
    elif Path(spec.origin).is_file():
        yield Path(spec.origin)


def _is_a_design(path: Path) -> bool:
    """Whether a candidate file has no code beside it."""
    from golive.candidates.files import load

    return path.suffix != ".py" and load(path).design is not None


def _code_below(folder: Path) -> Iterable[Path]:
    """The first files of code below a folder, in the order of their names; environments and outputs are left out."""
    found: list[Path] = []
    waiting = [folder]
    while waiting and len(found) < _MOST_FILES:
        items = sorted(waiting.pop().iterdir())
        if any(each.name == "pyvenv.cfg" for each in items):
            continue
        for item in items:
            if item.is_dir():
                if item.name not in _BESIDE and not item.name.startswith("."):
                    waiting.append(item)
            elif item.suffix in _CODE:
                found.append(item)
    return sorted(found[:_MOST_FILES])
