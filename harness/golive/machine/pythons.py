"""The Python interpreters that programs in virtual time can have."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from functools import cache

from golive_virtual.refusals import AS_A_PROGRAM

TESTED = ((3, 11), (3, 12), (3, 13))
"""Versions under which the tests of golive run programs in virtual time."""
_WHICH = "name the interpreter that has the packages of the program, such as .venv/bin/python"
_ASK = "import sys; print(sys.implementation.name, *sys.version_info[:3])"
_ANSWERS_S = 20.0
_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Python:
    """What an interpreter is: `kind` is `cpython` or the name of another implementation."""

    kind: str
    version: tuple[int, int, int]

    @property
    def named(self) -> str:
        """What messages call it."""
        name = "Python" if self.kind == "cpython" else f"{self.kind}, Python"
        return f"{name} {'.'.join(map(str, self.version))}"

    @property
    def obstacle(self) -> str:
        """Why no program can run under it in virtual time; empty where one can."""
        if self.kind == "cpython" and self.version >= TESTED[0]:
            return ""
        return (
            f"{self.named} cannot run a program in virtual time, which needs CPython {_dotted(TESTED[0])} or later; "
            f"name another interpreter, or {AS_A_PROGRAM}"
        )

    @property
    def doubt(self) -> str:
        """The sentence about a version that golive was not tested with; empty for the others."""
        if self.version[:2] in TESTED:
            return ""
        return f"{self.named} is not a version that golive was tested with ({tested()})"


def tested() -> str:
    """The versions of `TESTED` in words."""
    return ", ".join(map(_dotted, TESTED))


def own() -> Python:
    """The interpreter of golive."""
    return Python(sys.implementation.name, sys.version_info[:3])


@cache
def look(interpreter: str) -> Python:
    """What the interpreter at a path says of itself; that of golive for "".

    Raises OSError where it cannot be started, ValueError where it gives no answer.
    """
    if not interpreter:
        return own()
    try:
        done = subprocess.run(
            [interpreter, "-c", _ASK],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_ANSWERS_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ValueError(
            f"interpreter: {interpreter} gave no answer within {_ANSWERS_S:.0f} s; {_WHICH}"
        ) from None
    words = done.stdout.decode("utf-8", "replace").split()
    if len(words) == 4 and all(word.isdigit() for word in words[1:]):
        major, minor, micro = map(int, words[1:])
        return Python(words[0], (major, minor, micro))
    said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0][:_LONGEST_WORDS]
    raise ValueError(
        f"interpreter: {interpreter} is no Python interpreter: asked for its version, it ended with exit status "
        f"{done.returncode}" + (f" and wrote {said!r}" if said else "") + f"; {_WHICH}"
    )


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
