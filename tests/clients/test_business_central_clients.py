"""Published clients of Business Central, unmodified, against the fake ERP: sign in, read, change, and be refused."""

from __future__ import annotations

import pytest

from .installing import Published
from .live_erp import served_erp

pytestmark = pytest.mark.clients

CLIENTS = (Published("pybusinesscentral", ("pybusinesscentral==3.10.0",)),)


@pytest.mark.parametrize("client", CLIENTS, ids=[client.name for client in CLIENTS])
def test_an_unmodified_client_is_content(client: Published) -> None:
    with served_erp("business_central") as (url, login):
        client.drive(url, login)
