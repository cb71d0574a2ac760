"""Commands that play many runs in memory and say what they show together."""
