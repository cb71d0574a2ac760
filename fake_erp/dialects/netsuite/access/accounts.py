"""What a client of NetSuite logs in with. All of it follows from the client's id and secret."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fake_erp.erp import Erp

REST = "/services/rest"


class Account(NamedTuple):
    """The keys of an integration record and of the access token of one client."""

    account: str
    consumer_key: str
    consumer_secret: str
    token_id: str
    token_secret: str
    refresh_token: str


def _derived(client_id: str, secret: str, what: str) -> str:
    return hashlib.sha256(f"{client_id}:{secret}:{what}".encode()).hexdigest()


@lru_cache(maxsize=1024)
def account_of(client_id: str, secret: str) -> Account:
    """The keys of a client. The consumer key is also the client id of OAuth 2.0."""
    account = 1_000_000 + int(_derived(client_id, secret, "account")[:8], 16) % 9_000_000
    names = ("consumer_key", "consumer_secret", "token_id", "token_secret", "refresh_token")
    return Account(f"{account}_SB1", *[_derived(client_id, secret, name) for name in names])


def client_of_key(erp: Erp, consumer_key: str) -> tuple[str, Account] | None:
    """The client with this consumer key, with its account."""
    for client_id, secret in erp.sessions.secrets.items():
        account = account_of(client_id, secret)
        if account.consumer_key == consumer_key:
            return client_id, account
    return None


def login_of(client_id: str, secret: str) -> dict[str, str]:
    """What a client needs to log in, by NetSuite's names; the address is a path."""
    account = account_of(client_id, secret)
    return {
        "account": account.account,
        "consumer_key": account.consumer_key,
        "consumer_secret": account.consumer_secret,
        "token_id": account.token_id,
        "token_secret": account.token_secret,
        "client_id": account.consumer_key,
        "rest_url": REST,
    }
