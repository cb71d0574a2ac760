"""Faults that a test switches on and off in the fakes, with the settings of a scenario's `chaos`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Any

from golive import scenario
from golive.chaos.chance import ChanceFault
from golive.chaos.faults import FAULTS
from golive.chaos.faults.base import configured
from golive.chaos.injector import ArmedFault, FaultInjector
from golive.serve.plan import SANDBOX

_ALWAYS = (0, 10**15)


class SwitchedFault:
    """A fault that is on until `off()`, which may be repeated, or until the end of the `with` block that it opens."""

    def __init__(self, armed: ArmedFault, off: Callable[[], None]) -> None:
        self._armed = armed
        self.off = off

    @property
    def hits(self) -> int:
        """How many messages it has changed so far."""
        return self._armed.effective

    def __enter__(self) -> SwitchedFault:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.off()


class FaultSwitches:
    """The faults of one pair of fakes. All methods are called on the clock's thread."""

    def __init__(self, injector: FaultInjector, seed: int, start_ms: int) -> None:
        self._injector = injector
        self._seed = seed
        self._start_ms = start_ms
        self._count = 0

    def add(self, system: str, kind: str, settings: dict[str, Any]) -> ArmedFault:
        """Arm a fault from now on; without `on`, one of calls covers all calls of the system.

        Raises ScenarioError for an unknown fault or setting, ValueError for one that a fake cannot follow.
        """
        for name in ("at", "id"):
            if name in settings:
                raise ValueError(f"fault {kind}: expected no {name}, it acts until it is switched off")
        known = FAULTS.get(kind)
        if known is not None and known.SEAM in ("exchange", "link") and not known.ACTS_ON:
            settings = {"on": f"{system}.*", **settings}
        self._count += 1
        entry = {"fault": kind, "id": f"{kind.rpartition(':')[2]}-{self._count}", **settings}
        spec = scenario.load(str(SANDBOX), (f"chaos={json.dumps([entry])}",)).faults[0]
        if spec.fault_class.SEAM == "process":
            raise ValueError(
                f"fault {kind}: expected a fault of calls or notices, this one acts on a candidate; golive.run has one"
            )
        fault = configured(spec.fault_class, spec.settings)
        armed = ChanceFault(replace(spec, window=_ALWAYS), fault, self._start_ms, self._seed)
        self._injector.arm([*self._injector.armed, armed])
        return armed

    def remove(self, armed: ArmedFault) -> None:
        """Disarm a fault."""
        self._injector.arm([each for each in self._injector.armed if each is not armed])

    def clear(self) -> None:
        """Disarm all faults."""
        self._injector.arm([])
