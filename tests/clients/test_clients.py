"""Published clients, unmodified, against the live fake shop: each lists, pages, reads and writes as it does at a
real one. `make clients` runs them; they need the package registries once, and Node for two of them."""

from __future__ import annotations

from typing import Any

import pytest

from .installing import Published
from .live_shop import served

pytestmark = pytest.mark.clients

CLIENTS: tuple[tuple[Published, dict[str, Any]], ...] = (
    (Published("pymagento", ("pymagento==2.14.0",)), {}),
    (Published("my_magento", ("my-magento==2.2.0",)), {}),
    (Published("magento_python", ("magento-python==0.1.1",)), {}),
    (Published("pymagento_rest", ("pymagento-rest==0.3.1",)), {}),
    (Published("magento_2_api", ("magento-2-api==0.1.3",)), {}),
    (
        Published("magento_client", ("magento-client==0.1.1", "requests_oauthlib", "six")),
        {"oauth_sha1": True},
    ),
    (Published("magento_client_new_shop", ("magento-client==0.1.1", "requests_oauthlib", "six")), {}),
    (Published("magento_api_rest", ("magento-api-rest@2.0.4",), node=True), {}),
    (Published("m2_sdk", ("m2-sdk==0.1.8",)), {}),
    (Published("node_magento2_rest_api", ("node-magento2-rest-api@1.1.6",), node=True), {}),
)


@pytest.mark.parametrize(("client", "config"), CLIENTS, ids=[client.name for client, _ in CLIENTS])
def test_an_unmodified_client_is_content(client: Published, config: dict[str, Any]) -> None:
    with served(**config) as url:
        client.drive(url)


def test_canary_a_program_that_fails_is_reported() -> None:
    client = CLIENTS[0][0]
    with pytest.raises(pytest.fail.Exception, match="is not content"):
        client.drive("http://127.0.0.1:9")


def test_canary_a_client_that_does_not_exist_is_reported() -> None:
    with pytest.raises(pytest.fail.Exception, match="could not install"):
        Published("none", ("golive-no-such-client==0.0.0",)).install()
