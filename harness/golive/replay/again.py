"""A recorded run played again and compared with what was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from golive.record import folder
from golive.record.difference import Comparison
from golive.record.run import CANDIDATE_LOG, FINISHED, LEDGER_FILE, ORDERS_FILE
from golive.replay.comparison import compare
from golive.replay.plan import NotRepeatable, plan_of
from golive.runner import Progress, carry_out


@dataclass(frozen=True, slots=True)
class Replayed:
    """A second play of a run beside the recorded one.

    `log_line` is the first line of the candidate's log that differs: its number and both sides; None where none does.
    """

    comparison: Comparison
    facts: int
    is_same: bool
    """Whether ledger and verdicts are the same bytes."""
    log_line: tuple[int, str, str] | None

    def as_json(self) -> dict[str, Any]:
        """The same as JSON data."""
        return {"same": self.is_same, "facts": self.facts, **self.comparison.as_json()}


def play_again(run_dir: Path, out: Path, progress: Progress | None = None) -> None:
    """Play a run again into the folder `out`, which is empty.

    Raises NotRepeatable for a run on the live clock, CandidateFailed, FolderProblem.
    """
    record = folder.read_run(run_dir)
    if record.state != FINISHED:
        raise NotRepeatable(
            f"expected a run that came to its end, this one was interrupted; run it: {record.command}"
        )
    carry_out(plan_of(record), out, progress)


def compared(run_dir: Path, out: Path) -> Replayed:
    """Return the second play, in the folder `out`, beside the recorded one."""
    is_same = all(
        (run_dir / name).read_bytes() == (out / name).read_bytes() for name in (LEDGER_FILE, ORDERS_FILE)
    )
    return Replayed(compare(run_dir, out), folder.read_run(out).facts, is_same, _log_line(run_dir, out))


def _log_line(one: Path, other: Path) -> tuple[int, str, str] | None:
    lines = [(each / CANDIDATE_LOG).read_text("utf-8", "replace").splitlines() for each in (one, other)]
    pairs = enumerate(zip_longest(*lines, fillvalue=""), 1)
    return next(((number, mine, theirs) for number, (mine, theirs) in pairs if mine != theirs), None)
