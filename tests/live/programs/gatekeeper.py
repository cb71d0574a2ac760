"""Answers what the checkout asks: yes to whole carts, no to carts of one article; `slow` never answers."""

from __future__ import annotations

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Door(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != os.environ["GOLIVE_HOOK_PATH"]:
            self.send_response(404)
            self.end_headers()
            return
        if "slow" in sys.argv:
            threading.Event().wait(20)
        answer = {"op": "success"}
        if len(question["cart"]["items"]) == 1:
            answer = {"op": "exception", "message": "too few"}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


address = (os.environ["GOLIVE_WEBHOOK_HOST"], int(os.environ["GOLIVE_WEBHOOK_PORT"]))
server = ThreadingHTTPServer(address, Door)
server.daemon_threads = True
server.serve_forever()
