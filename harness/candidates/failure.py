"""A candidate that cannot be tested, because it did not get as far as being one."""

from __future__ import annotations


class CandidateFailed(Exception):
    """The candidate could not be started. The message says what happened, with its last words if it had any."""
