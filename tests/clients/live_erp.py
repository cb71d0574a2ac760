"""A fake ERP with something in it, over HTTP on the loopback interface."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from fake_erp.app import create_app
from tests.clients.plain_wsgi import served_plainly
from tests.erp.world import World


@contextmanager
def served_erp(dialect: str, version: str = "") -> Iterator[tuple[str, str]]:
    """The address of a fresh ERP in a dialect, and the login of its client as JSON; one thread answers.

    It has items A, B and C with 100, 5 and 0 units, and a customer Ann, ann@example.com. Its clock stands still.
    """
    world = World(dialect=dialect, version=version)
    with served_plainly(create_app(world.erp.surface.handle)) as url:
        yield url, json.dumps(world.erp.dialect.login("shop", "secret"))
