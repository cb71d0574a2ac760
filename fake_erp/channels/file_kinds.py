"""Kinds of files that come in: which names they have, what is in them, and how they are answered."""

from __future__ import annotations

from typing import Any, Protocol

from fake_erp.channels.csv_format import CsvFormat
from fake_erp.channels.order_file import FileRow, orders_of
from fake_erp.channels.rows import Outcome

ACK_COLUMNS = ("line", "external_reference", "status", "number", "code", "field", "message")


class FileKind(Protocol):
    """One kind of file."""

    @property
    def endings(self) -> tuple[str, ...]:
        """Ends of the names, in lower case."""

    def rows(self, content: bytes) -> list[FileRow]:
        """The operations of a file, in its order. Raises FileRefused when the file as a whole cannot be read."""

    def body(self, row: FileRow) -> Any:
        """The body of the operation; called when the turn of the row has come."""

    def answer(self, name: str, results: list[tuple[FileRow, Outcome]]) -> tuple[str, bytes] | None:
        """Name and content of the file that tells the sender the outcomes; None for none."""


class CsvOrders:
    """Orders in CSV, answered with an acknowledgement."""

    endings = (".csv",)

    def __init__(self, layout: CsvFormat) -> None:
        self._layout = layout

    def rows(self, content: bytes) -> list[FileRow]:
        """One row per order. Raises FileRefused."""
        return orders_of(self._layout.table(content), self._layout)

    def body(self, row: FileRow) -> Any:
        """The document of the order."""
        return row.document

    def answer(self, name: str, results: list[tuple[FileRow, Outcome]]) -> tuple[str, bytes] | None:
        """`ACK_<name>` with a line per row of which the sender is told."""
        rows = [
            (
                str(line),
                order.reference,
                "refused" if outcome.is_refused else "accepted",
                outcome.number,
                outcome.code,
                outcome.field,
                outcome.message,
            )
            for order, outcome in results
            if outcome.is_told
            for line in order.lines
        ]
        if results and not rows:
            return None
        return f"ACK_{name}", self._layout.written(ACK_COLUMNS, rows)
