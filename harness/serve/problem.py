"""What keeps a sandbox from opening."""

from __future__ import annotations


class ServeProblem(Exception):
    """A sentence for the person at the terminal: what was expected, what came, what to write instead."""
