"""Several runs with one result: the gate over scenarios and seeds, comparisons of variants, and earlier runs."""
