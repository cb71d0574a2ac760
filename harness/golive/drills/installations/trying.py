"""A candidate against many drawn installations, and the smallest combination of settings behind each harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from golive.candidates.registry import resolve
from golive.drills.installations.drawing import SHARE, Element, as_yaml, draw
from golive.drills.installations.shrinking import smallest
from golive.record.run import Exercised, OrderLine
from golive.rehearsal.rehearsing import RIGHT, WRONG
from golive.result import RunResult
from golive.runner import Plan, carry_out
from golive.scenario import load

CRASHED = "crashed"
HARMS = ("lost", "duplicated", *WRONG, CRASHED)
"""What an installation may not make of an order, by verdict; and a candidate that ends."""

Sayer = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Tried:
    """A run against an installation; `seed` 0 is the scenario as it is.

    `harms` are orders by harm. `acted` are the keys of the elements that acted at least once, of those that a run
    counts: rules and quirks. `smallest` is the part of the elements that does one of the same harms alone.
    """

    seed: int
    elements: tuple[Element, ...]
    orders: int
    right: int
    visible: int
    late: int
    harms: dict[str, int]
    acted: tuple[str, ...]
    smallest: tuple[Element, ...] = ()
    runs: int = 1

    @property
    def is_survived(self) -> bool:
        """Whether no order came to harm; what is at the desk or late has not."""
        return not self.harms

    @property
    def name(self) -> str:
        """Of its file, without the extension."""
        return f"installation-{self.seed}"

    @property
    def in_words(self) -> str:
        """The harms, as `2 lost, 1 wrong content`."""
        return ", ".join(
            what if what == CRASHED else f"{count:,} {what.replace('_', ' ')}"
            for what, count in self.harms.items()
        )

    def as_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        return {**asdict(self), "is_survived": self.is_survived}


@dataclass(frozen=True, slots=True)
class Trial:
    """The scenario as it is, and the candidate against each installation."""

    scenario: str
    candidate: str
    plain: Tried
    tried: tuple[Tried, ...]

    @property
    def broken(self) -> tuple[Tried, ...]:
        """The installations in which orders came to harm."""
        return tuple(each for each in self.tried if not each.is_survived)

    @property
    def combinations(self) -> dict[tuple[Element, ...], list[Tried]]:
        """The installations by the smallest combination that does harm, the most frequent first."""
        found: dict[tuple[Element, ...], list[Tried]] = {}
        for each in self.broken:
            found.setdefault(each.smallest, []).append(each)
        return dict(sorted(found.items(), key=lambda item: -len(item[1])))

    def files(self) -> dict[str, str]:
        """Scenario files by name: each installation, and the smallest part of each that does harm."""
        base = _base(self.scenario)
        found = {}
        for each in self.tried:
            found[f"{each.name}.yaml"] = as_yaml(each.name, "A drawn installation.", base, each.elements)
            if not each.is_survived:
                small = f"{each.name}-smallest"
                found[f"{small}.yaml"] = as_yaml(
                    small, "The part of an installation that does harm.", base, each.smallest
                )
        return found

    def as_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        return {
            "scenario": self.scenario,
            "candidate": self.candidate,
            "plain": self.plain.as_json(),
            "installations": [each.as_json() for each in self.tried],
            "combinations": [
                {"elements": [str(each) for each in elements], "installations": [each.seed for each in found]}
                for elements, found in self.combinations.items()
            ],
        }


def _base(scenario: str) -> str:
    """The word for `base:` that means the same scenario from any folder."""
    path = Path(scenario)
    return str(path.resolve()) if path.suffix and path.exists() else scenario


def try_installations(
    scenario_named: str,
    candidate_named: str,
    seeds: Sequence[int],
    *,
    seed: int = 1,
    share: float = SHARE,
    sets: Sequence[str] = (),
    say: Sayer = lambda share, what: None,
) -> Trial:
    """Play the scenario as it is, then each installation; shrink those that do harm.

    `seeds` are the seeds of the installations, `seed` that of all runs. Raises ScenarioError and UnknownCandidate, and
    CandidateFailed where it could not be run at all.
    """
    with _player(scenario_named, candidate_named, seed, sets) as play:
        plain, tried = play(0, ()), []
        for done, each in enumerate(seeds):
            say(done / len(seeds), f"installation {each}")
            found = play(each, draw(each, share))
            tried.append(found if found.is_survived or not plain.is_survived else _shrunk(play, found))
    return Trial(scenario_named, candidate_named, plain, tuple(tried))


Play = Callable[[int, Sequence[Element]], Tried]


def _shrunk(play: Play, found: Tried) -> Tried:
    runs = 0

    def does_harm(elements: Sequence[Element]) -> bool:
        nonlocal runs
        runs += 1
        return not found.harms.keys().isdisjoint(play(found.seed, elements).harms)

    small = smallest(found.elements, does_harm)
    values = {each: getattr(found, each) for each in found.__dataclass_fields__}
    return Tried(**{**values, "smallest": small, "runs": runs + 1})


@contextmanager
def _player(scenario_named: str, candidate_named: str, seed: int, sets: Sequence[str]) -> Iterator[Play]:
    """Plays elements from a scenario file, as a person with that file would."""
    base, candidate = _base(scenario_named), resolve(candidate_named)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "installation.yaml"

        def play(number: int, elements: Sequence[Element]) -> Tried:
            file.write_text(as_yaml("installation", "Drawn.", base, elements), "utf-8")
            scenario = load(str(file), sets)
            plan = Plan(scenario, candidate, scenario_named, candidate_named, seed)
            return _of(number, tuple(elements), carry_out(plan, None))

        yield play


def _of(number: int, elements: tuple[Element, ...], result: RunResult) -> Tried:
    card = result.scorecard
    harms = {what: _count(result.orders, what) for what in HARMS if what != CRASHED}
    if card.crash:
        harms[CRASHED] = 1
    counted = {f"{_SECTIONS[each.what]}.{each.name}" for each in card.exercised if _acted(each)}
    return Tried(
        number,
        elements,
        len(result.orders),
        _count(result.orders, *RIGHT),
        _count(result.orders, "stuck_visible"),
        _count(result.orders, "late"),
        {what: count for what, count in harms.items() if count},
        tuple(each.key for each in elements if each.key in counted),
    )


_SECTIONS = {"rule": "rules", "quirk": "quirks", "job": "others"}


def _acted(each: Exercised) -> bool:
    return each.what in _SECTIONS and each.acts > 0


def _count(orders: Sequence[OrderLine], *verdicts: str) -> int:
    return sum(each.verdict in verdicts for each in orders)
