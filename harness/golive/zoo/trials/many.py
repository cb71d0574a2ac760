"""Many runs, each in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from golive.errors import Interrupted
from golive.isolation.frames import RESULT
from golive.isolation.isolated import End, Task
from golive.isolation.playing import warm
from golive.isolation.supervision import Supervision
from golive.record.run import BROKEN, Scorecard

Work = Callable[[], Mapping[str, Any]]
"""Carries out one run and returns what is to be known of it, as JSON has it."""


def carried_out(
    work: Sequence[Work], at_once: int, ended: Callable[[int, End], None], noun: str = "runs"
) -> None:
    """Do all of it; `ended` is called with the index and the end of each as soon as it is over.

    Raises Interrupted, with the number of those that were done.
    """
    done = 0

    def take(number: int, end: End) -> None:
        nonlocal done
        done += end.result is not None
        ended(number, end)

    warm(many=True)
    try:
        Supervision([_task(each) for each in work], at_once, take).run()
    except Interrupted as interrupted:
        raise Interrupted(f"{done} of {len(work)} {noun} were played", interrupted.number) from None


def _task(work: Work) -> Task:
    return Task(lambda tell, face: tell(RESULT, **work()), _ignore)


def _ignore(_frame: Mapping[str, Any]) -> None:
    """Progress of a single run is not shown."""


def told(card: Scorecard) -> dict[str, Any]:
    """The verdict of a run, the kinds, keys and causes of its findings, and what was expected and is not so.

    `accuses` are the kinds of findings for which the integration is at fault.
    """
    return {
        "accuses": sorted(name for name, kind in card.kinds.items() if kind.decides),
        "is_broken": card.verdict == BROKEN,
        "findings": [[found.kind, found.key, found.cause.code] for found in card.findings],
        "reasons": list(card.reasons),
    }
