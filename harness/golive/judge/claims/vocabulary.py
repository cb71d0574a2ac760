"""The sentences that a claim may be, how they are read, and how all claims of a candidate are tested."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from golive.judge.claims.claim import COUNT, TIME, Claim
from golive.judge.claims.operation.alerts import ALERTS
from golive.judge.claims.operation.calls_per_order import CALLS_PER_ORDER
from golive.judge.claims.operation.calls_per_second import CALLS_PER_SECOND
from golive.judge.claims.operation.told_to_wait import TOLD_TO_WAIT
from golive.judge.claims.orders.lost import LOST
from golive.judge.claims.orders.sequence import SEQUENCE
from golive.judge.claims.orders.shown import SHOWN
from golive.judge.claims.orders.twice import TWICE
from golive.judge.claims.orders.within import WITHIN
from golive.judge.claims.records.cancellations import CANCELLATIONS
from golive.judge.claims.records.oversold import OVERSOLD
from golive.judge.claims.records.parity import PARITY
from golive.judge.claims.records.prices_stale import PRICES_STALE
from golive.judge.claims.records.refunds import REFUNDS
from golive.judge.claims.records.shipments import SHIPMENTS
from golive.judge.claims.records.stock_stale import STOCK_STALE
from golive.judge.oracles import Case
from golive.keys.value_kinds import Kind
from golive.record.card.claims import Claimed
from golive.record.run import Scorecard

CLAIMS: tuple[Claim, ...] = (
    LOST,
    TWICE,
    WITHIN,
    SEQUENCE,
    SHOWN,
    CANCELLATIONS,
    SHIPMENTS,
    REFUNDS,
    STOCK_STALE,
    PARITY,
    OVERSOLD,
    PRICES_STALE,
    TOLD_TO_WAIT,
    CALLS_PER_ORDER,
    CALLS_PER_SECOND,
    ALERTS,
)
_UNITS = {"second": "s", "minute": "m", "hour": "h", "day": "d"}
_LONG = re.compile(r"\b([0-9]+|an?) (second|minute|hour|day)s?\b")
_SAMPLES = {TIME: "5m", COUNT: "3"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim of a candidate: the text as written, the sentence, and its value."""

    text: str
    claim: Claim
    value: Any = None


def parse_claim(text: str) -> Stated:
    """The claim that a text is, such as `stock at most 5 minutes stale`. Raises ValueError with what there is."""
    plain = " ".join(text.split()).casefold()
    for each in (plain, _LONG.sub(_short, plain)):
        stated = _stated(text, each)
        if stated is not None:
            return stated
    sentences = [_sample(claim) for claim in CLAIMS]
    near = difflib.get_close_matches(
        plain, [*sentences, *(each for claim in CLAIMS for each in claim.aliases)], n=1
    )
    raise ValueError(f"did you mean {near[0]}?" if near else f"there are: {'; '.join(sentences)}")


def _stated(text: str, plain: str) -> Stated | None:
    """The claim whose words a text has; None for no claim. Raises ValueError for a value that is none of its kind."""
    wrong = ""
    for claim in CLAIMS:
        if claim.kind is None:
            if plain in (claim.words, *claim.aliases):
                return Stated(text, claim)
            continue
        found = re.fullmatch(_pattern(claim.words), plain)
        if found is not None:
            try:
                return Stated(text, claim, claim.kind.parse(found[1]))
            except ValueError as why:
                wrong = f"{claim.words} needs {claim.kind.expected}; {why}".rstrip("; ")
    if wrong and plain == _LONG.sub(_short, plain):
        raise ValueError(wrong)
    return None


def _short(found: re.Match[str]) -> str:
    count = "1" if found[1] in ("a", "an") else found[1]
    return f"{count}{_UNITS[found[2]]}"


def _pattern(words: str) -> str:
    return re.sub(rf"{TIME}|\b{COUNT}\b", "(.+)", re.escape(words).replace(r"\ ", " "))


def _sample(claim: Claim) -> str:
    return re.sub(rf"{TIME}|\b{COUNT}\b", lambda found: _SAMPLES[found[0]], claim.words)


CLAIM: Kind[Stated] = Kind(
    "claim",
    "a claim such as no order lost, orders within 5m or stock at most 5m stale",
    parse_claim,
    lambda stated: stated.text,
    {"type": "string"},
)


def tested(claims: Iterable[Stated], case: Case, card: Scorecard) -> list[Claimed]:
    """Each claim with what the run says of it."""
    found = []
    for each in claims:
        verdict, what, evidence = each.claim.test(case, card, each.value)
        found.append(Claimed(each.text, verdict, what, tuple(evidence)))
    return found
