"""Every dialect has a form for an internal error, and the record of a run keeps that it means 500."""

from __future__ import annotations

from random import Random

import pytest

from fake_erp.builder import new_erp
from fake_erp.dialects.registry import DIALECTS, about
from fake_erp.errors import Malformed
from fake_erp.messages import Request

VERSIONS = [(name, version) for name in DIALECTS for version in about(name).versions]
IN_OK = {("odoo", "/jsonrpc")}
"""Calls whose every answer has the status 200."""
BODY = b'{"jsonrpc": "2.0", "params": {"service": "object", "method": "execute_kw", "args": ["a", 1, "b", "c", "d"]}}'
PATHS = {
    "odoo": ("/jsonrpc", "/json/2/sale.order/search"),
    "s4hana": ("/sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder", "/sap/opu/odata4/sap/x"),
    "sage_x3": (
        "/soap-generic/syracuse/collaboration/syracuse/CAdxWebServiceXmlCC",
        "/api1/x3/erp/SEED/SORDER",
    ),
}


@pytest.mark.parametrize(("name", "version"), VERSIONS, ids=lambda each: str(each))
def test_an_internal_error_is_told_from_a_refusal(name: str, version: str) -> None:
    erp = new_erp(lambda: 0, Random(1), lambda *fact: None, dialect=name, version=version)
    for path in PATHS.get(name, ("/api/v1/orders",)):
        headers = {"accept": "application/json", "content-type": "application/json"}
        request = Request("POST", path, headers=headers, body=BODY)
        erp.recognise(request)
        reply = erp.surface.failed(request)
        assert reply.meaning == 500
        assert reply.status == (200 if (name, path) in IN_OK else 500)
        assert reply.encode() != erp.surface._refusal(Malformed("no"), request).encode()
