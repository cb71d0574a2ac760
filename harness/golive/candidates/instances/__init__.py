"""Several instances of one candidate at the same time, and what they share."""
