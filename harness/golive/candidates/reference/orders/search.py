"""Search criteria of the shop's lists by time of change."""

from __future__ import annotations

from datetime import UTC, datetime


def changed_since(since_ms: int, page: int, size: int) -> str:
    """The search criteria of records that were changed since then, oldest first."""
    changed = "searchCriteria[filter_groups][0][filters][0]"
    return (
        f"{changed}[field]=updated_at&{changed}[value]={stamp(since_ms)}&{changed}[condition_type]=gteq"
        "&searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[sortOrders][0][direction]=ASC"
        f"&searchCriteria[pageSize]={size}&searchCriteria[currentPage]={page}"
    )


def stamp(at_ms: int) -> str:
    """`YYYY-MM-DD HH:MM:SS` in UTC, with the blank encoded for a query string."""
    return datetime.fromtimestamp(at_ms // 1000, UTC).strftime("%Y-%m-%d%%20%H:%M:%S")
