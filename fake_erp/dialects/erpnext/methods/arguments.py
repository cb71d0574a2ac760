"""Arguments of functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from fake_erp.dialects.bundle import Bundle
from fake_erp.dialects.erpnext.match import ErpnextMatch
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.wire.calls import Call
from fake_erp.dialects.erpnext.wire.errors import Invalid

Function: TypeAlias = "Callable[[Site, Call], ErpnextMatch | Bundle]"


def text(call: Call, name: str) -> str:
    """An argument that must be there. Raises Malformed."""
    value = call.form.get(name)
    if value is None or value == "":
        raise Invalid(f"Missing argument: {name}", name)
    return str(value)


def named(call: Call) -> Call:
    """The call with the document that its arguments name."""
    call.doctype, call.name = (
        text(call, "doctype"),
        str(call.form.get("name") or call.form.get("docname") or ""),
    )
    return call
