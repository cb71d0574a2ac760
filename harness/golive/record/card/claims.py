"""What a design claims of itself, and whether a run confirmed it. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

CLAIM_HELD, REFUTED, NOT_EXERCISED = "held", "refuted", "not exercised"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as it was written, and what the run says of it: held, refuted or not exercised.

    `what` is the evidence in words, `evidence` the ledger sequence numbers of the facts that refute it.
    """

    claim: str
    verdict: str
    what: str
    evidence: tuple[int, ...] = ()
