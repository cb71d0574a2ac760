"""What the findings of a run cost, split into the problems that a merchant knows. All amounts are in cents."""
