"""Run folders: finding, creating and reading them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from golive.errors import FolderProblem
from golive.machine import lock
from golive.record import reading
from golive.record.files import PART
from golive.record.rows import ExchangeLine
from golive.record.run import (
    CANDIDATE_ENV,
    CANDIDATE_LOG,
    EXCHANGES_FILE,
    FINISHED,
    INTERRUPTED_FILE,
    JUNIT_FILE,
    LEDGER_FILE,
    LOAD_FILE,
    ORDERS_FILE,
    REPORT_FILE,
    RUN_FILE,
    SCORECARD_FILE,
    OrderLine,
    RunRecord,
    Scorecard,
)

T = TypeVar("T")

RUNS = Path("runs")
FILES = frozenset(
    {
        LEDGER_FILE,
        ORDERS_FILE,
        EXCHANGES_FILE,
        RUN_FILE,
        SCORECARD_FILE,
        REPORT_FILE,
        JUNIT_FILE,
        CANDIDATE_ENV,
        CANDIDATE_LOG,
        LOAD_FILE,
        INTERRUPTED_FILE,
    }
)
DATA_FOLDER = "candidate-data"
"""The data that a program keeps between its restarts; it belongs to one run."""

CURE = "golive report {folder} judges it as far as it went"
"""What to do with the folder of an interrupted run."""

AGAIN = "-again"
"""The end of the name of a repetition."""

_LONGEST = 200
"""Characters of a path in a message."""

_MARKS = (RUN_FILE, LEDGER_FILE, INTERRUPTED_FILE)
"""What makes a folder a run: one of these files is there from the first moment on."""


def new_folder(out: str | None, scenario: str, candidate: str, seed: int) -> Path:
    """Create the folder of a run. Without `out` it is the first free name under `runs/`.

    Raises FolderProblem where the folder cannot be used.
    """
    if out is not None:
        return _named(as_path(out, "--out "))
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
            raise FolderProblem(f"{shown(folder)}: cannot be made: {reason(error)}") from error
        return folder
    raise FolderProblem(f"{RUNS}: there are too many runs named {stem}; remove some")


def _named(folder: Path) -> Path:
    """Create or empty a folder that the user chose: new, empty, or holding an earlier run, which is replaced."""
    try:
        if folder.exists():
            if not folder.is_dir():
                raise FolderProblem(f"--out {shown(folder)}: expected a folder, this is a file")
            with in_use(folder):
                _empty(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise FolderProblem(f"--out {shown(folder)}: cannot be used: Permission denied")
    except (OSError, ValueError) as error:
        raise FolderProblem(f"--out {shown(folder)}: cannot be used: {reason(error)}") from error
    return folder


def _empty(folder: Path) -> None:
    """Delete the files of an earlier run, if there are no others. Raises FolderProblem."""
    items = sorted(folder.iterdir())
    foreign = [item.name for item in items if not _is_ours(item)]
    if not foreign and not is_run(folder):
        foreign = [item.name for item in items if not item.name.endswith(PART)]
    if foreign:
        raise FolderProblem(
            f"--out {shown(folder)}: expected an empty folder or an earlier run, it holds {foreign[0]!r}"
        )
    for item in items:
        if item.name == DATA_FOLDER:
            shutil.rmtree(item)
        else:
            item.unlink()


def is_run(folder: Path) -> bool:
    """Whether a folder holds a run and nothing else, perhaps a run that was killed."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    items = list(folder.iterdir())
    marks = {item.name.removesuffix(PART) for item in items} & set(_MARKS)
    return bool(marks) and all(map(_is_ours, items))


def _is_ours(item: Path) -> bool:
    """Whether the item has the name and the kind of one that a run writes."""
    if item.is_symlink():
        return False
    if item.is_dir():
        return item.name == DATA_FOLDER
    return item.name.removesuffix(PART) in FILES


@contextmanager
def in_use(folder: Path) -> Generator[None, None, None]:
    """Hold the lock of a folder in this block. Raises FolderProblem where another run writes to it, or OSError."""
    try:
        with lock.held(folder):
            yield
    except lock.InUse:
        raise FolderProblem(
            f"{shown(folder)}: another run writes to it{_writer(folder)}; wait until it has ended, or name another "
            "folder with --out"
        ) from None


def _writer(folder: Path) -> str:
    """The command of the run that writes to a folder, in brackets; empty where it is not known yet."""
    try:
        return f" ({reading.read(folder / RUN_FILE, RunRecord).command})"
    except reading.Unreadable:
        return ""


def reason(error: Exception) -> str:
    """The words of the operating system for an error of it; the message of any other."""
    return getattr(error, "strerror", None) or str(error)


def shown(path: object) -> str:
    """Return a path on one line: unprintable characters are escaped, and the middle of a long one is left out."""
    text = str(path)
    text = text if text.isprintable() else ascii(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}...{text[-_LONGEST // 2 :]}"


def as_path(named: str, option: str = "") -> Path:
    """Return a path as a person writes it. Raises FolderProblem for "", or a home directory that does not exist."""
    if not named:
        raise FolderProblem(f'expected a folder, got ""; name one, such as --out {RUNS}/mine')
    try:
        return Path(named).expanduser()
    except RuntimeError as error:
        raise FolderProblem(f"{option}{shown(named)}: cannot be used: {error}") from error


def file_in_a_folder(path: Path, option: str) -> Path:
    """Return the path of a file that is to be written. Raises FolderProblem where its folder does not exist."""
    if not path.parent.is_dir() or path.is_dir():
        raise FolderProblem(f"{option} {shown(path)}: expected a file in a folder that exists")
    return path


def find(named: str) -> Path:
    """Return the run folder of that name: a path, or a name under `runs/`.

    Raises FolderProblem for none.
    """
    for folder in (as_path(named), RUNS / named):
        if os.path.isfile(folder / RUN_FILE):  # False where Path.is_file raises, as for overlong names
            return folder
    for folder in (as_path(named), RUNS / named):
        if os.path.isfile(folder / LEDGER_FILE):
            raise FolderProblem(
                f"{shown(folder)}: expected a run with a {RUN_FILE}, there is only a {LEDGER_FILE}: it was "
                "interrupted; run it again to get scorecard and report"
            )
    if os.path.isdir(named):
        raise FolderProblem(f"{shown(named)}: expected a run folder with a {RUN_FILE}, found none in it")
    known = sorted(item.parent.name for item in RUNS.glob(f"*/{RUN_FILE}"))[-5:]
    there = f"; under {RUNS}/ there are {', '.join(known)}" if known else f"; there is none under {RUNS}/ yet"
    raise FolderProblem(f"{shown(named)}: no such run{there}")


def of_repetition(folder: Path) -> Path:
    """Return the folder of the repetition of a run: beside that of the run."""
    return folder.with_name(f"{folder.name}{AGAIN}")


def is_repetition(folder: Path) -> bool:
    """Whether a folder is that of the repetition of a run which is beside it."""
    first = folder.name.removesuffix(AGAIN)
    return first not in ("", folder.name) and is_run(folder.with_name(first))


def slug(text: str) -> str:
    """Return text as a part of a folder name: lower-case letters, digits, `-` and `_`, at most 60 characters."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-").lower()[:60] or "candidate"


def read_scorecard(folder: Path) -> Scorecard:
    """Return the scorecard of a run folder. Raises FolderProblem where it is missing or broken."""
    path = folder / SCORECARD_FILE
    if not path.exists() and read_run(folder).state != FINISHED:
        raise FolderProblem(f"{path}: there is none, the run was interrupted; {CURE.format(folder=folder)}")
    return _read(path, Scorecard)


def read_run(folder: Path) -> RunRecord:
    """Return the run record of a run folder. Raises FolderProblem where it is missing or broken."""
    return _read(folder / RUN_FILE, RunRecord)


def read_orders(folder: Path) -> list[OrderLine]:
    """Return the order lines of a run folder. Raises FolderProblem where they are missing or broken."""
    try:
        return [
            reading.order(reading.parsed(line, where), where)
            for where, line in reading.lines(folder / ORDERS_FILE)
        ]
    except reading.Unreadable as problem:
        raise FolderProblem(str(problem)) from problem


def read_exchanges(folder: Path, keys: Collection[str]) -> list[ExchangeLine]:
    """Return the calls and notices with one of these numbers (`x`), as written; none where the run kept no bodies.

    Raises FolderProblem as `exchanges` does.
    """
    return list(exchanges(folder, tuple(b'{"x":%s,' % key.encode() for key in keys)))


def exchanges(folder: Path, begins: bytes | tuple[bytes, ...] = b"") -> Iterator[ExchangeLine]:
    """Yield the calls and notices that a run kept, of the lines with one of these beginnings; none without the file.

    A part of a line at the end, of a run that was killed, is left out. Raises FolderProblem for any other broken line.
    """
    path = folder / EXCHANGES_FILE
    if not path.exists():
        return
    try:
        for where, line in reading.lines(path):
            if line.startswith(begins) and line.endswith(b"\n"):
                yield reading.exchange(reading.parsed(line, where), where)
    except reading.Unreadable as problem:
        raise FolderProblem(str(problem)) from problem


def _read(path: Path, declared: reading.Declared[T]) -> T:
    try:
        return reading.read(path, declared)
    except reading.Unreadable as problem:
        raise FolderProblem(str(problem)) from problem
