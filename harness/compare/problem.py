"""Why several runs cannot be started or read."""


class CompareProblem(Exception):
    """Says what was expected and what came, and what to write instead."""
