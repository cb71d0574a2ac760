"""Published clients of Odoo, unmodified, against the fake ERP: log in, order, confirm, find, and be refused."""

from __future__ import annotations

import pytest

from .installing import Published
from .live_erp import served_erp

pytestmark = pytest.mark.clients

CLIENTS = (
    (Published("odoorpc", ("odoorpc==0.10.1",)), "17.0"),
    (Published("odoo_xmlrpc_stdlib", ("six",)), "17.0"),
    (Published("odooly", ("odooly==2.6.7",)), "17.0"),
    (Published("odooly", ("odooly==2.6.7",)), "19.0"),
    (Published("aio_odoorpc", ("aio-odoorpc==2.0.0", "httpx==0.28.1")), "16.0"),
    (Published("odoo_json2", ("odoo-json2==0.2.0",)), "19.0"),
    (Published("odoo_connect", ("odoo-connect==0.6.0",)), "18.0"),
    (Published("odoo_connect", ("odoo-connect==0.6.0",)), "19.0"),
    (Published("odoo_await", ("odoo-await@3.4.1",), node=True), "17.0"),
    (Published("odoo_xmlrpc", ("odoo-xmlrpc@1.0.8",), node=True), "14.0"),
    (Published("fernandoslim_odoo_jsonrpc", ("@fernandoslim/odoo-jsonrpc@2.0.2",), node=True), "17.0"),
)


@pytest.mark.parametrize(
    ("client", "version"), CLIENTS, ids=[f"{client.name} {version}" for client, version in CLIENTS]
)
def test_an_unmodified_client_is_content(client: Published, version: str) -> None:
    with served_erp("odoo", version) as (url, login):
        client.drive(url, login, *(["json2"] if version == "19.0" else []))
