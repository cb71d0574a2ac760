"""The scheduled actions of a scenario: each begins at its time and is reverted at the end of its window."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

import simpy

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, configured
from golive.record.ledger import Emit
from golive.record.run import FaultCount
from golive.scenario import ChangeSpec


class Changes:
    """The scheduler of a run's actions. It emits `change.made` and `change.undone`."""

    def __init__(self, specs: Sequence[ChangeSpec], emit: Emit) -> None:
        self._planned = [(spec, configured(spec.change_class, spec.settings)) for spec in specs]
        self._emit = emit
        self._counts = {
            spec.id: FaultCount(spec.id, spec.kind, 0, 0, 0, "its time did not come") for spec in specs
        }

    def start(self, env: simpy.Environment, erp: Erp, shop: Shop) -> None:
        """Schedule all actions, relative to now."""
        for spec, action in self._planned:
            env.process(self._carry_out(env, erp, shop, spec, action))

    def counts(self) -> list[FaultCount]:
        """Return the counters of each action.

        `asked` counts it once it was due, `hit` once it was made, `effective` if it changed anything.
        """
        return list(self._counts.values())

    def _carry_out(
        self, env: simpy.Environment, erp: Erp, shop: Shop, spec: ChangeSpec, action: Action
    ) -> Generator[simpy.Event, Any, None]:
        ahead_ms = min(action.ahead_ms, spec.at_ms)
        if ahead_ms:
            yield env.timeout(spec.at_ms - ahead_ms)
            action = action.prepared(erp, shop)
        yield env.timeout(ahead_ms or spec.at_ms)
        begun = action.begin(erp, shop)
        effective, miss = (1, "") if begun.what else (0, "everything was as it would have made it")
        self._counts[spec.id] = FaultCount(spec.id, spec.kind, 1, 1, effective, miss)
        self._emit("change.made", {"change": spec.id}, {"kind": spec.kind, "what": begun.what})
        if spec.until_ms is not None:
            yield env.timeout(spec.until_ms - spec.at_ms)
            begun.end()
            self._emit("change.undone", {"change": spec.id}, {"kind": spec.kind})
