"""Local execution of runs: a process each, forked from this one, several at a time, results in the order of the jobs.

Each run has a process of its own, so that no module state of a candidate passes from one run to the next and the order
of the runs cannot matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from golive.exit_status import BROKEN_STATUS, HELD_STATUS, UNKNOWN_STATUS
from golive.isolation.frames import RESULT
from golive.isolation.isolated import End, Task
from golive.isolation.playing import Render, RunRequest, warm
from golive.isolation.supervision import Supervision, alone, result_of
from golive.record.run import BROKEN, HELD

STATUS_OF = {HELD: HELD_STATUS, BROKEN: BROKEN_STATUS}


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a run: the exit status that `golive run` has for it, and the message where it was not judged.

    `took_s` is its real time.
    """

    status: int
    last_words: str
    took_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Executor:
    """How runs are carried out: `at_once` at a time, with reports by `render` and a limit of real time each."""

    render: Render
    at_once: int = 1
    wall_clock_s: float | None = None

    def planned(self, plan: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        """Call `plan`, which loads code of the user, in a process of its own; its result as JSON has it.

        Raises as `plan` does.
        """
        warm()
        return result_of(alone(Task(lambda tell, face: tell(RESULT, **plan()), _ignore, self.wall_clock_s)))

    def run_all(
        self,
        requests: Sequence[RunRequest],
        report: Callable[[int, Ended], None],
        goes_on: Callable[[], bool] = lambda: True,
        skips: Callable[[int], bool] = lambda _: False,
    ) -> None:
        """Carry out every run; `report` is called with the index and the end of each, in their order.

        It is called as soon as the run and all before it have ended. `skips` is asked with its index before each
        start, whether that run is left out; then `goes_on`: once it is false, the remaining runs are not made.
        Raises Interrupted; nothing goes on then.
        """
        ends: dict[int, Ended | None] = {}
        reported = 0

        def take(number: int, ended: Ended | None) -> None:
            nonlocal reported
            ends[number] = ended
            while reported in ends:
                if (known := ends[reported]) is not None:
                    report(reported, known)
                reported += 1

        def left_out(number: int) -> bool:
            is_left_out = skips(number)
            if is_left_out:
                take(number, None)
            return is_left_out

        warm(many=True)
        tasks = [self._task(each) for each in requests]
        Supervision(
            tasks, self.at_once, lambda number, end: take(number, _ended(end)), goes_on, left_out
        ).run()

    def _task(self, request: RunRequest) -> Task:
        return Task(lambda tell, face: request(tell, face, self.render), _ignore, self.wall_clock_s)


def _ended(end: End) -> Ended:
    if end.result is None:
        return Ended(end.status, end.message, end.took_s)
    return Ended(STATUS_OF.get(end.result["verdict"], UNKNOWN_STATUS), "", end.took_s)


def _ignore(_frame: Mapping[str, Any]) -> None:
    """Progress of one run of many is not shown."""
