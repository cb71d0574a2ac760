"""What calls and notices carried, in a file beside the ledger: bounded, and without secrets."""
