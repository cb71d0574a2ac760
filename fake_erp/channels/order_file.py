"""From the rows of an order file to documents of orders.

One row per order line; the fields of the order are repeated on each row. Rows that follow each other with the same
`external_reference` are one order. Columns are named as in the JSON of an order, with a dot between the parts of a
name: `payment.method`, `ship_to.city`, `custom.sales_channel`. An empty cell is an absent field.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from fake_erp.channels.csv_format import CsvFormat, FileRefused, Row, Table
from fake_erp.model.quantities import number_of

REFERENCE = "external_reference"
LINE_COLUMNS = ("item", "quantity", "unit_price", "discount", "warehouse")
NEEDED = (REFERENCE, "customer", "currency", "ordered_at", "item", "quantity", "unit_price")
PARTS = ("shipping", "payment", "ship_to", "bill_to", "custom")
"""Parts of an order that are objects, so that their columns have a dotted name."""
AMOUNTS = ("unit_price", "discount", "shipping.amount", "payment.amount")
FLAGS = ("prices_include_tax", "release", "payment.prepaid")
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One operation of a file: the lines of the file it stands on, and its body, or why there is none."""

    reference: str
    lines: list[int]
    document: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    operation: str = "order.create"
    source: Any = None
    """What the body is read from once its turn has come, for kinds of files that do so."""


def orders_of(table: Table, layout: CsvFormat) -> list[FileRow]:
    """The orders in the order of the file. Raises FileRefused when columns are missing or contradict each other."""
    columns = table.columns
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise FileRefused(f"line 1: expected the columns {', '.join(NEEDED)}; missing: {', '.join(missing)}")
    for name in columns:
        whole = name.partition(".")[0]
        if whole in PARTS and name == whole:
            raise FileRefused(f"line 1: column {name!r} holds an object; name its parts, such as {name}.name")
        if name == "lines":
            raise FileRefused("line 1: column 'lines': write one row per line of the order instead")
    at = columns.index(REFERENCE)

    def reference(row: Row) -> tuple[str, int]:
        """Rows without a reference stand alone."""
        given = row.cells[at].strip() if at < len(row.cells) else ""
        return given, 0 if given else row.line

    return [_order(key[0], list(rows), columns, layout) for key, rows in groupby(table.rows, reference)]


def _order(reference: str, rows: list[Row], columns: list[str], layout: CsvFormat) -> FileRow:
    lines = [row.line for row in rows]
    problem = _problem(reference, rows, columns)
    if problem:
        return FileRow(reference, lines, problem=problem)
    document = _header(rows[0], columns, layout)
    document["lines"] = [_line(row, columns, layout) for row in rows]
    return FileRow(reference, lines, document)


def _problem(reference: str, rows: list[Row], columns: list[str]) -> str:
    for row in rows:
        if len(row.cells) != len(columns):
            return f"line {row.line}: expected {len(columns)} cells, got {len(row.cells)}"
    if not reference:
        return f"line {rows[0].line}: {REFERENCE}: expected the order's own number, got an empty cell"
    first = rows[0]
    for row in rows[1:]:
        for name, cell, other in zip(columns, first.cells, row.cells, strict=True):
            if name not in LINE_COLUMNS and cell != other:
                return f"line {row.line}: {name}: differs from line {first.line}; repeat it on every row of the order"
    return ""


def _header(row: Row, columns: list[str], layout: CsvFormat) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for name, cell in zip(columns, row.cells, strict=True):
        if name in LINE_COLUMNS or not cell.strip():
            continue
        value = _value(name, cell.strip(), layout)
        part, dot, inner = name.partition(".")
        if dot and part in PARTS:
            document.setdefault(part, {})[inner] = value
        else:
            document[name] = value
    return document


def _line(row: Row, columns: list[str], layout: CsvFormat) -> dict[str, Any]:
    return {
        name: _value(name, cell.strip(), layout)
        for name, cell in zip(columns, row.cells, strict=True)
        if name in LINE_COLUMNS and cell.strip()
    }


def _value(name: str, text: str, layout: CsvFormat) -> Any:
    """A cell as JSON would say it. What cannot be read stays text: the reading of the order says what is wrong."""
    if name in FLAGS:
        return _TRUTH.get(text.lower(), text)
    if name == "quantity":
        number = number_of(layout.plain(text))
        return text if number is None else number
    return layout.plain(text) if name in AMOUNTS else text
