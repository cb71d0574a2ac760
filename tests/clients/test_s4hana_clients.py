"""Published clients of S/4HANA, unmodified, against the fake ERP: sign in, order, find, change, be refused."""

from __future__ import annotations

import pytest

from .installing import Published
from .live_erp import served_erp

pytestmark = pytest.mark.clients

CLIENTS = (
    Published("pyodata", ("pyodata==1.12.1", "requests")),
    Published("sap_odata_python", ("sap-odata-python==1.2.0",)),
    Published("sap_odata_client", ("sap-odata-client==0.1.3",)),
    Published(
        "sap_cloud_sdk",
        (
            "@sap/cloud-sdk-vdm-sales-order-service@2.1.0",
            "@sap/cloud-sdk-vdm-business-partner-service@2.1.0",
            "bignumber.js@9.1.2",
        ),
        node=True,
    ),
)


@pytest.mark.parametrize("client", CLIENTS, ids=[client.name for client in CLIENTS])
def test_an_unmodified_client_is_content(client: Published) -> None:
    with served_erp("s4hana") as (url, login):
        client.drive(url, login)
