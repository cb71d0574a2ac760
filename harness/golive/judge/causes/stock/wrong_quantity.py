"""A wrong quantity of a source, as the patterns read it: the last write of the candidate and what came after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from golive.judge.causes.scene.attempts import Attempt
from golive.judge.causes.skus.sku_reader import StockRecord
from golive.judge.causes.skus.sku_trail import SkuTrail, Write
from golive.judge.history.records.decimals import in_units

MOST_WRITES = 60
"""The last writes of each SKU that patterns are checked with."""
MOST_IN_ALL, LEAST_WRITES = 6_000, 3
"""The writes of all SKUs that patterns are checked with, and the fewest of each."""
READ_MS = 60_000
"""The time from reading the ERP to writing in the shop within which a quantity counts as current."""


@dataclass(slots=True)
class WrongQuantity:
    """What is wrong with a SKU at an instant.

    `source` is the source whose quantity is wrong, empty where the reservations of the shop are; `error` are the units
    that the shop offers too many, negative for too few. `write` is the last write of the candidate there.
    """

    trail: SkuTrail
    record: StockRecord
    source: str
    error: int
    until_ms: int
    write: Write | None
    clock: Callable[[int | None], str]
    shipments_of: Callable[[str], Sequence[Attempt]]
    parcels_of: Callable[[str], Sequence[tuple[str, int, str]]]
    """(SKU, units, warehouse) of the goods that the ERP has delivered of an order."""
    evidence: list[int] = field(default_factory=list)

    @property
    def was_right(self) -> bool:
        """Whether the last write was right when it was made, or right later; also True where there was none."""
        return self.write is None or self.since_ms > self.write.at_ms or is_right(self.trail, self.write)

    @property
    def is_off_at_once(self) -> bool:
        """Whether the quantity was wrong from the instant of the last write to the end."""
        return self.write is not None and self.since_ms <= self.write.at_ms

    @property
    def written(self) -> str:
        """The last write in words."""
        assert self.write is not None
        units = in_units(self.write.quantity, self.trail.scale)
        return f"{units} x {self.trail.sku} written to {self.source} at {self.clock(self.write.at_ms)}"

    @property
    def since_ms(self) -> int:
        """The first instant from which the quantity was wrong until the end; possibly shortly before the last write."""
        trail, source = self.trail, self.source
        after_ms = 0 if self.write is None else self.write.at_ms - READ_MS
        changes = (*trail.levels.get(source, ()), *trail.writes.get(source, ()))
        instants = {each.at_ms for each in changes if after_ms < each.at_ms <= self.until_ms}
        found = self.until_ms
        for at_ms in sorted(instants, reverse=True):
            if not trail.error(source, at_ms):
                break
            found = at_ms
        return found


def is_right(trail: SkuTrail, write: Write, within_ms: int = READ_MS) -> bool:
    """Whether a write has a quantity that was right at most so long before it."""
    return any(
        write.offered == level.right
        for level in trail.during(write.source, write.at_ms - within_ms, write.at_ms)
    )


def wrong_writes(record: StockRecord) -> list[tuple[SkuTrail, Write]]:
    """Return the writes of these SKUs with a quantity that was not right, with their trails."""
    if record.wrong is None:
        record.wrong = [
            (trail, write)
            for trail in record.trails.values()
            for write in last_writes(record, trail)
            if not is_right(trail, write)
        ]
    return record.wrong


def last_writes(record: StockRecord, trail: SkuTrail) -> list[Write]:
    """Return the writes of a SKU that patterns are checked with: fewer where many SKUs are wrong."""
    most = max(LEAST_WRITES, min(MOST_WRITES, MOST_IN_ALL // max(1, len(record.trails))))
    return trail.sent()[-most:]


def wrong_quantity(
    trail: SkuTrail,
    record: StockRecord,
    until_ms: int,
    clock: Callable[[int | None], str],
    shipments_of: Callable[[str], Sequence[Attempt]],
    parcels_of: Callable[[str], Sequence[tuple[str, int, str]]],
) -> WrongQuantity | None:
    """Return what is wrong with a SKU at an instant, at the source that is furthest off; None where nothing is."""
    sources = dict.fromkeys(trail.writes) | dict.fromkeys(trail.levels)
    errors = {source: trail.error(source, until_ms) for source in sources}
    left = sum(units.left_reserved for units in trail.orders.values())
    total = sum(errors.values()) + left
    candidates = [source for source in errors if errors[source] * total > 0]
    source = max(candidates, key=lambda each: abs(errors[each]), default="")
    if not source and not left:
        return None
    writes = [each for each in trail.sent(source) if each.at_ms <= until_ms]
    write = writes[-1] if writes else None
    error = errors[source] if source else left
    wrong = WrongQuantity(trail, record, source, error, until_ms, write, clock, shipments_of, parcels_of)
    if write is not None:
        wrong.evidence.append(write.seq)
    return wrong
