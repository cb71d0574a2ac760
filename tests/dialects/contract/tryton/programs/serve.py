"""Tryton's own WSGI application on the loopback interface; prints its address once it listens.

Runs in the environment in which Tryton is installed, with its configuration file in TRYTOND_CONFIG. Arguments: the
name of the database, and a file with its first state, to which `POST /restore` brings it back: loading another
database takes more than a second, and logging in to it a quarter. It ends with its standard input.
"""

import os
import sqlite3
import sys
import threading
from contextlib import closing

from trytond.application import app
from trytond.cache import Cache
from trytond.config import get
from trytond.pool import Pool
from trytond.transaction import Transaction
from werkzeug.serving import make_server

DATABASE, FIRST = sys.argv[1:]


def restore():
    live = f"{get('database', 'path')}/{DATABASE}.sqlite"
    with closing(sqlite3.connect(FIRST)) as source, closing(sqlite3.connect(live)) as target:
        source.backup(target)
    Cache.drop(DATABASE)


def application(environ, start_response):
    if environ["PATH_INFO"] == "/restore":
        restore()
        start_response("204 No Content", [])
        return []
    return app(environ, start_response)


def end_with_the_tests():
    sys.stdin.read()
    os._exit(0)


with Transaction().start(DATABASE, 0, readonly=True):
    Pool(DATABASE).init()
server = make_server("127.0.0.1", 0, application)
print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201
threading.Thread(target=end_with_the_tests, daemon=True).start()
server.serve_forever()
