r"""System integrations: their consumer keys, the nonces they have used, and access tokens that never expire.

Source: Adobe Commerce developer docs, "OAuth-based authentication" and "Token-based authentication"; Magento source,
Magento\Framework\Oauth\Oauth and Magento\Integration\Model\Oauth\Nonce\Generator.
"""

from __future__ import annotations

from fake_magento.access.callers import INTEGRATION, Caller
from fake_magento.config import Integration, ShopConfig
from fake_magento.errors import NotAuthorized

NONCES_KEPT = 200_000


class Integrations:
    """The integrations of a shop, numbered from 1 in the order of its configuration."""

    def __init__(self, config: ShopConfig) -> None:
        self._consumers = {each.consumer_key: each for each in config.integrations}
        self._nonces: dict[tuple[str, str], None] = {}
        self._bearers: dict[str, Caller] = {}
        self.bearers_used = 0
        self.configure(config)

    def configure(self, config: ShopConfig) -> None:
        """Accept access tokens as bearer tokens as the version does."""
        self._bearers = {}
        if config.integration_bearer:
            for number, each in enumerate(config.integrations, start=1):
                self._bearers[each.access_token] = Caller(INTEGRATION, number, each.resources)
        if config.integration_token:
            number = len(config.integrations) + 1
            self._bearers.setdefault(config.integration_token, Caller(INTEGRATION, number, None))

    def consumer(self, key: str) -> tuple[int, Integration]:
        """An integration and its number. Raises NotAuthorized for an unknown consumer key."""
        consumer = self._consumers.get(key)
        if consumer is None:
            raise NotAuthorized("A consumer having the specified key does not exist")
        return list(self._consumers).index(consumer.consumer_key) + 1, consumer

    def use_nonce(self, key: str, nonce: str, number: int) -> None:
        """Record a nonce of a consumer. Raises NotAuthorized for one that was used before."""
        used = (key, nonce)
        if used in self._nonces:
            raise NotAuthorized("The nonce is already being used by the consumer with ID %1.", [str(number)])
        self._nonces[used] = None
        if len(self._nonces) > NONCES_KEPT:
            del self._nonces[next(iter(self._nonces))]

    def bearer(self, token: str) -> Caller | None:
        """The integration that has this token as a bearer token, where the version allows that."""
        caller = self._bearers.get(token)
        if caller is not None and caller.user_id <= len(self._consumers):
            self.bearers_used += 1
        return caller
