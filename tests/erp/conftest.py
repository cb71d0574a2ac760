from __future__ import annotations

import pytest

from .world import MOUNTS, Client, World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(params=list(MOUNTS))
def mount(request: pytest.FixtureRequest) -> str:
    """Every test that asks for a client runs over both mounts."""
    name: str = request.param
    return name


@pytest.fixture
def client(world: World, mount: str) -> Client:
    return MOUNTS[mount](world.erp).login()
