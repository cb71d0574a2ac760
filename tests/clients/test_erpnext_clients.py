"""Published clients of ERPNext, unmodified, against the fake ERP: sign in, order, submit, find, read, be refused."""

from __future__ import annotations

import pytest

from .installing import Published
from .live_erp import served_erp

pytestmark = pytest.mark.clients

CLIENTS = (
    Published("frappe_client", ("frappe-client==0.1.0.dev0",)),
    Published("frappe_connector", ("frappe-connector==0.2.0",)),
    Published("tap_erpnext", ("tap-erpnext==0.2.12",)),
    Published("frappe_js_sdk", ("frappe-js-sdk@1.11.0",), node=True),
)


@pytest.mark.parametrize("client", CLIENTS, ids=[client.name for client in CLIENTS])
def test_an_unmodified_client_is_content(client: Published) -> None:
    with served_erp("erpnext") as (url, login):
        client.drive(url, login)
