"""Reports of many runs: gate, comparison, history."""
