"""What stands at the head of an order: payment, prepaid, shipping method, channel, customer, custom fields."""

from __future__ import annotations

from golive.judge.causes.content.pair import Pair
from golive.judge.content.difference import HEADER
from golive.record.run import Cause

ADVICE = {
    "prepaid": ("prepaid_wrong", "Send whether an order is paid as the shop has it when the order is sent."),
    "payment_amount": (
        "payment_amount_wrong",
        "Send the amount that the shop captured, not one that is computed.",
    ),
    "payment_method": (
        "mapped_wrong",
        "Map each word of the shop, and report an order with a word that has no map.",
    ),
    "shipping_method": (
        "mapped_wrong",
        "Map each word of the shop, and report an order with a word that has no map.",
    ),
    "channel": (
        "mapped_wrong",
        "Set the channel by the store of the order, and report an order of an unknown store.",
    ),
    "customer": (
        "wrong_customer",
        "Look a customer up by its number in the shop, or by its whole e-mail address.",
    ),
    "options": (
        "custom_options_lost",
        "Read the titles of the options of each row from its product, and send them with what was entered.",
    ),
    "custom_fields": (
        "custom_field_wrong",
        "Send every custom field that is compared, with the value of the shop.",
    ),
}
"""By field that differs: the cause, and what to do."""
MISSING = ("missing", "''", "None")
"""What the text of a difference says where a value was not sent."""


def head(pair: Pair) -> Cause | None:
    """Fits where nothing but these fields differs; the first of them gives the cause."""
    found = pair.differences
    if not found or not all(each.part == HEADER and each.field in ADVICE for each in found):
        return None
    first = found[0]
    code, advice = ADVICE[first.field]
    if any(mark in first.text.partition(" instead of ")[0] for mark in MISSING):
        code, advice = "field_not_sent", "Send every field that the ERP can keep."
    return Cause(code, f"{pair.names} was sent with {first.text}", advice)
