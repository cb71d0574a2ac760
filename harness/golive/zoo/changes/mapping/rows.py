"""Defects in the rows of an order."""

from __future__ import annotations

from typing import Any

Body = dict[str, Any]

PAGE = 50
"""Rows of the first page of a nested collection."""


def first_fifty(body: Body, order: Body) -> None:
    """COR-19: the rows of an order are a paged collection, of which the first page is read."""
    body["lines"] = body["lines"][:PAGE]
