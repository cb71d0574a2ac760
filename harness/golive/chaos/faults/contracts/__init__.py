"""Faults by which messages say something else than their receiver expects: fields and headers that have changed."""
