"""File drop: files are read from `in`, answered in `out`, kept in `archive` or, unreadable, in `error`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fake_erp.channels.config import Channels
from fake_erp.channels.csv_format import CsvFormat, FileRefused
from fake_erp.channels.file_kinds import FileKind
from fake_erp.channels.folders import File, Files
from fake_erp.channels.order_file import FileRow
from fake_erp.channels.rows import Outcome, Rows, Turn
from fake_erp.errors import NotFound
from fake_erp.model import Emit, Now

UNFINISHED = (".tmp", ".part")
"""Endings of files that are still being written."""
MARKER = ".done"
SENDER = "files"
"""The client as which files come in, for rights."""


@dataclass(slots=True)
class Reading:
    """A file that is being read: its rows, and the outcomes of those carried out so far."""

    file: File
    kind: FileKind
    rows: list[FileRow]
    outcomes: list[Outcome] = field(default_factory=list)
    turn: Turn = field(default_factory=Turn)


class FileDrop:
    """Emits `erp.file.read` and `.refused`."""

    def __init__(self, now: Now, emit: Emit, config: Channels, rows: Rows, kinds: Sequence[FileKind]) -> None:
        self._emit = emit
        self._kinds = kinds
        self._config = config
        self._rows = rows
        self.format = CsvFormat.of(config)
        self.files = Files(now)
        self._worked_off: dict[str, None] = {}
        self._reading: Reading | None = None

    @property
    def is_open(self) -> bool:
        """Whether the installation reads files of any kind."""
        return bool(self._kinds)

    def require_open(self) -> None:
        """Raises NotFound when the installation reads no files."""
        if not self._kinds:
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
        """When the row is done for which the rest of its file waits; None while there is no such row."""
        return None if self._reading is None else self._reading.turn.until_ms

    def _is_due(self, name: str) -> bool:
        if name.endswith((*UNFINISHED, MARKER)):
            return False
        return not self._config.file_marker or self.files.has(name + MARKER, "in")

    def _read(self, file: File) -> bool:
        """Whether it was read to the end."""
        try:
            kind, rows = self._rows_of(file)
        except FileRefused as refused:
            self._remove(file)
            self._refuse(file, str(refused))
            return True
        return self._goes_on(Reading(file, kind, rows))

    def _goes_on(self, reading: Reading) -> bool:
        """Read on until a row takes longer; whether the file was read to the end. It stays in `in` till then."""
        file, by = reading.file, f"file:{reading.file.name}"
        for row in reading.rows[len(reading.outcomes) :]:
            if row.problem:
                outcome = self._rows.refuse(row.reference, "shape", "malformed", row.problem)
            else:
                body = reading.kind.body(row)
                done = self._rows.step(row.operation, body, by, SENDER, reading.turn)
                if done is None:
                    self._reading = reading
                    return False
                outcome = done
            reading.outcomes.append(outcome)
        self._reading = None
        results = list(zip(reading.rows, reading.outcomes, strict=True))
        self._remove(file)
        self._worked_off[file.name] = None
        self._put(file.name, file.content, "archive")
        answer = reading.kind.answer(file.name, results)
        if answer is not None:
            self._put(*answer, "out")
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

    def _rows_of(self, file: File) -> tuple[FileKind, list[FileRow]]:
        """Raises FileRefused."""
        name = file.name.lower()
        kind = next((each for each in self._kinds if name.endswith(each.endings)), None)
        if kind is None:
            endings = " or ".join([ending for each in self._kinds for ending in each.endings])
            raise FileRefused(f"expected a name that ends with {endings}")
        if self._config.file_repeated == "refuse" and file.name in self._worked_off:
            raise FileRefused(
                "a file of this name was worked off before; send every file under a name of its own"
            )
        return kind, kind.rows(file.content)

    def _refuse(self, file: File, why: str) -> None:
        kept = self._put(file.name, file.content, "error")
        self._put(f"{kept}.reason.txt", f"{file.name}: {why}\n".encode(), "error")
        self._emit("erp.file.refused", {"file": file.name}, {"why": why})

    def _put(self, name: str, content: bytes, folder: str) -> str:
        """Never over another file: the name it got."""
        kept = self.files.free_name(name, folder)
        self.files.put(kept, content, folder)
        return kept
