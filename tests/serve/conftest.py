"""The sandbox that tests share which ask nothing of its start."""

from __future__ import annotations

from typing import Any

import pytest

from tests.serve.served import WORKING_DAY, served


@pytest.fixture(scope="session")
def both() -> Any:
    with served("both", "--orders", "60", "--start", WORKING_DAY) as sandbox:
        yield sandbox
