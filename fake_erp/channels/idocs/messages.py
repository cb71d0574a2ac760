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
    "invalid_transition": ("V4", "219"),
    "credit_exceeds_invoice": ("V1", "861"),
    "credit_exceeds_billed": ("V1", "862"),
}
"""Class and number by the code of a refusal; others are `ANY`."""
OWN = "ZGOLIVE"
"""A message class of this installation: it cannot take the document now. The number is the HTTP status of that kind."""
TEMPORARY = {
    "unauthorized": "401",
    "warehouse_frozen": "423",
    "too_many_requests": "429",
    "server_error": "500",
    "unavailable": "502",
    "overloaded": "503",
}
"""Numbers in `OWN` by code. They say nothing about the document: it may be sent again."""
NAMES = {
    "order.create": "Standard Order",
    "order.cancel": "Standard Order",
    "customer.create": "Customer",
    "credit_note.create": "Credit Memo Request",
}
_PIECE = 50


def _key(code: str) -> tuple[str, str]:
    return (OWN, TEMPORARY[code]) if code in TEMPORARY else BY_CODE.get(code, ANY)


def message_of(status: str, operation: str, outcome: Outcome) -> dict[str, str]:
    """STAMID, STAMNO, STATYP, STATXT and STAPA1 to STAPA4 of a status record."""
    if status == "53":
        what = NAMES[operation]
        text, parameters = f"{what} {outcome.number} has been saved", [what, outcome.number]
        key = SAVED
    else:
        text = outcome.message
        parameters = [text[at : at + _PIECE] for at in range(0, 4 * _PIECE, _PIECE)]
        key = SYNTAX if status == "60" else _key(outcome.code)
    pieces = {f"STAPA{at}": piece for at, piece in enumerate(parameters, 1)}
    return {
        "STAMQU": "SAP",
        "STAMID": key[0],
        "STAMNO": key[1],
        "STATYP": "S" if status == "53" else "E",
        "STATXT": text,
        **pieces,
    }
