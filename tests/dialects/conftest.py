"""A small ERP in the dialect of the test's folder or module."""

from __future__ import annotations

import pytest

from tests.erp.world import World

from .transport import Transport


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """The module says `DIALECT = "..."`, and `VERSION` where it is about one."""
    return World(dialect=request.module.DIALECT, version=getattr(request.module, "VERSION", ""))


@pytest.fixture
def talk(world: World) -> Transport:
    return Transport(world.erp)
