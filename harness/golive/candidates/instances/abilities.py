"""What a candidate must be able to do for a fault of its own process. A scenario that asks for more is refused."""

from __future__ import annotations

from typing import Any, Protocol

from golive.errors import CandidateFailed
from golive.scenario import Scenario

ABILITIES = {
    "restart": "be killed and started again",
    "pause": "be paused",
    "instances": "run as two instances at once",
    "next": "run a next version beside it",
    "clock": "have a clock of its own",
    "backup": "start again on a backup of its data",
}
"""The abilities, in words that follow `it cannot`."""

PROGRAM = frozenset({"restart", "pause"})
"""What a candidate can do that does not name its abilities."""
COMMAND = PROGRAM | {"instances"}
"""What a program with a command can do."""
PYTHON = COMMAND | {"clock"}
"""What a Python program can do."""
COROUTINE = PYTHON | {"backup"}
"""What a coroutine function can do."""

_INSTEAD = {
    "instances": "run it as a coroutine function (module:function) or a program (python: or command: in a candidate "
    "file)",
    "next": "name it as `next:` in a candidate file, as `python:` or `command:` there is written, or leave "
    "`version: next` out",
    "backup": "run it as a coroutine function (module:function)",
    "clock": "write `time: follow` for a program with a command, or run it as a coroutine function (module:function) "
    "or a Python program (python: in a candidate file)",
}


class Doubled(Protocol):
    """A candidate of which two instances can run at once. Every call takes effect at once, on the clock's thread."""

    def start_beside(self, version: str) -> None:
        """Start a second instance, `same` or `next`, which reads and writes the same stored data."""

    def end_first(self) -> None:
        """End the instance that was started first, as `kill` does."""


class HasBackups(Protocol):
    """A candidate of whose data backups are kept."""

    def go_back(self, age_ms: int) -> None:
        """Put its data back to a backup of this age, before it is killed."""


class OwnClock(Protocol):
    """A candidate whose clock can be wrong."""

    def skew(self, by_ms: int) -> None:
        """From now on its clock differs from the world's by so much; 0: it is right."""


def require(candidate: Any, scenario: Scenario) -> None:
    """Raise CandidateFailed where the scenario has a fault that this kind of candidate cannot suffer.

    A candidate names what it can in `able_to`; one without it is taken for one that can be restarted and paused.
    """
    able: frozenset[str] = getattr(candidate, "able_to", PROGRAM)
    for spec in scenario.faults:
        needed = [getattr(spec.fault_class, "NEEDS", "")]
        if spec.settings.get("version") == "next" and needed == ["instances"]:
            needed.append("next")
        for need in needed:
            if need and need not in able:
                instead = _INSTEAD.get(need, "leave the fault out")
                raise CandidateFailed(
                    f"{candidate.name}: the scenario has the fault {spec.kind} (chaos: {spec.id}), and a candidate of "
                    f"this kind cannot {ABILITIES[need]}; {instead}"
                )
