"""Several runs as one answer: the gate over scenarios and seeds, variants side by side, and runs of the past."""
