"""A server of Tryton for the tests that ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .tryton.installed import Tryton


@pytest.fixture(scope="session")
def tryton(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tryton]:
    running = Tryton(tmp_path_factory.mktemp("tryton"))
    yield running
    running.close()
