"""The integrations under test: what they are given, how they are found, started and ended."""
