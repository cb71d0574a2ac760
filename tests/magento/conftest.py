from __future__ import annotations

import pytest

from .world import Send, World, direct, over_http


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(params=[direct, over_http], ids=["direct", "http"])
def send(request: pytest.FixtureRequest, world: World) -> Send:
    """Sends a request to the shop of `world` through one of its two mounts."""
    return request.param(world)
