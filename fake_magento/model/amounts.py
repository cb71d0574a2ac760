"""The money of an order or of one of its documents, in integer cents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amounts:
    """Sums of an order or a document. `tax` includes the tax on shipping, `discount` the discount on shipping.

    `subtotal` and `shipping` are net; total = subtotal + tax + compensation + shipping + shipping_compensation
    - discount - gift (+ adjustments on a credit memo). `compensation` is the tax within the discount on goods,
    `gift` the part paid by gift cards and store credit.
    """

    subtotal: int = 0
    tax: int = 0
    discount: int = 0
    compensation: int = 0
    shipping: int = 0
    shipping_tax: int = 0
    total: int = 0
    shipping_discount: int = 0
    shipping_compensation: int = 0
    gift: int = 0

    def plus(self, other: Amounts) -> Amounts:
        """The sum of both, field by field."""
        return Amounts(
            self.subtotal + other.subtotal,
            self.tax + other.tax,
            self.discount + other.discount,
            self.compensation + other.compensation,
            self.shipping + other.shipping,
            self.shipping_tax + other.shipping_tax,
            self.total + other.total,
            self.shipping_discount + other.shipping_discount,
            self.shipping_compensation + other.shipping_compensation,
            self.gift + other.gift,
        )
