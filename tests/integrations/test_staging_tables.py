"""A run in memory has staging tables of its own, which go with it."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

import golive
from golive.errors import InputError

SHORT = ("erp.channels.tables=on", "clock.duration=10m", "clock.settle=10m")


def test_a_run_without_a_folder_has_tables_that_go_with_it() -> None:
    seen: dict[str, object] = {}

    async def integrate(kit: golive.Kit) -> None:
        await kit.shop.get("/rest/V1/orders?searchCriteria[pageSize]=1")
        await asyncio.sleep(120)
        with sqlite3.connect(kit.database) as database:
            seen["stock"] = database.execute("select count(*) from stock_out").fetchone()[0]
        seen["path"] = Path(kit.database)

    golive.run("calm", integrate, sets=SHORT)
    path = seen["path"]
    assert isinstance(path, Path)
    assert seen["stock"]
    assert not path.parent.exists()


def test_a_database_that_is_not_there_is_wrong_input() -> None:
    sets = (*SHORT, "erp.channels.tables_database=postgresql://erp@127.0.0.1:1/erp")
    with pytest.raises(InputError, match=r"^erp\.channels\.tables_database: no connection to postgresql://"):
        golive.run("calm", "reference", sets=sets)
