"""Lists of seeds on the command line: `7`, `1,2,5`, `1..8`, `1..4,9`."""

from __future__ import annotations

import re

from golive.errors import CompareProblem

LARGEST = 2**63 - 1
MOST = 10_000
_PART = re.compile(r"([0-9]{1,19})(?:\.\.([0-9]{1,19}))?")


def seeds_of(text: str, option: str = "--seeds") -> tuple[int, ...]:
    """Return the seeds in the written order. Raises CompareProblem for other text and for repeated seeds."""
    found: dict[int, None] = {}
    for part in text.split(","):
        for seed in _range(part.strip(), text, option):
            if seed in found:
                raise _wrong(option, text, f"{seed} twice: the same seed gives the same run")
            found[seed] = None
            if len(found) > MOST:
                raise _wrong(option, text, f"more than {MOST:,} seeds")
    return tuple(found)


def _range(part: str, text: str, option: str) -> range:
    match = _PART.fullmatch(part)
    if match is None:
        raise _wrong(option, text, repr(part[:40]) if part else "nothing between two commas")
    first, last = int(match[1]), int(match[2] or match[1])
    if max(first, last) > LARGEST:
        raise _wrong(option, text, f"{max(first, last)}, above {LARGEST}")
    if last < first:
        raise _wrong(option, text, f"{part}, which runs backwards; write {last}..{first}")
    return range(first, last + 1)


def _wrong(option: str, text: str, came: str) -> CompareProblem:
    shown = text if len(text) <= 60 else text[:57] + "..."
    return CompareProblem(
        f"{option} {shown}: expected whole numbers such as 1..8 or 1,2,5 (1..8 is eight seeds), got {came}"
    )
