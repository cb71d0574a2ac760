"""The sentence and the advice for each wrong formula, with the figures of the write."""

from __future__ import annotations

from collections.abc import Callable

from golive.judge.causes.skus.sku_trail import Level, Write
from golive.judge.causes.stock.parcels import parcels
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause

Sentence = Callable[[WrongQuantity, Write, Level], Cause]


def orders_deducted_twice(wrong: WrongQuantity, write: Write, level: Level) -> Cause:
    """The written quantity already excludes open shop orders, which the shop subtracts once more."""
    units = level.right - write.offered
    return Cause(
        "orders_deducted_twice",
        f"{wrong.written}: the ERP had {level.right} for the shop, and {units} of them were taken off for open shop "
        "orders; the shop subtracts the same orders by its own reservations",
        "Send on hand less allocations of other channels less safety stock; do not send `available`, which is net of "
        "the shop's own orders: the shop reserves those itself.",
    )


def held_back_ignored(wrong: WrongQuantity, write: Write, level: Level) -> Cause:
    """The written quantity includes units that others have, or that are held back."""
    parts = [
        f"{units} {what}"
        for units, what in ((level.others, "allocated to other channels"), (level.safety, "of safety stock"))
        if units
    ]
    return Cause(
        "held_back_ignored",
        f"{wrong.written}: of {level.on_hand} on hand, {' and '.join(parts)} are not for the shop and were sent as "
        "salable",
        "Subtract allocations of other channels and the safety stock from the quantity on hand before it is sent.",
    )


def orders_added_back(wrong: WrongQuantity, write: Write, level: Level) -> Cause:
    """Units of open shop orders were added to a quantity that contains them."""
    return Cause(
        "orders_added_back",
        f"{wrong.written}: the ERP had {level.right} for the shop, and {write.offered - level.right} units of open "
        "orders were added to them",
        "Do not add open orders to the quantity on hand: it still contains them. Add only parcels that left and are "
        "not booked in the shop yet.",
    )


def warehouses_added_up(wrong: WrongQuantity, write: Write, level: Level) -> Cause:
    """The quantity of one source contains other warehouses."""
    others = ", ".join(sorted(each for each in wrong.trail.levels if each != wrong.source))
    return Cause(
        "warehouses_added_up",
        f"{wrong.written}: {wrong.source} had {level.right} for the shop; the sum with {others} was "
        "sent for one source",
        "Send each warehouse to the source that stands for it, and leave out warehouses that do not serve the shop.",
    )


def other_warehouse(wrong: WrongQuantity, write: Write, level: Level) -> Cause:
    """The quantity of another warehouse was sent for the source."""
    return Cause(
        "other_warehouse",
        f"{wrong.written}: {wrong.source} had {level.right} for the shop; the quantity of another warehouse was sent "
        "for this source",
        "Map each warehouse to the source that stands for it, and read the warehouse of a row before it is written.",
    )


def negative_as_stock(wrong: WrongQuantity, write: Write, level: Level) -> Cause:
    """A quantity below zero was sent without its sign."""
    return Cause(
        "negative_as_stock",
        f"{wrong.written}: the ERP had {level.free}, and the sign was lost",
        "Send zero and out of stock where the ERP has less than nothing.",
    )


SENTENCES: dict[str, Sentence] = {
    "parcels_left_out": parcels,
    "orders_deducted_twice": orders_deducted_twice,
    "held_back_ignored": held_back_ignored,
    "orders_added_back": orders_added_back,
    "warehouses_added_up": warehouses_added_up,
    "other_warehouse": other_warehouse,
    "negative_as_stock": negative_as_stock,
}
