"""Judging a finished run: verdicts, oracles, causes, cost, score."""
