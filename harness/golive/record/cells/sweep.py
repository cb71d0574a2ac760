"""The result of a sweep: scenarios and columns with their figures, and the paired differences between columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any

from golive.record import rows
from golive.record.batch import BaselineResult, NotRun
from golive.record.format import FORMAT
from golive.record.run import BROKEN, HELD

SWEEP_FILE, SWEEP_PAGE, SWEEP_TABLE = "sweep.json", "sweep.html", "sweep.csv"
"""The files of a sweep in its folder."""

LESS, MORE, SAME, OPEN = "less", "more", "same", "open"
"""The outcome of a difference: the first column has less, or more; both are equal but for the margin; not known."""


MONTH_DAYS = 30
"""The days of a month that a fee is paid for."""


@dataclass(frozen=True, slots=True)
class RunningCost:
    """The price of operating a candidate, in minor units of `currency`: a fee per month, and per thousand calls."""

    month_cents: int
    thousand_calls_cents: int
    currency: str

    def per_day(self, calls: float) -> float:
        """Return the cost of a day with that many calls of shop and ERP."""
        return self.month_cents / MONTH_DAYS + self.thousand_calls_cents * calls / 1000


@dataclass(frozen=True, slots=True)
class SweepColumn:
    """One column: a candidate under settings. `name` is the heading.

    `about` describes the candidate, `cost` is null where its file states no price.
    """

    name: str
    candidate: str
    variant: str
    sets: tuple[str, ...]
    about: str = ""
    cost: RunningCost | None = None

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> SweepColumn:
        """Return the column of a JSON object. Raises KeyError or TypeError for another shape."""
        cost = None if row["cost"] is None else RunningCost(**row["cost"])
        return cls(**{**row, "sets": tuple(row["sets"]), "cost": cost})


@dataclass(frozen=True, slots=True)
class Place:
    """A scenario under a column, over its cells.

    `verdicts` are the numbers of cells by verdict; those that failed or are unknown say nothing about the column.
    `orders` are sums over the cells that were judged. `figures` are means per cell, by metric; a figure that no cell
    has is left out. `worst` is the command that plays the worst cell, `worst_seed` its seed, `reason` why it did not
    hold. `report` is the path of the report of that run beside `sweep.json`, "" where it was not written.
    """

    scenario: str
    column: str
    verdict: str
    cells: int
    orders: Annotated[dict[str, int], rows.OrderCounts]
    figures: dict[str, float]
    currency: str
    worst: str
    worst_seed: int | None = None
    verdicts: dict[str, int] = field(default_factory=dict)
    reason: str = ""
    report: str = ""

    @property
    def decided(self) -> int:
        """The number of cells that held or were broken."""
        return self.verdicts.get(HELD, 0) + self.verdicts.get(BROKEN, 0)


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """The difference of one metric between two columns in one scenario: `first` less `second`, on average per seed.

    `low` and `high` are its confidence limits; null with fewer than two seeds. `seeds` have both columns.
    """

    scenario: str
    metric: str
    first: str
    second: str
    seeds: int
    difference: float
    low: float | None
    high: float | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a scenario was played: with `seeds` seeds. `leader` is the column with the least harm.

    `settled`: every other column has more harm than the leader, or the same.
    """

    scenario: str
    seeds: int
    leader: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Sweep:
    """`sweep.json`: scenarios x columns x seeds. `status` is the exit status.

    `played` cells were played by this command, `kept` were in the store. `margin` is the share of the orders, and of
    the sales, up to which columns count as the same. `looks` are the numbers of seeds after which differences were
    looked at, `error` is the error probability of each look, and `confidence` that of all together.
    """

    golive: str
    command: str
    scenarios: tuple[str, ...]
    columns: tuple[SweepColumn, ...]
    seeds: tuple[int, ...]
    verdict: str
    status: int
    played: int
    kept: int
    places: tuple[Place, ...]
    differences: tuple[PairedDifference, ...]
    standings: tuple[Standing, ...]
    confidence: float
    error: float
    margin: float
    looks: tuple[int, ...]
    store: str
    time_budget_s: float | None = None
    not_run: tuple[NotRun, ...] = ()
    situations: dict[str, str] = field(default_factory=dict)
    """Scenario to what happens in it, the first sentence of its `about`."""
    failed: dict[str, str] = field(default_factory=dict)
    """The message of every cell that failed, by the command that plays it."""
    against: BaselineResult | None = None
    """What differs from the baseline; null without one."""
    format: int = FORMAT

    def as_json(self) -> dict[str, Any]:
        """Return the content of `sweep.json`."""
        return asdict(self)
