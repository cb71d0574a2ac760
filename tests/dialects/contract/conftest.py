"""A server of Tryton for the tests that ask it. They run in one process, because they share it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .tryton.installed import Tryton


@pytest.fixture(scope="session")
def tryton(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tryton]:
    running = Tryton(tmp_path_factory.mktemp("tryton"))
    yield running
    running.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tryton" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("tryton"))
