"""Messages as SAP writes them into a status record: class and number, type, and the text in pieces."""

from __future__ import annotations

from fake_erp.channels.rows import Outcome

ANY = ("00", "398")
"""The message that is text alone: `& & & &`."""
SAVED = ("V1", "311")
"""`& & has been saved`."""
SYNTAX = ("E0", "072")
BY_CODE = {
    "unknown_item": ("V1", "382"),
    "item_not_extended": ("V1", "382"),
    "item_blocked": ("V1", "028"),
    "unknown_customer": ("VP", "204"),
    "credit_limit": ("V1", "150"),
    "customer_blocked": ("V1", "154"),
    "customer_not_approved": ("V1", "154"),
    "period_closed": ("F5", "201"),
    "duplicate_reference": ("V4", "115"),
    "unknown_currency": ("V1", "047"),
    "locked": ("V1", "042"),
}
"""Class and number by the code of a refusal; others are `ANY`."""
NAMES = {"order.create": "Standard Order", "order.cancel": "Standard Order", "customer.create": "Customer"}
_PIECE = 50


def message_of(status: str, operation: str, outcome: Outcome) -> dict[str, str]:
    """STAMID, STAMNO, STATYP, STATXT and STAPA1 to STAPA4 of a status record."""
    if status == "53":
        what = NAMES[operation]
        text, parameters = f"{what} {outcome.number} has been saved", [what, outcome.number]
        key = SAVED
    else:
        text = outcome.message
        parameters = [text[at : at + _PIECE] for at in range(0, 4 * _PIECE, _PIECE)]
        key = SYNTAX if status == "60" else BY_CODE.get(outcome.code, ANY)
    pieces = {f"STAPA{at}": piece for at, piece in enumerate(parameters, 1)}
    return {
        "STAMQU": "SAP",
        "STAMID": key[0],
        "STAMNO": key[1],
        "STATYP": "S" if status == "53" else "E",
        "STATXT": text,
        **pieces,
    }
