# ruff: noqa: T201
"""Calls the shop with each of the keys in a rendered configuration, and prints what came."""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from oauthlib.oauth1 import Client

PATH = "/rest/V1/store/storeConfigs"


def status(url: str, authorization: str) -> int:
    request = urllib.request.Request(url, headers={"Authorization": authorization})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


config = json.loads(Path(sys.argv[1]).read_text())
oauth = config["oauth"]
signer = Client(
    oauth["key"],
    oauth["secret"],
    oauth["token"],
    oauth["token_secret"],
    signature_method="HMAC-SHA256",
)
url = config["shop"] + PATH
print("bearer", status(url, f"Bearer {config['bearer']}"))
print("signed", status(url, signer.sign(url)[1]["Authorization"]))
print("none", status(url, "Bearer wrong"))
print("same", config["bearer"] == os.environ["GOLIVE_SHOP_BEARER"] == os.environ["MY_TOKEN"])
print("login", os.environ["MY_LOGIN"] == os.environ["GOLIVE_ERP_CLIENT_ID"])
print("literal", sys.argv[2], flush=True)
while True:
    time.sleep(1)
