"""Puts every order on the desk and hears of retries: at an address of its own, at the usual one, or nowhere.

`python desk_caller.py own|usual|deaf|elsewhere`
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WAY = sys.argv[1]
ADDRESS = (os.environ["GOLIVE_WEBHOOK_HOST"], int(os.environ["GOLIVE_WEBHOOK_PORT"]))
HERE = f"http://{ADDRESS[0]}:{ADDRESS[1]}"
TOKEN = f"Bearer {os.environ['GOLIVE_DESK_TOKEN']}"
URLS = {"own": f"{HERE}/again", "elsewhere": "http://shop.example/desk/retry"}
PATHS = {"own": "/again", "usual": "/desk/retry"}


def tell(path: str, **said: str) -> None:
    headers = {"content-type": "application/json", "authorization": TOKEN}
    request = urllib.request.Request(os.environ["GOLIVE_DESK_URL"] + path, json.dumps(said).encode(), headers)
    urllib.request.urlopen(request).close()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, answer = 200, b""
        if self.path == "/orders":
            more = {"retry_url": URLS[WAY]} if WAY in URLS else {}
            value = body["data"]["value"]
            if value.get("_isNew"):
                order = value["increment_id"]
                tell(
                    "/desk/exceptions", order=order, what="not sent", why="not requested", fix="retry", **more
                )
        elif self.path == PATHS.get(WAY) and self.headers["Authorization"] == TOKEN:
            answer = json.dumps({"found": f"{body['order']} was never sent"}).encode()
            tell("/desk/resolved", order=body["order"])
        else:
            status = 404
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


server = ThreadingHTTPServer(ADDRESS, Receiver)
server.daemon_threads = True
server.serve_forever()
