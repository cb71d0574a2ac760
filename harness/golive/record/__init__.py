"""The output of a run: the ledger of facts, the run folder, and the values in its files."""
