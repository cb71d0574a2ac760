"""Parcels are shipments of the shop in time."""

from __future__ import annotations

from golive.judge.claims.claim import Claim
from golive.judge.claims.lag import at_most
from golive.keys.value_kinds import LASTING

SHIPMENTS = Claim(
    "shipments within TIME",
    "A parcel of the ERP is a shipment in the shop that long after.",
    "a parcel",
    at_most("shipment", "parcels"),
    LASTING,
)
