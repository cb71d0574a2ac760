"""Problems of a scenario file: where, what was expected, what came, what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_LONGEST_CAME = 80


class ScenarioError(Exception):
    """One problem: where, what was expected, what came, and what to write instead.

    `file` is the path as the user knows it or the `--set` argument, `line` counts from 1 (None where there is
    none), `path` is the dotted path of the key (may be empty), `hint` may be empty.
    """

    def __init__(
        self, file: str, line: int | None, path: str, expected: str, came: str, hint: str = ""
    ) -> None:
        super().__init__(file, line, path, expected, came, hint)
        self.file = file
        self.line = line
        self.path = path
        self.expected = expected
        self.came = came
        self.hint = hint

    @property
    def problems(self) -> tuple[ScenarioError, ...]:
        return (self,)

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        is_named = not self.path or where == f"--set {self.path}"
        place = where if is_named else f"{where}: {self.path}"
        message = f"{place}: expected {self.expected}, got {self.came}"
        return f"{message}; {self.hint}" if self.hint else message


class ScenarioErrors(ScenarioError):
    """Several problems of one scenario, in the order of the file; itself it stands for the first of them."""

    def __init__(self, *problems: ScenarioError) -> None:
        first = problems[0]
        super().__init__(first.file, first.line, first.path, first.expected, first.came, first.hint)
        self.args = problems
        self._problems = problems

    @property
    def problems(self) -> tuple[ScenarioError, ...]:
        return self._problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self._problems)


def raise_all(problems: Iterable[ScenarioError]) -> None:
    """Raise what was collected, the first line first; nothing where there is nothing."""
    found = sorted(problems, key=lambda problem: (problem.file, problem.line or 0))
    if len(found) == 1:
        raise found[0]
    if found:
        raise ScenarioErrors(*found)


def quote(text: str) -> str:
    """What came, on one line and not too long."""
    if not text:
        return "nothing"
    shown = text if len(text) <= _LONGEST_CAME else text[: _LONGEST_CAME - 3] + "..."
    return shown if shown.isprintable() and shown == shown.strip() else ascii(shown)


def nearest(word: str, known: Iterable[str], most: int = 1) -> str:
    """`did you mean orders?` where something known is near, else nothing."""
    near = difflib.get_close_matches(word[:100], list(known), n=most, cutoff=0.55)
    return f"did you mean {' or '.join(near)}?" if near else ""
