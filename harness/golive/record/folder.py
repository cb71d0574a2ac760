"""Run folders: finding, creating, reading them, and writing their files atomically."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import orjson

from golive.errors import FolderProblem
from golive.record.run import (
    CANDIDATE_LOG,
    INTERRUPTED_FILE,
    JUNIT_FILE,
    LEDGER_FILE,
    LOAD_FILE,
    ORDERS_FILE,
    REPORT_FILE,
    RUN_FILE,
    SCORECARD_FILE,
    NewerFormat,
    OrderLine,
    RunRecord,
    Scorecard,
    format_of,
)

T = TypeVar("T")

RUNS = Path("runs")
FILES = frozenset(
    {
        LEDGER_FILE,
        ORDERS_FILE,
        RUN_FILE,
        SCORECARD_FILE,
        REPORT_FILE,
        JUNIT_FILE,
        CANDIDATE_LOG,
        LOAD_FILE,
        INTERRUPTED_FILE,
    }
)
DATA_FOLDER = "candidate-data"
"""The data that a program keeps between its restarts; it belongs to one run."""

_HALF = ".part"
_BUFFER = 1 << 16


def new_folder(out: str | None, scenario: str, candidate: str, seed: int) -> Path:
    """Create the folder of a run. Without `out` it is the first free name under `runs/`.

    Raises FolderProblem where the folder cannot be used.
    """
    if out is not None:
        return _named(_as_path(out))
    return free_folder(f"{scenario}-{slug(candidate)}-{seed}")


def free_folder(stem: str) -> Path:
    """Create the first folder of that name under `runs/` that does not exist yet."""
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
    """Create or empty a folder that the user chose: new, empty, or holding an earlier run, which is replaced."""
    try:
        if folder.exists():
            if not folder.is_dir():
                raise FolderProblem(f"--out {folder}: expected a folder, this is a file")
            if _is_held(folder / INTERRUPTED_FILE):
                raise FolderProblem(
                    f"--out {folder}: expected a folder that no run writes into, one does now; name another"
                )
            foreign = sorted(item.name for item in folder.iterdir() if not _is_ours(item))
            if foreign:
                raise FolderProblem(
                    f"--out {folder}: expected an empty folder or an earlier run, it holds {foreign[0]!r}"
                )
            for item in folder.iterdir():
                if item.name == DATA_FOLDER:
                    shutil.rmtree(item)
                else:
                    item.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise FolderProblem(f"--out {folder}: cannot be used: Permission denied")
    except OSError as error:
        raise FolderProblem(f"--out {folder}: cannot be used: {error.strerror}") from error
    return folder


def hold(path: Path) -> None:
    """Lock a file until this process ends, so that others see that it is in use."""
    fcntl.flock(os.open(path, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_held(path: Path) -> bool:
    """Whether a process that goes on has locked the file."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _is_ours(item: Path) -> bool:
    """Whether a run wrote the item, perhaps one that was killed while it wrote."""
    if item.is_symlink():
        return False
    if item.is_dir():
        return item.name == DATA_FOLDER
    return item.name.removesuffix(_HALF) in FILES


def _as_path(named: str) -> Path:
    """Return a path as a person writes it. Raises FolderProblem for a home directory that does not exist."""
    try:
        return Path(named).expanduser()
    except RuntimeError as error:
        raise FolderProblem(f"{named}: {error}") from error


def find(named: str) -> Path:
    """Return the run folder of that name: a path, or a name under `runs/`.

    Raises FolderProblem for none, for one whose run did not come to its end, and for one that a later version of golive
    wrote.
    """
    for folder in (_as_path(named), RUNS / named):
        _refuse_interrupted(folder)
        if os.path.isfile(folder / RUN_FILE):  # False where Path.is_file raises, as for overlong names
            _refuse_newer(folder / RUN_FILE)
            return folder
    if os.path.isdir(named):
        raise FolderProblem(f"{named}: expected a run folder with a {RUN_FILE}, found none in it")
    known = sorted(item.parent.name for item in RUNS.glob(f"*/{RUN_FILE}"))[-5:]
    there = f"; under {RUNS}/ there are {', '.join(known)}" if known else f"; there is none under {RUNS}/ yet"
    raise FolderProblem(f"{named}: no such run{there}")


def find_interrupted(named: str) -> Path | None:
    """Return the folder of that name of a run that did not come to its end, with a ledger; None where there is none."""
    for folder in (_as_path(named), RUNS / named):
        if _is_interrupted(folder) and os.path.isfile(folder / LEDGER_FILE):
            return folder
    return None


def _is_interrupted(folder: Path) -> bool:
    """Whether a run began in the folder and did not come to its end; older versions wrote no mark."""
    has_mark = os.path.isfile(folder / INTERRUPTED_FILE)
    return has_mark or (os.path.isfile(folder / LEDGER_FILE) and not os.path.isfile(folder / RUN_FILE))


def _refuse_interrupted(folder: Path) -> None:
    from golive.record import interrupted

    if not _is_interrupted(folder):
        return
    mark = interrupted.read(folder)
    why, again = ("", "it") if mark is None else (f": {mark.why}", mark.command)
    raise FolderProblem(
        f"{folder}: expected a run that came to its end, this one was interrupted{why}; "
        f"`golive show {folder} ORDER` has what was recorded until then; for scorecard and report run {again} again"
    )


def _refuse_newer(path: Path) -> None:
    try:
        row = orjson.loads(path.read_bytes())
        if isinstance(row, dict):
            format_of(row)
    except NewerFormat as error:
        raise FolderProblem(f"{path}: {error}") from error
    except (OSError, orjson.JSONDecodeError):
        return  # the command that reads the file says what is wrong with it


def slug(text: str) -> str:
    """Return text as a part of a folder name: lower-case letters, digits, `-` and `_`, at most 60 characters."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-").lower()[:60] or "candidate"


def write(path: Path, content: bytes) -> None:
    """Write a file atomically: a reader never sees a part of it."""
    part = path.with_name(path.name + _HALF)
    part.write_bytes(content)
    os.replace(part, path)


def write_json(path: Path, value: Any) -> None:
    """Write a value as indented JSON, atomically."""
    write(path, orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def write_orders(path: Path, lines: Iterable[OrderLine]) -> None:
    """Write `orders.jsonl`, one line per order, atomically."""
    part = path.with_name(path.name + _HALF)
    with part.open("wb", _BUFFER) as file:
        for line in lines:
            file.write(orjson.dumps(line.as_json(), None, orjson.OPT_APPEND_NEWLINE))
    os.replace(part, path)


def read_scorecard(folder: Path) -> Scorecard:
    """Return the scorecard of a run folder. Raises FolderProblem where it is missing or broken."""
    return _parsed(folder / SCORECARD_FILE, Scorecard.from_json)


def read_run(folder: Path) -> RunRecord:
    """Return the run record of a run folder. Raises FolderProblem where it is missing or broken."""
    return _parsed(folder / RUN_FILE, RunRecord.from_json)


def read_orders(folder: Path) -> list[OrderLine]:
    """Return the order lines of a run folder. Raises FolderProblem where they are missing or broken."""
    try:
        rows = (folder / ORDERS_FILE).read_bytes().splitlines()
        return [OrderLine.from_json(orjson.loads(row)) for row in rows]
    except OSError as error:
        raise FolderProblem(f"{folder / ORDERS_FILE}: cannot be read: {error.strerror}") from error
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise FolderProblem(
            f"{folder / ORDERS_FILE}: expected one order per line as JSON: {error}"
        ) from error


def _parsed(path: Path, parse: Callable[[Any], T]) -> T:
    try:
        return parse(orjson.loads(path.read_bytes()))
    except OSError as error:
        raise FolderProblem(f"{path}: cannot be read: {error.strerror}; was the run interrupted?") from error
    except orjson.JSONDecodeError as error:
        raise FolderProblem(f"{path}: expected JSON: {error}") from error
    except NewerFormat as error:
        raise FolderProblem(f"{path}: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise FolderProblem(f"{path}: not written by this version of golive: {error!r}") from error
