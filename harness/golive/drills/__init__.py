"""Drills: what an integration does about planted differences, a growing share of exceptions, and upgrades."""
