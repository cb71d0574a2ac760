"""Files of IDocs in the folder `in`: each IDoc is one row, and its status goes to `out`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.channels.csv_format import CsvFormat
from fake_erp.channels.idocs import flat_file
from fake_erp.channels.idocs.flat_file import MANDT, Idoc
from fake_erp.channels.idocs.incoming import Reading, checked, operation_of, reference_of
from fake_erp.channels.idocs.layouts import STATUS
from fake_erp.channels.idocs.messages import message_of
from fake_erp.channels.order_file import FileRow
from fake_erp.channels.rows import Outcome
from fake_erp.model import Now
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.sales.customers import Customers
    from fake_erp.sales.orders import Orders

POSTED, NOT_POSTED, SYNTAX_ERROR = "53", "51", "60"
"""Application document posted; not posted; error during the syntax check. Source: SAP's table of IDoc statuses."""


class IdocFiles:
    """A kind of file of `fake_erp.channels.file_drop`."""

    endings = (".idoc",)

    def __init__(self, now: Now, layout: CsvFormat, orders: Orders, customers: Customers) -> None:
        self._now = now
        self._layout = layout
        self._reading = Reading(orders, customers)

    def rows(self, content: bytes) -> list[FileRow]:
        """One row per IDoc. Raises FileRefused."""
        return [_row(idoc) for idoc in flat_file.read(self._layout.text(content))]

    def body(self, row: FileRow) -> Any:
        """The body of the operation; partner and order numbers are converted now."""
        return self._reading.row(row.source)

    def answer(self, name: str, results: list[tuple[FileRow, Outcome]]) -> tuple[str, bytes] | None:
        """The status file of a file; without a status of which the sender is told there is none."""
        told = [(row, outcome) for row, outcome in results if outcome.is_told]
        if not told:
            return None
        lines = [STATUS.write(self._record(row, outcome)) for row, outcome in told]
        text = "".join([f"{line}\n" for line in lines])
        return f"{name.rpartition('.')[0]}.sta", self._layout.encoded(text)

    def _record(self, row: FileRow, outcome: Outcome) -> dict[str, str]:
        """The DOCNUM is the sender's, as in an audit IDoc (ALEAUD)."""
        idoc: Idoc = row.source
        status = SYNTAX_ERROR if row.problem else NOT_POSTED if outcome.is_refused else POSTED
        logged = instant_text(self._now())
        return {
            "TABNAM": "EDI_DS40",
            "MANDT": MANDT,
            "DOCNUM": idoc.number,
            "LOGDAT": logged[:10].replace("-", ""),
            "LOGTIM": logged[11:19].replace(":", ""),
            "STATUS": status,
            "UNAME": "EDI",
            "REPID": "SAPLVEDA",
            "SEGFLD": outcome.field,
            "ARCKEY": row.reference,
            **message_of(status, row.operation, outcome),
        }


def _row(idoc: Idoc) -> FileRow:
    problem, operation = checked(idoc), operation_of(idoc)
    return FileRow(reference_of(idoc), [idoc.line], problem=problem, operation=operation, source=idoc)
