"""No order is booked twice."""

from __future__ import annotations

from golive.judge.claims.claim import Claim
from golive.judge.claims.trouble import none_with

TWICE = Claim(
    "no order twice",
    "No order has more than one document in the ERP.",
    "a failed call, or a fault with an effect",
    none_with("duplicated", "booked more than once"),
    aliases=("no order is booked twice", "no duplicates"),
)
