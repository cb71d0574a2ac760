"""A published client of Dynamics 365 Finance & Operations against the fake ERP: order, find, read, and be refused."""

from __future__ import annotations

import pytest

from .installing import Published
from .live_erp import served_erp

pytestmark = pytest.mark.clients

CLIENTS = (Published("d365_client", ("d365-client==0.0.12",)),)


@pytest.mark.parametrize("client", CLIENTS, ids=[client.name for client in CLIENTS])
def test_a_client_with_another_token_address_is_content(client: Published) -> None:
    with served_erp("dynamics_fo") as (url, login):
        client.drive(url, login)
