# ruff: noqa: T201
"""Says why and ends at once, or after the first webhook."""

import os
import signal
import sys
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self):
        os.kill(os.getpid(), signal.SIGKILL)


print("starting up", flush=True)
if "late" in sys.argv:
    urllib.request.urlopen(os.environ["GOLIVE_ERP_URL"] + "/api/v1/health").read()
    address = (os.environ["GOLIVE_WEBHOOK_HOST"], int(os.environ["GOLIVE_WEBHOOK_PORT"]))
    HTTPServer(address, Webhook).serve_forever()
raise ValueError("the configuration is missing")
