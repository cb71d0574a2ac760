"""The errors of golive. Messages state what was expected, what was found and how to correct it.

Every `InputError` is wrong input: the command line prints its message and exits with status 3.
"""

from __future__ import annotations

import signal


class InputError(Exception):
    """Wrong input. The message states what was expected, what was found, and how to correct it."""


class ScenarioError(InputError):
    """One problem of a scenario or candidate file: place, expectation, finding and correction.

    `file` is the path as the user gave it or the `--set` argument, `line` counts from 1 (None without a line),
    `path` is the dotted path of the key (may be empty), `hint` may be empty.
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
        """The single problems: here itself."""
        return (self,)

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        is_repeated = not self.path or where == f"--set {self.path}"
        place = where if is_repeated else f"{where}: {self.path}"
        message = f"{place}: expected {self.expected}, got {self.came}"
        return f"{message}; {self.hint}" if self.hint else message


class ScenarioErrors(ScenarioError):
    """Several problems of one scenario, in the order of the file; its own attributes are those of the first."""

    def __init__(self, *problems: ScenarioError) -> None:
        first = problems[0]
        super().__init__(first.file, first.line, first.path, first.expected, first.came, first.hint)
        self.args = problems
        self._problems = problems

    @property
    def problems(self) -> tuple[ScenarioError, ...]:
        """The single problems, in the order of the file."""
        return self._problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self._problems)


class DottedPathError(InputError):
    """A dotted path (`package.module:name`) cannot be imported, or names a module other than the user's own."""


class UnknownCandidate(InputError):
    """There is no candidate of that name; the message lists what there is."""


class FolderProblem(InputError):
    """A run folder cannot be used; the message states the reason and the correction."""


class LedgerBroken(InputError):
    """A ledger cannot be read; the message names the line and what is wrong with it."""


class NotARun(InputError):
    """A folder does not hold a finished run; the message names the file that is missing or wrong."""


class TooLarge(InputError):
    """A run would need more orders, time, memory or disk than is sensible; the message has the estimate."""


class OptionWithoutEffect(InputError):
    """An option of the command line that the other options make meaningless."""


class CompareProblem(InputError):
    """Several runs cannot be started or read."""


class LoadProblem(InputError):
    """A load cannot be sent."""


class ServeProblem(InputError):
    """A sandbox or a live page cannot be opened."""


class TrafficProblem(InputError):
    """An export of orders cannot be read, or its fit cannot be written. Names file, line and column."""


class LibraryMissing(InputError):
    """A scenario needs a library that is not installed; the message states which extra to install."""


class MachineLacks(Exception):
    """The machine lacks what a run in a process of its own needs; the message says what, where and what to do."""


class CandidateFailed(Exception):
    """The candidate could not be started; the message holds its last output, if any. Exit status 4."""


class NotJudged(CandidateFailed):
    """The candidate ended the process of its run, or golive did because of a limit. Exit status 4."""


class HarnessFailed(Exception):
    """golive failed in the process of a run; `trace` is its stack trace. Exit status 5."""

    def __init__(self, message: str, trace: str) -> None:
        super().__init__(message)
        self.trace = trace


class Interrupted(Exception):
    """A signal ended a command in order; the message states what is left of it."""

    def __init__(self, left: str = "", number: int = signal.SIGINT) -> None:
        super().__init__(left)
        self.number = number
