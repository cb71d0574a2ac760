"""The columns of a comparison: candidates and variants of the scenario, each with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fake_erp.profiles import NAMES
from golive.errors import CompareProblem

MOST = 8
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}")
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}
_EXAMPLE = "--variant test-like:erp.profile=test-like"


@dataclass(frozen=True, slots=True)
class Column:
    """One variant to run: `candidate` as it was given, `sets` as for `golive run --set`."""

    name: str
    candidate: str
    sets: tuple[str, ...]

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Column:
        """The column that another process told."""
        return cls(row["name"], row["candidate"], tuple(row["sets"]))


def columns(
    candidates: Sequence[tuple[str, str]], variants: Sequence[str], sets: Sequence[str], most: int = MOST
) -> tuple[Column, ...]:
    """Return every candidate under every variant; `candidates` are pairs of the given text and the name.

    Raises CompareProblem for a variant that cannot be read, for repeated names, and for too few or too many columns.
    """
    called = [name for _, name in candidates]
    _once("--candidate", called)
    parsed = [variant_of(text) for text in variants]
    _once("--variant", [name for name, _ in parsed])
    found = []
    for named, called_so in candidates:
        for name, own in parsed or [("", ())]:
            words = [called_so] if len(candidates) > 1 or not name else []
            column = " ".join([*words, *([name] if name else [])])
            found.append(Column(column, named, (*sets, *own)))
    if len(found) < 2:
        raise CompareProblem(
            f"expected two or more things to compare, got one; name --candidate twice, or add {_EXAMPLE} and another"
        )
    if len(found) > most:
        came = f"{len(candidates)} candidates x {len(parsed) or 1} variants"
        raise CompareProblem(f"expected at most {most} columns side by side, got {came}")
    return tuple(found)


def variant_of(text: str) -> tuple[str, tuple[str, ...]]:
    """Split `name:path=value,path=value` into its parts. Commas within brackets or quotes belong to the value."""
    name, colon, rest = text.partition(":")
    if not colon or not _NAME.fullmatch(name):
        came = f"{name!r} as the name" if colon else "no colon"
        raise CompareProblem(
            f"--variant {text[:80]}: expected name:path=value,path=value such as {_EXAMPLE.split()[1]}, got {came}"
        )
    parts = tuple(part.strip() for part in _split(rest) if part.strip())
    for part in parts:
        if "=" not in part:
            raise CompareProblem(
                f"--variant {text[:80]}: expected path=value such as erp.profile=test-like after the name, got {part!r}"
            )
    return name, parts


def variants_of_profiles(written: str | None) -> tuple[str, ...]:
    """Return a variant for each profile of `test-like,production-like`; none for None. Raises CompareProblem."""
    if written is None:
        return ()
    names = [name.strip() for name in written.split(",")]
    for name in names:
        if name not in NAMES:
            raise CompareProblem(
                f"--profiles {written[:80]}: expected names of profiles such as test-like,production-like, got "
                f"{name!r}; golive erp profiles lists them"
            )
    _once("--profiles", names)
    return tuple(f"{name}:erp.profile={name}" for name in names)


def _split(text: str) -> Iterator[str]:
    depth, quote, start = 0, "", 0
    for at, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in _BRACKETS:
            depth += _BRACKETS[character]
        elif character == "," and depth <= 0:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _once(option: str, names: Sequence[str]) -> None:
    for index, name in enumerate(names):
        if name in names[:index]:
            raise CompareProblem(
                f"{option} {name}: named twice; it would be the same run beside itself, name something else"
            )
