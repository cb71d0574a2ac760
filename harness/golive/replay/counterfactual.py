"""The counterfactual of a finding: the same run with one hit of a fault taken out.

A run is a function of scenario, candidate, seed and hits. So it is played once with its hits recorded, and again for
each hit that is about the finding's order or article, without that hit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from golive.chaos.hit_list import AnyHit, RecordedHit, RecordedTimedHit
from golive.keys.times import local_clock
from golive.record.run import Fact, Finding, RunRecord, Scorecard
from golive.replay.plan import plan_of
from golive.result import RunResult
from golive.runner import Progress, carry_out

MOST_HITS = 3
"""Hits that are taken out one by one, those closest before the finding first."""
COSTLIEST = 3
"""Findings that are worked out without being asked for."""
MOST_FACTS = 20_000
"""The size of a run up to which that is done: playing it again takes few seconds."""


@dataclass(frozen=True, slots=True)
class Without:
    """A run without one hit: the hit in words, and whether the finding is gone (`cures`)."""

    hit: str
    cures: bool
    sentence: str


class Player:
    """Plays a run again. Raises as `plan_of` does."""

    def __init__(self, record: RunRecord, progress: Progress | None = None) -> None:
        self.offset_ms = plan_of(record).scenario.clock.start.offset_ms
        self._record = record
        self._progress = progress

    def __call__(self, hits: Sequence[AnyHit] | None = None) -> RunResult:
        """Play by these hits, or by chance with the hits recorded where there are none."""
        return carry_out(plan_of(self._record), None, self._progress, hits, record_hits=hits is None)


def first_outcomes(found: Sequence[Finding], record: RunRecord, progress: Progress) -> list[Without]:
    """Return the runs without one hit each, for the first finding with suspected hits. Raises as `plan_of` does."""
    play = Player(record, progress)
    played = play()
    return next((outcomes for each in found if (outcomes := without_hits(each, played, play))), [])


def suspects(finding: Finding, played: RunResult) -> list[AnyHit]:
    """Return the hits about the finding's order or article, the latest first; kills in the life of the order too."""
    story = played.history.orders.stories.get(finding.key)
    keys = {finding.key}
    if story is not None:
        keys |= {*story.also_known_as, *(doc.number for doc in story.erp)}
    found: list[AnyHit] = []
    for hit in played.hits:
        if isinstance(hit, RecordedHit):
            if hit.key and hit.key in keys:
                found.append(hit)
        elif story is not None and _was_open(story.placed_ms, [doc.created_ms for doc in story.erp], hit):
            found.append(hit)
    return found[::-1][:MOST_HITS]


def _was_open(placed_ms: int, created_ms: list[int], hit: RecordedTimedHit) -> bool:
    """Whether the clock's hit fell between the placing of an order and its last ERP order."""
    return placed_ms <= hit.at_ms and (not created_ms or hit.at_ms <= max(created_ms))


def without_hits(
    finding: Finding, played: RunResult, play: Player, say: Callable[[str], None] = lambda text: None
) -> list[Without]:
    """Play the run without each suspected hit, up to the first that cures; empty where no hit is suspected."""
    found: list[Without] = []
    for hit in suspects(finding, played):
        words = _in_words(hit, played, play.offset_ms)
        say(f"the same run without {words}")
        rest = [each for each in played.hits if each != hit]
        found.append(_compared(finding, words, played, play(rest)))
        if found[-1].cures:
            break
    return found


def costliest(card: Scorecard, record: RunRecord) -> Scorecard:
    """Return the scorecard with the counterfactual of its costliest findings, each without the hit closest to it.

    It is worked out in at most four runs, and only where the run is short, in virtual time, was hit by faults, and
    comes out the same when it is played again.
    """
    if record.facts > MOST_FACTS or record.clock != "virtual" or not any(each.hit for each in card.faults):
        return card
    chosen = sorted((each for each in card.findings if each.key), key=lambda each: -each.harm_cents)[
        :COSTLIEST
    ]
    if not chosen:
        return card
    play = Player(record)
    played = play()
    if played.scorecard.counts != card.counts:  # a candidate that keeps state in its process
        return card
    found = {}
    for each in chosen:
        for hit in suspects(each, played)[:1]:
            words = _in_words(hit, played, play.offset_ms)
            rest = [other for other in played.hits if other != hit]
            found[each] = _compared(each, words, played, play(rest)).sentence
    findings = [replace(each, without=found[each]) if each in found else each for each in card.findings]
    return replace(card, findings=findings)


def _compared(finding: Finding, words: str, before: RunResult, after: RunResult) -> Without:
    ours = next((each for each in before.orders if each.order == finding.key), None)
    theirs = next((each for each in after.orders if each.order == finding.key), None)
    if ours is not None:
        if theirs is None or (ours.placed_ms, ours.total_cents) != (theirs.placed_ms, theirs.total_cents):
            return Without(words, False, f"without {words} the shop takes other orders; nothing can be said")
        same = finding.kind in {each.kind for each in after.scorecard.findings if each.key == finding.key}
        word = theirs.verdict.replace("_", " ")
        if same:
            return Without(words, False, f"it stays {word if word != 'exact' else 'so'} without {words}")
        return Without(words, True, f"without {words} this order is {word}")
    same = any(each.kind == finding.kind and each.key == finding.key for each in after.scorecard.findings)
    if same:
        return Without(words, False, f"it stays so without {words}")
    return Without(words, True, f"without {words} there is no such finding")


def _in_words(hit: AnyHit, played: RunResult, offset_ms: int) -> str:
    if isinstance(hit, RecordedTimedHit):
        return f"the hit of {hit.fault} at {local_clock(hit.at_ms, offset_ms)}"
    at_ms = _time_of(hit, played.ledger.about(hit.key))
    when = "" if at_ms is None else f" at {local_clock(at_ms, offset_ms)}"
    return f"the hit of {hit.fault} on {hit.name} of {hit.key}{when}"


def _time_of(hit: RecordedHit, facts: list[Fact]) -> int | None:
    """Return when the message of a hit was sent or delivered."""
    for fact in facts:
        if hit.fault not in fact.data.get("faults", ()):
            continue
        name = fact.data.get("op", fact.data.get("name"))
        if name == hit.name and fact.data.get("attempt", hit.attempt) == hit.attempt:
            at_ms: int = fact.data.get("sent_ms", fact.at_ms)
            return at_ms
    return None
