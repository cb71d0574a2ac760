"""The phases of a cut-over: which integration runs, for how long, and what is demanded meanwhile."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from golive.errors import InputError
from golive.keys.value_kinds import HOUR_MS, MINUTE_MS, SECOND_MS, parse_duration, parse_share, show_duration

OLD, NEW, BOTH, NONE, CANARY = "old", "new", "both", "none", "canary"
_RUNS = {OLD: (OLD,), NEW: (NEW,), BOTH: (OLD, NEW), NONE: (), CANARY: (OLD, NEW)}


@dataclass(frozen=True, slots=True)
class Budget:
    """What a phase demands. Shares are of its orders; `drift` are units of unexplained stock difference."""

    order_ms: int = 15 * MINUTE_MS
    late: float = 0.01
    drift: float = 10.0


NORMAL = Budget()
TIGHT = Budget(5 * MINUTE_MS, 0.0, 2.0)
"""That of a stabilisation window."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase. `runs` is old, new, both, none or canary; `canary` is the share of the orders whose events the new gets.

    `hands_over`: the new integration starts with a copy of what the old has stored, its cursors among it.
    """

    name: str
    lasts_ms: int
    runs: str
    canary: float = 0.0
    budget: Budget = NORMAL
    hands_over: bool = False

    @property
    def active(self) -> tuple[str, ...]:
        """The integrations that run: old, new, both or none."""
        return _RUNS[self.runs]

    def receivers(self, order: str) -> tuple[str, ...]:
        """The integrations that get the events of an order, by the last digits of its number."""
        if self.runs != CANARY:
            return self.active
        digits = re.sub(r"\D", "", order)[-3:] or "0"
        return (NEW,) if int(digits) % 100 < round(self.canary * 100) else (OLD,)


@dataclass(frozen=True, slots=True)
class CutOver:
    """A plan of phases, in order."""

    name: str
    about: str
    phases: tuple[Phase, ...]

    @property
    def lasts_ms(self) -> int:
        """How long all phases take together."""
        return sum(phase.lasts_ms for phase in self.phases)


_BEFORE = Phase("before", HOUR_MS, OLD)
_STABILISATION = Phase("stabilisation", 4 * HOUR_MS, NEW, budget=TIGHT)

PLANS: dict[str, CutOver] = {
    plan.name: plan
    for plan in (
        CutOver(
            "switch",
            "The old integration stops, the new one starts at once, and stays.",
            (_BEFORE, Phase("new", 2 * HOUR_MS, NEW), _STABILISATION),
        ),
        CutOver(
            "initial-load",
            "The shop sells for two hours without an integration; then the new one takes over what is there.",
            (Phase("selling alone", 2 * HOUR_MS, NONE), Phase("loading", HOUR_MS, NEW), _STABILISATION),
        ),
        CutOver(
            "dual-run",
            "Both integrations run side by side for two hours, then the new one alone.",
            (_BEFORE, Phase("dual run", 2 * HOUR_MS, BOTH), _STABILISATION),
        ),
        CutOver(
            "canary",
            "The new integration gets a tenth of the orders, then half, then all.",
            (
                _BEFORE,
                Phase("canary 10%", 2 * HOUR_MS, CANARY, 0.1),
                Phase("canary 50%", 2 * HOUR_MS, CANARY, 0.5),
                _STABILISATION,
            ),
        ),
        CutOver(
            "rollback",
            "The new integration runs for two hours, then the old one goes on with what it stored before.",
            (
                _BEFORE,
                Phase("new", 2 * HOUR_MS, NEW),
                Phase("rolled back", 3 * HOUR_MS, OLD, budget=TIGHT),
            ),
        ),
        CutOver(
            "hand-over",
            "The new integration starts with a copy of what the old one has stored, its cursors among it.",
            (_BEFORE, Phase("new", 2 * HOUR_MS, NEW, hands_over=True), _STABILISATION),
        ),
    )
}
"""The bundled plans by name."""

_EXAMPLE = "'dual run: both 2h', 'canary: canary 10% 1h' or 'stable: new 4h order 5m drift 2'"


def phase_of(text: str) -> Phase:
    """The phase of `NAME: RUNS [SHARE] LASTS [order TIME] [late SHARE] [drift UNITS] [handover]`.

    Raises InputError.
    """
    name, colon, rest = text.partition(":")
    words = rest.split()
    if not colon or not name.strip() or len(words) < 2 or words[0] not in _RUNS:
        raise _wrong(text, f"a name, one of {', '.join(_RUNS)}, and a time")
    runs = words.pop(0)
    try:
        canary = parse_share(words.pop(0)) if runs == CANARY else 0.0
        lasts_ms = parse_duration(words.pop(0))
    except (ValueError, IndexError) as why:
        raise _wrong(
            text, "a share for a canary, and times such as 2h" + (f" ({why})" if str(why) else "")
        ) from why
    try:
        settings, hands_over = _settings(words)
    except ValueError as why:
        raise _wrong(text, str(why)) from why
    if lasts_ms < SECOND_MS:
        raise _wrong(text, "a time of at least 1s")
    budget = Budget(
        parse_duration(settings.get("order", show_duration(NORMAL.order_ms))),
        parse_share(settings.get("late", f"{NORMAL.late * 100:g}%")),
        _units(str(settings.get("drift", NORMAL.drift))),
    )
    return Phase(name.strip(), lasts_ms, runs, canary, budget, hands_over)


def _settings(words: list[str]) -> tuple[dict[str, str], bool]:
    hands_over = "handover" in words
    rest = [word for word in words if word != "handover"]
    found = dict(zip(rest[::2], rest[1::2], strict=False))
    if len(rest) % 2 or not found.keys() <= _BUDGETS.keys():
        raise ValueError("after the time order TIME, late SHARE, drift UNITS or handover")
    for key, value in found.items():
        parse, expected = _BUDGETS[key]
        try:
            parse(value)
        except ValueError as why:
            raise ValueError(f"{expected} after {key}" + (f" ({why})" if str(why) else "")) from why
    return found, hands_over


def _units(text: str) -> float:
    units = float(text) if re.fullmatch(r"[0-9.]{1,12}", text) else math.nan
    if not math.isfinite(units):
        raise ValueError
    return units


_BUDGETS: dict[str, tuple[Callable[[str], float], str]] = {
    "order": (parse_duration, "a time such as 5m"),
    "late": (parse_share, "a share such as 1%"),
    "drift": (_units, "a number of units from 0"),
}
"""What may follow the time of a phase: how it is read, and what is expected."""


def _wrong(text: str, expected: str) -> InputError:
    return InputError(f"--phase {text[:80]!r}: expected {expected}, as in {_EXAMPLE}")
