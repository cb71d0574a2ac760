"""Published clients of NetSuite, unmodified, against the fake ERP: sign in, order, find, read, and be refused."""

from __future__ import annotations

import pytest

from .installing import Published
from .live_erp import served_erp

pytestmark = pytest.mark.clients

CLIENTS = (
    Published("netsuite", ("netsuite==0.12.0",)),
    Published("restsuite", ("restsuite==1.0.0", "requests-oauthlib", "requests")),
    Published("netsuite_oauth", ("netsuite-oauth-python==1.0.0",)),
    Published("netsuite_rest", ("netsuite-rest@1.0.9",), node=True),
)


@pytest.mark.parametrize("client", CLIENTS, ids=[client.name for client in CLIENTS])
def test_an_unmodified_client_is_content(client: Published) -> None:
    with served_erp("netsuite") as (url, login):
        client.drive(url, login)
