"""The change of a field, as a fault declares it."""

from __future__ import annotations

from typing import Literal

from golive.keys.value_kinds import choice, word

PATH = word("a path of names such as status or items.sku", r"[A-Za-z_@][\w@-]*(?:\.[A-Za-z_@][\w@-]*)*")
HOW = choice("rename", "remove", "add", "set", "retype")
HOWS: dict[str, Literal["rename", "remove", "add", "set", "retype"]] = {
    "rename": "rename",
    "remove": "remove",
    "add": "add",
    "set": "set",
    "retype": "retype",
}

FIELD_DOC = "Path of the field, such as `status` or `items.sku`; it leads through lists."
HOW_DOC = (
    "`rename`, `remove`, `add`, `set` to another value, or `retype`: a number as a text and the reverse."
)
TO_DOC = "The new name of a renamed field, or the value of one that is added or set."
ANY = "any"
"""In place of a value: whatever the field holds."""
WAS_DOC = "Only fields with this value change, such as `held`; `any`: all."


def only(was: str) -> str:
    """The value that a field must have to be changed, as an outcome holds it."""
    return "" if was == ANY else was
