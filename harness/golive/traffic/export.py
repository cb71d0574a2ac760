"""Reader of an export of order lines: CSV of spreadsheets and shops, read line by line.

Comma, semicolon, tab or bar between the values; UTF-8 with or without a byte order mark, or UTF-16; any line ends;
decimal point or comma. Values that cannot be read are refused with line and column; nothing is guessed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple, TextIO

from golive.errors import TrafficProblem
from golive.traffic.columns import CANCELLED, COLUMNS, REQUIRED, RETURNED, places, plain

DELIMITERS = (",", ";", "\t", "|")
EPOCH = datetime(1970, 1, 1)
_MS = timedelta(milliseconds=1)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")

LONGEST_LINE = 100_000
"""Characters of a line; more is no line of an order."""
LONGEST_NUMBER = 20
FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_SPAN_MS = 3660 * 86_400_000
"""Time between the first and the last order, ten years."""


class Line(NamedTuple):
    """One line of an order. `placed_ms` is the time on the merchant's own clock, as if it were UTC."""

    order: str
    placed_ms: int
    sku: str
    quantity: float
    customer: str
    price_cents: int | None
    is_cancelled: bool
    is_returned: bool


class Export:
    """An open export; iterate once over `lines()`. Raises TrafficProblem without a required column."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _opened(path)
        first = self._first_line()
        self._delimiter = max(DELIMITERS, key=first.count)
        self._rows = csv.reader(self._bounded(), delimiter=self._delimiter)
        self._header = next(csv.reader([first], delimiter=self._delimiter))
        self._first_ms = self._last_ms = 0
        self._places = places(self._header)
        for column in REQUIRED:
            if column not in self._places:
                wanted = f"a column {COLUMNS[column][0]} (or {', '.join(COLUMNS[column][1:])})"
                raise self._problem(1, "", wanted, f"the columns {', '.join(self._header)[:200]}")

    def has(self, column: str) -> bool:
        """Whether an optional column is there."""
        return column in self._places

    def lines(self) -> Iterator[Line]:
        """Every line. Raises TrafficProblem at the first that cannot be read. Closes the file."""
        with self._file:
            yield from self._read()

    def _read(self) -> Iterator[Line]:
        wide, at = len(self._header), [self._places.get(name, -1) for name in COLUMNS]
        order_at, placed_at, sku_at, quantity_at, customer_at, price_at, status_at, returned_at = at
        written, placed_ms = "", 0
        for number, row in self._numbered():
            if not any(row):
                continue
            if len(row) != wide:
                raise self._width(number, row)
            if row[placed_at] != written:
                placed_ms = self._moment(row[placed_at], number)
                self._check_span(placed_ms, row[placed_at], number, is_first=not written)
                written = row[placed_at]
            quantity = self._number(row[quantity_at], number, "quantity")
            status = plain(row[status_at]) if status_at >= 0 else ""
            returned = row[returned_at].strip() if returned_at >= 0 else ""
            price = row[price_at].strip() if price_at >= 0 else ""
            yield Line(
                self._text(row[order_at], number, "order"),
                placed_ms,
                self._text(row[sku_at], number, "sku"),
                quantity,
                row[customer_at].strip() if customer_at >= 0 else "",
                round(self._number(price, number, "price") * 100) if price else None,
                status in CANCELLED,
                status in RETURNED
                or quantity < 0
                or (returned != "" and self._number(returned, number, "returned") != 0),
            )

    def _numbered(self) -> Iterator[tuple[int, list[str]]]:
        try:
            for row in self._rows:
                yield self._rows.line_num + 1, row
        except csv.Error as error:
            raise self._problem(self._rows.line_num + 1, "", "a line of CSV", str(error)) from error
        except UnicodeError as error:
            raise self._problem(self._rows.line_num + 2, "", "text in UTF-8", str(error)) from error

    def _bounded(self) -> Iterator[str]:
        """The lines of the file after the first. Raises TrafficProblem for one that is too long."""
        for number in count(2):
            line = self._line(number)
            if not line:
                return
            yield line

    def _line(self, number: int) -> str:
        line = self._file.readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE:
            self._file.close()
            wanted = f"lines of at most {LONGEST_LINE:,} characters"
            raise self._problem(number, "", wanted, "a longer one")
        return line

    def _check_span(self, placed_ms: int, written: str, number: int, *, is_first: bool) -> None:
        if is_first:
            self._first_ms = self._last_ms = placed_ms
        self._first_ms = min(self._first_ms, placed_ms)
        self._last_ms = max(self._last_ms, placed_ms)
        if self._last_ms - self._first_ms > LONGEST_SPAN_MS:
            wanted = "orders within ten years of each other"
            raise self._problem(number, self._name("placed"), wanted, repr(written.strip()[:60]))

    def _first_line(self) -> str:
        try:
            first = self._line(1)
        except UnicodeError as error:
            raise self._problem(1, "", "text in UTF-8", str(error)) from error
        if not first.strip():
            self._file.close()
            raise self._problem(1, "", "a first line with the names of the columns", "nothing")
        return first

    def _text(self, written: str, number: int, column: str) -> str:
        text = written.strip()
        if not text:
            raise self._problem(number, self._name(column), "a value", "nothing")
        return text

    def _moment(self, written: str, number: int) -> int:
        """Milliseconds since 1970 on the merchant's clock: an offset is part of what is written, not of the time."""
        text = written.strip()
        try:
            if found := _DOTTED.fullmatch(text):
                day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
                moment = datetime(year, month, day, hour, minute, second)
            else:
                moment = datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError as error:
            wanted = (
                "a date and time such as 2025-11-28 06:00:00, 2025-11-28T06:00:00+01:00 or 28.11.2025 06:00"
            )
            raise self._problem(number, self._name("placed"), wanted, repr(text[:60])) from error
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            wanted = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
            raise self._problem(number, self._name("placed"), wanted, repr(text[:60]))
        return (moment - EPOCH) // _MS

    def _number(self, written: str, number: int, column: str) -> float:
        text = written.strip().replace("\u00a0", "").replace(" ", "").replace("'", "")
        if "," in text:
            text = self._with_point(text)
        if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
            wanted = "a number such as 2 or 19.90"
            raise self._problem(number, self._name(column), wanted, repr(written[:60]))
        return float(text)

    def _with_point(self, text: str) -> str:
        """1.234,50 and 1,234.50 are unambiguous; 1,234 is a thousand only in a comma-separated file."""
        if "." in text:
            if text.rindex(".") > text.rindex(","):
                return text.replace(",", "")
            return text.replace(".", "").replace(",", ".")
        if self._delimiter == "," and re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+", text):
            return text.replace(",", "")
        return text.replace(",", ".")

    def _name(self, column: str) -> str:
        return self._header[self._places[column]].strip()

    def _width(self, number: int, row: Sequence[str]) -> TrafficProblem:
        hint = "; a value that holds the delimiter needs quotes" if len(row) > len(self._header) else ""
        wanted = f"{len(self._header)} values, as many as the first line names{hint}"
        return self._problem(number, "", wanted, f"{len(row)}")

    def _problem(self, number: int, column: str, expected: str, came: str) -> TrafficProblem:
        place = f"{self._path}:{number}: " + (f"column {column}: " if column else "")
        return TrafficProblem(f"{place}expected {expected}, got {came}")


def _opened(path: Path) -> TextIO:
    try:
        with path.open("rb") as file:
            head = file.read(2)
        encoding = "utf-16" if head in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return path.open(encoding=encoding, newline="")
    except OSError as error:
        raise TrafficProblem(f"{path}: cannot be read: {error.strerror}") from error
