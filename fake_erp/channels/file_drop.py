"""File drop: order files are read from `in`, acknowledged in `out`, kept in `archive` or, unreadable, in `error`."""

from __future__ import annotations

from dataclasses import dataclass, field

from fake_erp.channels.config import Channels
from fake_erp.channels.csv_format import CsvFormat, FileRefused
from fake_erp.channels.folders import File, Files
from fake_erp.channels.order_file import OrderRows, orders_of
from fake_erp.channels.rows import Outcome, Rows, Turn
from fake_erp.errors import NotFound
from fake_erp.model import Emit, Now

UNFINISHED = (".tmp", ".part")
"""Endings of files that are still being written."""
MARKER = ".done"
SENDER = "files"
"""The client as which files come in, for rights."""
ACK_COLUMNS = ("line", "external_reference", "status", "number", "code", "field", "message")


@dataclass(slots=True)
class Reading:
    """A file that is being read: its orders, and the outcomes of those read so far."""

    file: File
    orders: list[OrderRows]
    outcomes: list[Outcome] = field(default_factory=list)
    turn: Turn = field(default_factory=Turn)


class FileDrop:
    """Emits `erp.file.read` and `.refused`."""

    def __init__(self, now: Now, emit: Emit, config: Channels, rows: Rows) -> None:
        self._emit = emit
        self._config = config
        self._rows = rows
        self.format = CsvFormat.of(config)
        self.files = Files(now)
        self._worked_off: dict[str, None] = {}
        self._reading: Reading | None = None

    def require_open(self) -> None:
        """Raises NotFound when the installation reads no files."""
        if not self._config.files:
            raise NotFound("file exchange is not enabled in this ERP; make one call per record instead")

    def work(self) -> int:
        """Read the finished files in `in`, by name; how many were read to the end."""
        if self._reading is not None and not self._goes_on(self._reading):
            return 0
        names = [file.name for file in self.files.listed("in")]
        due = [name for name in names if self._is_due(name)]
        for worked, name in enumerate(due):
            if not self._read(self.files.get(name, "in")):
                return worked
        return len(due)

    @property
    def resume_ms(self) -> int | None:
        """When the order is done for which the rest of its file waits; None while there is no such order."""
        return None if self._reading is None else self._reading.turn.until_ms

    def _is_due(self, name: str) -> bool:
        if name.endswith((*UNFINISHED, MARKER)):
            return False
        return not self._config.file_marker or self.files.has(name + MARKER, "in")

    def _read(self, file: File) -> bool:
        """Whether it was read to the end."""
        try:
            orders = self._orders(file)
        except FileRefused as refused:
            self._remove(file)
            self._refuse(file, str(refused))
            return True
        return self._goes_on(Reading(file, orders))

    def _goes_on(self, reading: Reading) -> bool:
        """Read on until an order takes longer; whether the file was read to the end. It stays in `in` till then."""
        file, by = reading.file, f"file:{reading.file.name}"
        for order in reading.orders[len(reading.outcomes) :]:
            if order.problem:
                outcome = self._rows.refuse(order.reference, "shape", "malformed", order.problem)
            else:
                done = self._rows.step("order.create", order.document, by, SENDER, reading.turn)
                if done is None:
                    self._reading = reading
                    return False
                outcome = done
            reading.outcomes.append(outcome)
        self._reading = None
        results = list(zip(reading.orders, reading.outcomes, strict=True))
        self._remove(file)
        self._worked_off[file.name] = None
        self._put(file.name, file.content, "archive")
        self._acknowledge(file.name, results)
        refused_orders = sum(outcome.is_refused for _, outcome in results)
        self._emit(
            "erp.file.read",
            {"file": file.name},
            {"accepted": len(results) - refused_orders, "refused": refused_orders},
        )
        return True

    def _remove(self, file: File) -> None:
        """Take a file that was read out of `in`, unless another took its name meanwhile."""
        if self.files.has(file.name, "in") and self.files.get(file.name, "in") is file:
            self.files.take(file.name, "in")
        if self._config.file_marker and self.files.has(file.name + MARKER, "in"):
            self.files.take(file.name + MARKER, "in")

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
            if outcome.is_told
            for line in order.lines
        ]
        if rows or not results:
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
