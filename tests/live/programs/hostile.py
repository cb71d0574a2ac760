# ruff: noqa: T201
"""Sends every system what no decent client would, for as long as it is let."""

import os
import random
import socket
import urllib.parse

RANDOM = random.Random(1)
URLS = [os.environ[f"GOLIVE_{name}_URL"] for name in ("SHOP", "ERP", "DESK")]
SHOP_TOKEN = (
    f'{{"username":"{os.environ["GOLIVE_SHOP_USER"]}","password":"{os.environ["GOLIVE_SHOP_PASSWORD"]}"}}'
)
PATHS = [
    "/rest/V1/orders/%ud800",
    "/rest/V1/products/%ED%A0%80",
    "/rest/V1/orders?searchCriteria[filter_groups][0][filters][0][field]=%00",
    "/rest/V1/inventory/source-items",
    "/rest/V1/order/1/ship",
    "/rest/V1/orders/1/comments",
    "/api/v1/orders",
    "/api/v1/orders?external_reference=%ED%A0%80",
    "/api/v1/orders/%ff%fe",
    "/api/v1/stock/%ED%A0%80",
    "/api/v1/stock?after=99999999999999999999",
    "/desk/exceptions",
    "http://else.where/api/v1/health",
    "//api//v1",
    "*",
]
BODIES = [
    b"",
    b"null",
    b"[" * 5000,
    b'{"external_reference": "\\ud800", "customer": "\\udfff"}',
    b'{"sourceItems": [{"sku": "\\ud800", "source_code": "\\ud800", "quantity": 1e999}]}',
    b'{"sourceItems": [{"sku": "x", "source_code": "x", "quantity": 1e400, "status": 1}]}',
    b'{"order": "\\ud800", "what": "x", "why": "y", "fix": "z"}',
    b"\xff\xfe\x00",
    b"9" * 5000,
]


def send(url, method, path, body, token):
    where = urllib.parse.urlsplit(url)
    lines = [f"{method} {path} HTTP/1.1", "Host: x", "Connection: close", f"Content-Length: {len(body)}"]
    head = "\r\n".join([*lines, "Content-Type: application/json", ""])
    with socket.create_connection((where.hostname, where.port), 5) as connection:
        connection.sendall(head.encode("latin-1") + f"Authorization: Bearer {token}\r\n\r\n".encode() + body)
        connection.settimeout(0.5)
        answer = b""
        try:
            while part := connection.recv(65536):
                answer += part
        except OSError:
            pass
        return answer


tokens = {}
for url, path, body in (
    (URLS[0], "/rest/V1/integration/admin/token", SHOP_TOKEN),
    (
        URLS[1],
        "/api/v1/token",
        f'{{"client_id":"{os.environ["GOLIVE_ERP_CLIENT_ID"]}","client_secret":"{os.environ["GOLIVE_ERP_CLIENT_SECRET"]}"}}',
    ),
):
    answer = send(url, "POST", path, body.encode(), "")
    text = answer.rpartition(b"\r\n\r\n")[2].decode()
    tokens[url] = (
        text.strip('"') if url == URLS[0] else text.partition('access_token":"')[2].partition('"')[0]
    )
tokens[URLS[2]] = os.environ["GOLIVE_DESK_TOKEN"]
print("logged in", all(tokens.values()), flush=True)
while True:
    url = RANDOM.choice(URLS)
    method = RANDOM.choice(["GET", "POST", "PUT", "DELETE", "PATCH", "BREW"])
    send(url, method, RANDOM.choice(PATHS), RANDOM.choice(BODIES), tokens[url])
