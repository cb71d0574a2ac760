"""One line in the timeline of an order: a fact as a sentence, with its lane, tone and badge."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from golive.record.run import Fact
from golive_reports.words.badges import tone_and_badge
from golive_reports.words.fields import Fields
from golive_reports.words.sentences import SENTENCES
from golive_reports.words.text import as_words, clean, written

LANES = ("shop", "wire", "erp", "desk")
"""`wire` is the candidate and what it sends and receives."""

LANE_NAMES = {"shop": "Shop", "wire": "Candidate and wire", "erp": "ERP", "desk": "Desk"}
_LANE_OF_NOUN = {
    "shop": "shop",
    "payment": "shop",
    "workload": "shop",
    "erp": "erp",
    "exchange": "wire",
    "notice": "wire",
    "candidate": "wire",
    "run": "wire",
    "desk": "desk",
    "clerk": "desk",
    "change": "erp",
}
_SENTENCE_LIMIT = 600


class StoryLine(NamedTuple):
    """A line of a timeline. `badge` marks something remarkable ("reply lost"), `faults` are the ids of its faults."""

    lane: str
    text: str
    tone: str
    badge: str
    faults: tuple[str, ...]


def describe(fact: Fact, decimals: Collection[str] = ()) -> StoryLine:
    """Return the fact as a line. It never fails: an unknown kind is printed as names and values.

    `decimals` are SKUs whose quantities facts state in thousandths.
    """
    tone, badge = tone_and_badge(fact)
    return StoryLine(lane(fact), _sentence(fact, decimals), tone, badge, _fault_ids(fact.data.get("faults")))


def lane(fact: Fact) -> str:
    """Return the lane of a fact. A change in a system belongs to that system, even if the wire reports it."""
    if fact.kind == "exchange.committed":
        return "shop" if str(fact.data.get("op")).startswith("shop.") else "erp"
    return _LANE_OF_NOUN.get(fact.kind.partition(".")[0], "wire")


def _sentence(fact: Fact, decimals: Collection[str]) -> str:
    sentence = SENTENCES.get(fact.kind)
    if sentence is None:
        values = ", ".join(
            f"{name} {written(value)}" for name, value in [*fact.keys.items(), *fact.data.items()]
        )
        return clean(f"{as_words(str(fact.kind))}: {values}", _SENTENCE_LIMIT)
    of = Fields(fact, decimals)
    return sentence.format_map(of) if isinstance(sentence, str) else sentence(of)


def _fault_ids(faults: Any) -> tuple[str, ...]:
    if not isinstance(faults, (list, tuple)):
        return ()
    return tuple(clean(fault, 60) for fault in faults[:6])
