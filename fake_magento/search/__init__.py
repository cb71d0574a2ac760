"""Search over records: criteria, conditions as MySQL evaluates them, matching."""
