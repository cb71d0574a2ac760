"""Why a load cannot be sent."""


class LoadProblem(Exception):
    """Says what was expected and what came, and what to write instead."""
