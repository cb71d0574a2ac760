"""What a run leaves behind: the ledger of facts, the run folder, and the values in it."""
