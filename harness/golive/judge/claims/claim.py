"""What a claim of the vocabulary is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from golive.judge.oracles import Case
from golive.keys.value_kinds import Kind
from golive.record.card.claims import CLAIM_HELD, NOT_EXERCISED, REFUTED
from golive.record.run import Scorecard

TIME, COUNT = "TIME", "N"
"""The words that a value takes the place of."""


class Tested(NamedTuple):
    """The result of a test: a verdict, the evidence in words, and the facts that refute the claim."""

    verdict: str
    what: str
    evidence: tuple[int, ...] = ()


Test = Callable[[Case, Scorecard, Any], Tested]
"""Tests a claim with its value (None for one without) on a finished run."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the vocabulary. `words` may contain TIME or N, which a value of `kind` replaces.

    `needs` is what a run must have so that the claim is exercised. `aliases` are other wordings.
    """

    words: str
    about: str
    needs: str
    test: Test
    kind: Kind[Any] | None = None
    aliases: tuple[str, ...] = ()


def held(what: str) -> Tested:
    """The run confirms the claim."""
    return Tested(CLAIM_HELD, what)


def refuted(what: str, *evidence: int) -> Tested:
    """The run shows that the claim is wrong."""
    return Tested(REFUTED, what, evidence)


def idle(why: str) -> Tested:
    """The run says nothing about the claim."""
    return Tested(NOT_EXERCISED, why)
