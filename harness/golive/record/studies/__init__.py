"""A study: what several runs together say, as a headline, figures, tables and charts in one form for all reports."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

STUDY_PAGE, STUDY_FILE = "study.html", "study.json"
"""The files of a study in its folder."""

NUMBER, SHARE, DURATION, TEXT = "number", "share", "duration", "text"
"""The unit of a value: a number, a share of one, a time in ms, a text."""

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A named value of the headline, with the words that say what it is (`about`)."""

    name: str
    value: Value
    unit: str = NUMBER
    about: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    unit: str = NUMBER


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values, one for each column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chart: points from left to right; None is a gap."""

    name: str
    points: tuple[tuple[float, float | None], ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of a chart: what it shows, and the unit of its values."""

    name: str
    unit: str = NUMBER


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over one pair of axes. `marks` are vertical lines at named places of the horizontal axis."""

    title: str
    x: Axis
    y: Axis
    lines: tuple[Line, ...]
    about: str = ""
    marks: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """What was found. `notes` are sentences, the criteria among them; `command` repeats the study."""

    kind: str
    subject: str
    headline: str
    command: str
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    sets: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The study as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Study:
        """The study of such JSON values. Raises KeyError or TypeError for another shape."""
        return cls(
            **{
                **row,
                "figures": tuple(Figure(**each) for each in row["figures"]),
                "notes": tuple(row["notes"]),
                "sets": tuple(row["sets"]),
                "tables": tuple(_table(each) for each in row["tables"]),
                "charts": tuple(_chart(each) for each in row["charts"]),
            }
        )


def _table(row: dict[str, Any]) -> Table:
    columns = tuple(Column(**each) for each in row["columns"])
    return Table(row["title"], columns, tuple(map(tuple, row["rows"])), row["about"])


def _chart(row: dict[str, Any]) -> Chart:
    lines = tuple(
        Line(each["name"], tuple((at, value) for at, value in each["points"])) for each in row["lines"]
    )
    marks = tuple((name, at) for name, at in row["marks"])
    return Chart(row["title"], Axis(**row["x"]), Axis(**row["y"]), lines, row["about"], marks)
