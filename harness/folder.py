"""Run folders: where they are, how they are made, and how files get into them whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from harness.record import LEDGER_FILE, ORDERS_FILE, RUN_FILE, SCORECARD_FILE, OrderLine, RunRecord, Scorecard

RUNS = Path("runs")
OURS = frozenset(
    {LEDGER_FILE, ORDERS_FILE, RUN_FILE, SCORECARD_FILE, "report.html", "junit.xml", "candidate.log", "data"}
)


class FolderProblem(Exception):
    """A run folder that cannot be used; says why and what to do."""


def new_folder(out: str | None, scenario: str, candidate: str, seed: int) -> Path:
    """Make the folder of a run. Without `out` the first free name under `runs/`."""
    if out is not None:
        return _named(Path(out).expanduser())
    stem = f"{scenario}-{_slug(candidate)}-{seed}"
    for number in range(1, 100_000):
        folder = RUNS / (stem if number == 1 else f"{stem}-{number}")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        except OSError as error:
            raise FolderProblem(f"{folder}: cannot be made: {error.strerror}") from error
        return folder
    raise FolderProblem(f"{RUNS}: there are too many runs named {stem}; remove some")


def _named(folder: Path) -> Path:
    """A folder the user chose: new, empty, or holding an earlier run, which is replaced."""
    try:
        if folder.exists():
            if not folder.is_dir():
                raise FolderProblem(f"--out {folder}: expected a folder, this is a file")
            foreign = sorted(item.name for item in folder.iterdir() if item.name not in OURS)
            if foreign:
                raise FolderProblem(
                    f"--out {folder}: expected an empty folder or an earlier run, it holds {foreign[0]!r}"
                )
            for item in folder.iterdir():
                if item.is_file():
                    item.unlink()
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderProblem(f"--out {folder}: cannot be used: {error.strerror}") from error
    return folder


def find(named: str) -> Path:
    """The run a person means: a path, or a name under `runs/`."""
    for folder in (Path(named).expanduser(), RUNS / named):
        if (folder / RUN_FILE).is_file():
            return folder
    if Path(named).is_dir():
        raise FolderProblem(f"{named}: expected a run folder with a {RUN_FILE}, found none in it")
    known = sorted(item.parent.name for item in RUNS.glob(f"*/{RUN_FILE}"))[-5:]
    there = f"; under {RUNS}/ there are {', '.join(known)}" if known else f"; there is none under {RUNS}/ yet"
    raise FolderProblem(f"{named}: no such run{there}")


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-").lower()[:60] or "candidate"


def write(path: Path, content: bytes) -> None:
    """Whole or not at all: a reader never sees half a file."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)


def write_json(path: Path, value: Any) -> None:
    write(path, orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def write_orders(path: Path, lines: Iterable[OrderLine]) -> None:
    write(path, b"".join(orjson.dumps(line.as_json(), option=orjson.OPT_APPEND_NEWLINE) for line in lines))


def read_scorecard(folder: Path) -> Scorecard:
    return Scorecard.from_json(_read(folder / SCORECARD_FILE))


def read_run(folder: Path) -> RunRecord:
    return RunRecord.from_json(_read(folder / RUN_FILE))


def read_orders(folder: Path) -> list[OrderLine]:
    try:
        rows = (folder / ORDERS_FILE).read_bytes().splitlines()
    except OSError as error:
        raise FolderProblem(f"{folder / ORDERS_FILE}: cannot be read: {error.strerror}") from error
    return [OrderLine.from_json(orjson.loads(row)) for row in rows]


def _read(path: Path) -> Any:
    try:
        return orjson.loads(path.read_bytes())
    except OSError as error:
        raise FolderProblem(f"{path}: cannot be read: {error.strerror}; was the run interrupted?") from error
    except orjson.JSONDecodeError as error:
        raise FolderProblem(f"{path}: expected JSON: {error}") from error
