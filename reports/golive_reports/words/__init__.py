"""The wording of numbers, times, facts and verdicts in reports."""
