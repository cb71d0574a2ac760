"""Durations with a sign: how far a clock is ahead or behind."""

from __future__ import annotations

from golive.keys.value_kinds import DAY_MS, SPAN, Kind, parse_duration, pattern, show_duration

MOST_MS = 3 * DAY_MS


def _parse(text: str) -> int:
    """Milliseconds from `10m`, `+10m` or `-7m`; not zero, at most three days either way."""
    sign, amount = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    if "-" in amount or "+" in amount:
        raise ValueError("write one sign, before the whole duration: -1h30m")
    by_ms = sign * parse_duration(amount)
    if by_ms == 0:
        raise ValueError("0s is the right time; leave the entry out")
    if abs(by_ms) > MOST_MS:
        raise ValueError("at most 3d either way")
    return by_ms


def show_signed(by_ms: int) -> str:
    """Milliseconds as `10m` or `-7m`."""
    return f"-{show_duration(-by_ms)}" if by_ms < 0 else show_duration(by_ms)


SIGNED_DURATION = Kind(
    "signed duration",
    "a duration with a sign where it is behind, such as 10m (ahead) or -7m (behind)",
    _parse,
    show_signed,
    pattern(rf"[+-]?{SPAN}", unless=r"(?![+-]?(?:0+(?:d|h|ms|m|s))+$)"),
)
