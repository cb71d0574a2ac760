"""Where Hypothesis takes its choices from: the seed alone.

Its own provider mixes in constants that it finds in the source of imported modules, and keeps them in a folder; then
the same seed would give other texts beside another candidate.
"""

from __future__ import annotations

from typing import Any

from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

BACKEND = "golive"


class SeedAlone(HypothesisProvider):
    """Draws as Hypothesis does, without constants from source code."""

    def _maybe_draw_constant(self, *_: Any, **__: Any) -> None:
        return None


def register() -> str:
    """Make the provider known to Hypothesis; gives its name for `settings(backend=...)`."""
    AVAILABLE_PROVIDERS[BACKEND] = f"{__name__}.{SeedAlone.__name__}"
    return BACKEND
