"""Jobs that process batches and files that came in, and write the files that go out."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.jobs.base import Job
from fake_erp.jobs.installation import Installation
from fake_erp.schedules import Schedule


def _every(erp: Installation, period_ms: int, is_on: bool = True) -> int | None:
    return Schedule(erp.opened_ms, period_ms).after(erp.now()) if is_on and period_ms else None


def _sooner(at_ms: int | None, resume_ms: int | None) -> int | None:
    return at_ms if at_ms is None or resume_ms is None else min(at_ms, resume_ms)


@dataclass(frozen=True, slots=True)
class ProcessBatches(Job):
    """Processes rows of the waiting batches."""

    def next_ms(self, erp: Installation) -> int | None:
        regular = _every(erp, erp.config.channels.batch_every_ms, erp.config.channels.batch)
        return _sooner(regular, erp.batches.resume_ms)

    def work(self, erp: Installation) -> None:
        written = erp.batches.work()
        erp.capacity.hold(("orders", "stock"), written * erp.config.lock_ms, "batch")


@dataclass(frozen=True, slots=True)
class ReadFiles(Job):
    """Reads the files in the folder `in`."""

    def next_ms(self, erp: Installation) -> int | None:
        channels = erp.config.channels
        regular = _every(erp, channels.files_every_ms, channels.files or channels.idocs)
        return _sooner(regular, erp.filedrop.resume_ms)

    def work(self, erp: Installation) -> None:
        erp.filedrop.work()


@dataclass(frozen=True, slots=True)
class WriteIdocs(Job):
    """Writes the IDocs of what changed to the folder `out`."""

    def next_ms(self, erp: Installation) -> int | None:
        return _every(erp, erp.config.channels.files_every_ms, erp.config.channels.idocs)

    def work(self, erp: Installation) -> None:
        erp.idocs.write()


@dataclass(frozen=True, slots=True)
class WorkTables(Job):
    """Reads and writes the staging tables."""

    def next_ms(self, erp: Installation) -> int | None:
        regular = _every(erp, erp.config.channels.tables_every_ms, erp.config.channels.tables)
        return _sooner(regular, erp.staging.resume_ms)

    def work(self, erp: Installation) -> None:
        erp.staging.work()


@dataclass(frozen=True, slots=True)
class WriteStockFile(Job):
    """Writes the stock to the folder `out`."""

    def next_ms(self, erp: Installation) -> int | None:
        return _every(erp, erp.config.channels.stock_file_every_ms)

    def work(self, erp: Installation) -> None:
        erp.exports.stock()


@dataclass(frozen=True, slots=True)
class WritePriceFile(Job):
    """Writes the prices to the folder `out`."""

    def next_ms(self, erp: Installation) -> int | None:
        return _every(erp, erp.config.channels.price_file_every_ms)

    def work(self, erp: Installation) -> None:
        erp.exports.prices()
