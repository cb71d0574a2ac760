"""Earlier runs: read from their folders, and the signs that an integration needs refactoring."""
