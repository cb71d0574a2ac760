"""What works off the batches and files that came in, and writes the files that go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fake_erp.jobs.base import Job
from fake_erp.schedules import Schedule

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def _every(erp: Erp, period_ms: int, is_on: bool = True) -> int | None:
    return Schedule(erp.opened_ms, period_ms).after(erp.now()) if is_on and period_ms else None


@dataclass(frozen=True, slots=True)
class WorkOffBatches(Job):
    """Works off rows of the batches that wait."""

    def next_ms(self, erp: Erp) -> int | None:
        return _every(erp, erp.config.ways.batch_every_ms, erp.config.ways.batch)

    def work(self, erp: Erp) -> None:
        written = erp.batches.work()
        erp.capacity.hold(("orders", "stock"), written * erp.config.lock_ms, "batch")


@dataclass(frozen=True, slots=True)
class ReadFiles(Job):
    """Reads the order files that lie in the folder `in`."""

    def next_ms(self, erp: Erp) -> int | None:
        return _every(erp, erp.config.ways.files_every_ms, erp.config.ways.files)

    def work(self, erp: Erp) -> None:
        erp.filedrop.work()


@dataclass(frozen=True, slots=True)
class WriteStockFile(Job):
    """Writes the stock to the folder `out`."""

    def next_ms(self, erp: Erp) -> int | None:
        return _every(erp, erp.config.ways.stock_file_every_ms)

    def work(self, erp: Erp) -> None:
        erp.exports.stock()


@dataclass(frozen=True, slots=True)
class WritePriceFile(Job):
    """Writes the prices to the folder `out`."""

    def next_ms(self, erp: Erp) -> int | None:
        return _every(erp, erp.config.ways.price_file_every_ms)

    def work(self, erp: Erp) -> None:
        erp.exports.prices()
