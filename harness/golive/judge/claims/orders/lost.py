"""No order is lost."""

from __future__ import annotations

from golive.judge.claims.claim import Claim
from golive.judge.claims.trouble import none_with

LOST = Claim(
    "no order lost",
    "Every order is in the ERP or on the desk at the end of the run.",
    "a failed call, or a fault with an effect",
    none_with("lost", "lost"),
    aliases=("no order is lost", "no lost orders"),
)
