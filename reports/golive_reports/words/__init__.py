"""How reports write numbers, times, facts and verdicts."""
