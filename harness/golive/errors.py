"""Why golive cannot do what it was asked to: what was expected, what came and what to write instead."""

from __future__ import annotations


class InputError(Exception):
    """The input is wrong. The command line prints the message and exits with status 3."""


class CompareProblem(InputError):
    """Several runs cannot be started or read."""


class LoadProblem(InputError):
    """A load cannot be sent."""


class ServeProblem(InputError):
    """A sandbox cannot be opened."""


class TrafficProblem(InputError):
    """An export of orders cannot be read, or its fit cannot be written. Names file, line and column."""


class CandidateFailed(Exception):
    """The candidate could not be started: what happened, with its last words if it had any. Exit status 4."""
