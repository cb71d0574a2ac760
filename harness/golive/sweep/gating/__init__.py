"""What a gate asks beside its runs: clock, time budget, repetition, baseline."""
