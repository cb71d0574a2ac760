"""When the differences of a sweep are looked at, and the error probability of each look.

To look again and again and stop at the first interval that excludes zero makes an interval of 95 % wrong far more often
than in one case of twenty. So the looks are planned before the first run, at equal distances, and all have the same
smaller error probability, with which all of them together are wrong in one case of twenty (Pocock, Biometrika 64, 1977,
who found it to hold for Student's t as well).
"""

from __future__ import annotations

from dataclasses import dataclass

CONFIDENCE = 0.95
LEAST = 4
"""Seeds at the first look."""
_ERRORS = (0.05, 0.0294, 0.0221)
"""By the number of looks, for 95 %: Pocock's table 1, as error probabilities on both sides together."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks at a sweep with `planned` seeds; with `early` there are up to three, else one at the end."""

    planned: int
    early: bool = False

    @property
    def at(self) -> tuple[int, ...]:
        """The numbers of seeds after which there is a look, the last one with all."""
        if not self.early:
            return (self.planned,)
        parts = len(_ERRORS)
        seeds = {-(-self.planned * part // parts) for part in range(1, parts)}
        return (*sorted(each for each in seeds if LEAST <= each < self.planned), self.planned)

    @property
    def error(self) -> float:
        """The error probability of each look."""
        return _ERRORS[len(self.at) - 1]
