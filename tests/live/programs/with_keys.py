"""Reads orders with the keys of an integration, under names of its own: bearer token, then OAuth signature."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import signal
import sys
from urllib.parse import quote
from urllib.request import Request, urlopen


def enc(text: str) -> str:
    return quote(text, safe="~")


def signed(url: str, query: dict[str, str]) -> str:
    """The Authorization header of a GET."""
    given = {
        "oauth_consumer_key": os.environ["CONSUMER"],
        "oauth_token": os.environ["GOLIVE_SHOP_ACCESS_TOKEN"],
        "oauth_nonce": "n1",
        "oauth_timestamp": sys.argv[2],
        "oauth_signature_method": "HMAC-SHA256",
        "oauth_version": "1.0",
    }
    pairs = "&".join(f"{enc(key)}={enc(value)}" for key, value in sorted({**given, **query}.items()))
    base = "&".join(["GET", enc(url), enc(pairs)])
    secrets = (os.environ["GOLIVE_SHOP_CONSUMER_SECRET"], os.environ["GOLIVE_SHOP_ACCESS_TOKEN_SECRET"])
    digest = hmac.new("&".join(secrets).encode(), base.encode(), hashlib.sha256).digest()
    given["oauth_signature"] = base64.b64encode(digest).decode()
    return "OAuth " + ", ".join(f'{key}="{enc(value)}"' for key, value in given.items())


base_url = sys.argv[1]
address = f"{base_url}/rest/V1/orders"
criteria = {"searchCriteria[pageSize]": "1"}
whole = address + "?" + "&".join(f"{enc(key)}={enc(value)}" for key, value in criteria.items())
for header in (f"Bearer {os.environ['MAGENTO_TOKEN']}", signed(address, criteria)):
    with urlopen(Request(whole, headers={"Authorization": header})) as reply:
        sys.stdout.write(f"status {reply.status}\n")
        sys.stdout.flush()
signal.pause()
