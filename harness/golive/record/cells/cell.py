"""A job with its result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from golive.record.cells.job import Job
from golive.record.cells.result import CellResult
from golive.record.format import FORMAT


@dataclass(frozen=True, slots=True)
class Cell:
    """One run of a sweep that is over."""

    job: Job
    result: CellResult
    format: int = FORMAT

    def as_json(self) -> dict[str, Any]:
        """Return the cell as a JSON object."""
        return {"job": self.job.as_json(), "result": self.result.as_json(), "format": self.format}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Cell:
        """Return the cell of a JSON object. Raises KeyError or TypeError for another shape."""
        return cls(Job.from_json(row["job"]), CellResult.from_json(row["result"]), row.get("format", 1))
