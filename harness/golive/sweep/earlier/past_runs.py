"""Earlier runs: every run folder below a folder, oldest first, and by name those that cannot be read."""

from __future__ import annotations

import math
import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from golive.errors import CompareProblem, FolderProblem
from golive.record import folder, parts
from golive.record.earlier.past import PastRun, PastRuns, newly_failing, newly_fixed
from golive.record.run import LEDGER_FILE, RUN_FILE, SCORECARD_FILE, RunRecord
from golive.sweep.earlier.signs import signs
from golive.sweep.seeds import LARGEST

DEEPEST = 3
_BY_HAND = ("repaired", "retried", "rekeyed")
_MARKS = (LEDGER_FILE, RUN_FILE, SCORECARD_FILE)


def past(named: str | None) -> PastRuns:
    """Return the runs below a folder, `runs/` by default. Raises CompareProblem where there are none."""
    above = folder.RUNS if named is None else Path(named)
    if not os.path.isdir(above):
        raise CompareProblem(
            f"{above}: expected a folder with runs in it, there is none; golive run makes some"
        )
    runs: list[PastRun] = []
    unreadable: list[tuple[str, str]] = []
    for run_dir in _run_dirs(above, 0):
        where = _sayable(run_dir.relative_to(above))
        try:
            runs.append(_read(run_dir, where))
        except (FolderProblem, OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            unreadable.append((where, str(problem).removeprefix(f"{run_dir}/")))
    if not runs and not unreadable and (above / RUN_FILE).is_file():
        raise CompareProblem(
            f"{above}: expected a folder with runs in it, got a run itself; write the folder it is in"
        )
    if not runs and not unreadable:
        raise CompareProblem(f"{above}: expected run folders in it, found none; golive run makes some")
    runs.sort(key=lambda run: (run.at_ms, run.folder))
    return PastRuns(
        _sayable(above),
        tuple(runs),
        tuple(unreadable),
        newly_failing(runs),
        newly_fixed(runs),
        signs(runs),
    )


def _run_dirs(above: Path, depth: int) -> Iterator[Path]:
    """Yield folders with files of a run, in the order of their names. Links and repetitions are left out."""
    for item in sorted(above.iterdir()):
        if item.is_symlink() or not item.is_dir():
            continue
        if any((item / mark).exists() for mark in _MARKS):
            if not folder.is_repetition(item):
                yield item
        elif depth < DEEPEST:
            yield from _run_dirs(item, depth + 1)


def _sayable(path: Path) -> str:
    """Return a path as valid Unicode, whatever bytes its name has on the disk."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _read(run_dir: Path, where: str) -> PastRun:
    run = folder.read_run(run_dir)  # first: it says so when a later version wrote the folder
    card = folder.read_scorecard(run_dir)
    parts.check_scorecard(run_dir, run, card)
    parts.check(run_dir, run, by_size=True)
    p95_ms = card.latency_ms["p95"]
    return PastRun(
        folder=where,
        at_ms=(run_dir / SCORECARD_FILE).stat().st_mtime_ns // 1_000_000,
        scenario=str(card.scenario),
        candidate=str(card.candidate),
        changes=_changes(run.command),
        clock=str(card.clock),
        seed=_whole(card.seed),
        verdict=str(card.verdict),
        orders=_whole(card.orders["total"]),
        lost=_whole(card.orders["lost"]),
        duplicated=_whole(card.orders["duplicated"]),
        stuck=_whole(card.orders["stuck_visible"]),
        drift_units=_number(card.stock["residual_units"]),
        p95_ms=None if p95_ms is None else _whole(p95_ms),
        harm_cents=_whole(card.harm["total"]),
        currency=str(card.harm["currency"]),
        wrong=sum(_whole(card.orders.get(verdict, 0)) for verdict in ("wrong_content", "wrong_state")),
        retried=_number(card.retries.get("masked", 0.0)),
        backlog=max((_number(each) for each in _backlog(run) if each is not None), default=0.0),
        corrections=sum(_whole(card.desk.get(did, 0)) for did in _BY_HAND),
        open_at_end=_whole(card.desk.get("open_at_end", 0)),
    )


def _backlog(run: RunRecord) -> Sequence[float | None]:
    return next((each.values for each in run.series if each.name == "backlog"), ())


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(f"{SCORECARD_FILE}: expected a number, got {str(value)[:40]!r}")
    return value


def _whole(value: object) -> int:
    whole = int(_number(value))
    if abs(whole) > LARGEST:
        raise ValueError(f"{SCORECARD_FILE}: expected a number up to {LARGEST}, got {str(value)[:40]}")
    return whole


def _changes(command: str) -> str:
    """Return the settings that the command changes: runs with different settings do not belong to one trend."""
    try:
        words = shlex.split(command)
    except (ValueError, AttributeError) as error:
        raise ValueError(f"{RUN_FILE}: expected a command line as `command`: {error}") from error
    return shlex.join(words[at + 1] for at in range(len(words) - 1) if words[at] == "--set")
