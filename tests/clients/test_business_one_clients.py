"""Published clients of SAP Business One, unmodified, against the fake ERP: log in, order, find, change, be refused."""

from __future__ import annotations

import pytest

from .installing import Published
from .live_erp import served_erp

pytestmark = pytest.mark.clients

CLIENTS = (
    Published("b1sl_python", ("b1sl-python==0.16.0",)),
    Published("sapb1sl", ("sapb1sl==2.0.0",)),
    Published("b1_service_layer", ("b1-service-layer@1.0.3",), node=True),
    Published("node_sapb1", ("node-sapb1@1.0.2",), node=True),
)


@pytest.mark.parametrize("client", CLIENTS, ids=[client.name for client in CLIENTS])
def test_an_unmodified_client_is_content(client: Published) -> None:
    with served_erp("business_one") as (url, login):
        client.drive(url, login, "C100001")
