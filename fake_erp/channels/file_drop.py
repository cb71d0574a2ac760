"""File drop: order files are read from `in`, acknowledged in `out`, kept in `archive` or, unreadable, in `error`."""

from __future__ import annotations

from fake_erp.channels.config import Channels
from fake_erp.channels.csv_format import CsvFormat, FileRefused
from fake_erp.channels.folders import File, Files
from fake_erp.channels.order_file import OrderRows, orders_of
from fake_erp.channels.rows import Outcome, Rows
from fake_erp.errors import NotFound
from fake_erp.model import Emit, Now

UNFINISHED = (".tmp", ".part")
"""Endings of files that are still being written."""
MARKER = ".done"
SENDER = "files"
"""The client as which files come in, for rights."""
ACK_COLUMNS = ("line", "external_reference", "status", "number", "code", "field", "message")


class FileDrop:
    """Emits `erp.file.read` and `.refused`."""

    def __init__(self, now: Now, emit: Emit, config: Channels, rows: Rows) -> None:
        self._emit = emit
        self._config = config
        self._rows = rows
        self.format = CsvFormat.of(config)
        self.files = Files(now)
        self._worked_off: dict[str, None] = {}

    def require_open(self) -> None:
        """Raises NotFound when the installation reads no files."""
        if not self._config.files:
            raise NotFound("file exchange is not enabled in this ERP; make one call per record instead")

    def work(self) -> int:
        """Read the finished files in `in`, by name; how many there were."""
        names = [file.name for file in self.files.listed("in")]
        due = [name for name in names if self._is_due(name)]
        for name in due:
            self._read(self.files.take(name, "in"))
            if self._config.file_marker:
                self.files.take(name + MARKER, "in")
        return len(due)

    def _is_due(self, name: str) -> bool:
        if name.endswith((*UNFINISHED, MARKER)):
            return False
        return not self._config.file_marker or self.files.has(name + MARKER, "in")

    def _read(self, file: File) -> None:
        try:
            orders = self._orders(file)
        except FileRefused as refused:
            self._refuse(file, str(refused))
            return
        by = f"file:{file.name}"
        results: list[tuple[OrderRows, Outcome]] = []
        for order in orders:
            if order.problem:
                outcome = self._rows.refuse(order.reference, "shape", "malformed", order.problem)
            else:
                outcome = self._rows.run("order.create", order.document, by, SENDER)
            results.append((order, outcome))
        self._worked_off[file.name] = None
        self._put(file.name, file.content, "archive")
        self._acknowledge(file.name, results)
        refused_orders = sum(outcome.is_refused for _, outcome in results)
        self._emit(
            "erp.file.read",
            {"file": file.name},
            {"accepted": len(results) - refused_orders, "refused": refused_orders},
        )

    def _orders(self, file: File) -> list[OrderRows]:
        """Raises FileRefused."""
        if not file.name.lower().endswith(".csv"):
            raise FileRefused("expected a name that ends with .csv")
        if self._config.file_repeated == "refuse" and file.name in self._worked_off:
            raise FileRefused(
                "a file of this name was worked off before; send every file under a name of its own"
            )
        return orders_of(self.format.table(file.content), self.format)

    def _acknowledge(self, name: str, results: list[tuple[OrderRows, Outcome]]) -> None:
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
            for line in order.lines
        ]
        self._put(f"ACK_{name}", self.format.written(ACK_COLUMNS, rows), "out")

    def _refuse(self, file: File, why: str) -> None:
        kept = self._put(file.name, file.content, "error")
        self._put(f"{kept}.reason.txt", f"{file.name}: {why}\n".encode(), "error")
        self._emit("erp.file.refused", {"file": file.name}, {"why": why})

    def _put(self, name: str, content: bytes, folder: str) -> str:
        """Never over another file: the name it got."""
        kept = self.files.free_name(name, folder)
        self.files.put(kept, content, folder)
        return kept
