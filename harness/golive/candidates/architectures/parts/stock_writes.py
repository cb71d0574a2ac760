"""Writes of stock to the shop: what it refuses is left out, and batches that are too large are divided."""

from __future__ import annotations

from typing import Any

from golive.candidates.architectures.parts.api import Api, Refused

LARGEST = 100


async def write_stock(shop: Api, items: list[dict[str, Any]]) -> None:
    """Write source items in batches. Raises Refused for a refusal that is not about articles or their number."""
    for start in range(0, len(items), LARGEST):
        await _write(shop, items[start : start + LARGEST])


async def _write(shop: Api, items: list[dict[str, Any]]) -> None:
    try:
        await shop.send("POST", "/rest/V1/inventory/source-items", {"sourceItems": items})
    except Refused as refused:
        if refused.status != 400:
            raise
        named = refused.skus if len(items) > 1 else {items[0]["sku"]}
        rest = [item for item in items if item["sku"] not in named]
        size = len(rest) if named else min(refused.most or len(items), -(-len(items) // 2))
        for start in range(0, len(rest), max(1, size)):
            await _write(shop, rest[start : start + size])
