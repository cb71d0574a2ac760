"""A run of a sweep as two values, its job and its result, and their JSON form. Standard library only.

`Cell` is both. A store of results keeps cells, and reports need nothing else of golive to read them.
"""

from golive.record.cells.cell import Cell
from golive.record.cells.job import Job
from golive.record.cells.result import CellResult, FindingCount, Staleness

__all__ = ["Cell", "CellResult", "FindingCount", "Job", "Staleness"]
