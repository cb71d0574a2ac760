"""Short cells for tests: about 35 orders, a tenth of a second each."""

from __future__ import annotations

from golive.record.cells import Job

SHORT = ("clock.duration=15m", "clock.settle=20m")
CHAOS = (*SHORT, "chaos=[{fault: lose_reply, on: erp.order.create, chance: 20%}]")


def jobs(*candidates: str, seeds: tuple[int, ...] = (1,)) -> tuple[Job, ...]:
    """One cell for each candidate and seed."""
    return tuple(
        Job("calm", candidate, seed, CHAOS, fingerprint="f") for seed in seeds for candidate in candidates
    )
