"""The plan that repeats a recorded run."""

from __future__ import annotations

import shlex

from golive.candidates.registry import resolve
from golive.errors import InputError
from golive.record.run import RunRecord
from golive.runner import Plan
from golive.scenario.loading.loader import load


class NotRepeatable(InputError):
    """The run cannot be played again with the same result."""


def plan_of(record: RunRecord) -> Plan:
    """Return the plan that repeats a run, from its command.

    Raises NotRepeatable for a run on the live clock, `InputError` for a scenario or candidate that is not there.
    """
    if record.clock != "virtual":
        raise NotRepeatable(
            "expected a run in virtual time, this one was on the live clock, where two runs differ anyway; compare two "
            "of them with golive diff"
        )
    try:
        words = iter(shlex.split(record.command)[2:])
    except ValueError as error:
        raise NotRepeatable(f"run.json: expected a command line as `command`: {error}") from error
    named, options, sets = next(words, ""), {"--candidate": "reference", "--seed": "1"}, []
    for word in words:
        value = next(words, "")
        if word == "--set":
            sets.append(value)
        else:
            options[word] = value
    candidate = resolve(options["--candidate"])
    if "virtual" not in candidate.clocks:
        raise NotRepeatable(
            f"expected a candidate that runs in virtual time; {candidate.name} needs real time"
        )
    return Plan(load(named, sets), candidate, named, options["--candidate"], record.seed, sets=tuple(sets))
