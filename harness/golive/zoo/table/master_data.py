"""Defects of customers, products and prices."""

from __future__ import annotations

from golive.zoo.changes import content
from golive.zoo.defect import NOT_BUILT, Defect

MASTER_DATA: tuple[Defect, ...] = (
    Defect(
        "CPP-01",
        "A customer account per order",
        "several accounts with one e-mail address",
        content.customer_per_order,
        "returning-customers",
        ("duplicated_customer",),
        ("customer_per_order",),
    ),
)

NOT_PLAYED_MASTER_DATA: dict[str, str] = {
    "CPP-02": NOT_BUILT,
    "CPP-03": NOT_BUILT,
    "CPP-04": NOT_BUILT,
    "CPP-05": NOT_BUILT,
    "CPP-06": NOT_BUILT,
    "CPP-07": NOT_BUILT,
    "CPP-08": NOT_BUILT,
    "CPP-09": NOT_BUILT,
    "CPP-11": NOT_BUILT,
    "CPP-12": NOT_BUILT,
    "CPP-13": NOT_BUILT,
}
