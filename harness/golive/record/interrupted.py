"""The mark of a run folder whose run goes on or did not come to its end: `interrupted.json`.

It is written as soon as the folder exists and removed when the run is over, so that a folder is marked however golive
ended.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from golive.record import files
from golive.record.format import FORMAT
from golive.record.run import INTERRUPTED_FILE

if TYPE_CHECKING:
    from golive.runner import Plan

UNKNOWN_END = "golive was ended before the run was over, or the run goes on"


@dataclass(frozen=True, slots=True)
class Mark:
    """Why the run did not come to its end, and what it was. `offset_ms` is that of the scenario's times from UTC."""

    scenario: str
    candidate: str
    seed: int
    command: str
    offset_ms: int
    why: str = UNKNOWN_END
    format: int = FORMAT

    @classmethod
    def of(cls, plan: Plan) -> Mark:
        """The mark of a run that begins."""
        offset_ms = plan.scenario.clock.start.offset_ms
        return cls(plan.scenario.name, plan.candidate.name, plan.seed, plan.command, offset_ms)


def mark(run_dir: Path, content: Mark) -> None:
    """Mark the folder."""
    files.write_json(run_dir / INTERRUPTED_FILE, asdict(content))


def unmark(run_dir: Path) -> None:
    """The run is over."""
    (run_dir / INTERRUPTED_FILE).unlink(missing_ok=True)


def read(run_dir: Path) -> Mark | None:
    """The mark of a folder; None where there is none that can be read."""
    try:
        row: Any = orjson.loads((run_dir / INTERRUPTED_FILE).read_bytes())
        return Mark(**row)
    except (OSError, orjson.JSONDecodeError, TypeError):
        return None
