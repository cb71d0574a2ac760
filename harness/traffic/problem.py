"""What is wrong with an export, or with the place its fit shall go to."""


class TrafficProblem(Exception):
    """Says where (file, line, column), what was expected and what came."""
