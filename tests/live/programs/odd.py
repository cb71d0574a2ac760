# ruff: noqa: T201
"""Becomes ready, calls the shop once, and then does to every webhook what its argument says."""

import os
import socketserver
import sys
import time
import urllib.error
import urllib.request

WAY = sys.argv[1]


class Webhook(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(65536)
        if WAY == "hang":
            time.sleep(3600)
        elif WAY == "garbage":
            self.request.sendall(b"\x00\xffthis is not HTTP\r\n\r\n" * 100)
        elif WAY == "endless":
            self.request.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                self.request.sendall(b"x" * 65536)
        elif WAY == "drip":
            self.request.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while True:
                self.request.sendall(b"x")
                time.sleep(0.2)
        elif WAY == "flood":
            self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            for _ in range(200):
                print("word " * 10_000)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


try:
    urllib.request.urlopen(os.environ["GOLIVE_SHOP_URL"] + "/rest/V1/orders/1")
except urllib.error.HTTPError as refused:
    print(f"the shop says {refused.code}", flush=True)
address = (os.environ["GOLIVE_WEBHOOK_HOST"], int(os.environ["GOLIVE_WEBHOOK_PORT"]))
Server(address, Webhook).serve_forever()
