"""What a statement of a blueprint is made of."""

from __future__ import annotations

from dataclasses import dataclass

from golive.describing.section import Run
from golive.judge.claims.claim import Tested
from golive.record.run import Fact


@dataclass
class Statement:
    """A statement about a domain, tested on one run."""

    domain: str

    @property
    def text(self) -> str:
        """The statement as it is in the file."""
        raise NotImplementedError

    def begin(self, run: Run) -> None:
        """Begin the run."""

    def read(self, fact: Fact) -> None:
        """Read a fact of the run."""

    def tested(self, run: Run) -> Tested:
        """The verdict after the last fact."""
        raise NotImplementedError
