"""Rows of the scorecard with a type of their own. Standard library only."""
