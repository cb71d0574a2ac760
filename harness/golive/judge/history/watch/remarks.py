"""What a run of a program notes beside the verdict: interpreter, addresses, failed turns, how late the clock was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from golive.judge.history.promise import ClockPromise
from golive.record.run import Fact

MOST_NAMED = 10


class Remarks:
    """Readers by kind of fact in `readers`; `sentences` are for people, in the text of a run and in run.json."""

    def __init__(self, promise: ClockPromise) -> None:
        self._promise = promise
        self._untested: dict[str, None] = {}
        self._refused: dict[str, None] = {}
        self._turns: Counter[str] = Counter()
        self._failed: dict[str, Counter[int]] = {}
        self._said: dict[str, Sequence[str]] = {}
        self._left_out: Counter[str] = Counter()
        self.readers: dict[str, Callable[[Fact], None]] = {
            "candidate.address_refused": self._address,
            "candidate.untested": self._interpreter,
            "candidate.job_ended": self._ended,
            "candidate.job_skipped": self._skipped,
        }

    def sentences(self) -> list[str]:
        """The remarks, the weightiest first; empty where there is nothing to say."""
        found = [*self._untested]
        if self._refused:
            named = list(self._refused)
            more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
            found.append(f"calls to other machines were refused: {', '.join(named[:MOST_NAMED])}{more}")
        for name, statuses in self._failed.items():
            shown = ", ".join(f"{count} with status {status}" for status, count in sorted(statuses.items()))
            said = "".join(f"\n  {line}" for line in self._said.get(name, ()))
            words = f"; the last lines of the first one:{said}" if said else ""
            found.append(f"{name}: {statuses.total()} of {self._turns[name]} runs failed ({shown}){words}")
        for name, count in self._left_out.items():
            found.append(f"{name}: {count} runs were left out, those before them being under way")
        return [*found, *self._lateness()]

    def _lateness(self) -> list[str]:
        promise = self._promise
        if promise.speed is None:
            return []
        late = f"one event in a hundred was {promise.lag_p99_ms / 1000:.1f} s of simulated time late or later"
        trip = promise.trip_p95_ms
        trips = (
            "" if trip is None else f", and one round trip in twenty took {trip:.0f} ms of real time or more"
        )
        return [f"clock at speed {promise.speed:g}: {late}{trips}"]

    def _address(self, fact: Fact) -> None:
        self._refused[f"{fact.data['host']}:{fact.data['port']}"] = None

    def _interpreter(self, fact: Fact) -> None:
        self._untested[fact.data["what"]] = None

    def _ended(self, fact: Fact) -> None:
        name, status = _name(fact), fact.data["status"]
        self._turns[name] += 1
        if status and not fact.data.get("killed"):
            self._failed.setdefault(name, Counter())[status] += 1
            self._said.setdefault(name, fact.data.get("said", ()))

    def _skipped(self, fact: Fact) -> None:
        self._left_out[_name(fact)] += 1


def _name(fact: Fact) -> str:
    process = fact.data.get("process")
    return f"process {process}" if process else "the program"
