"""Candidates that touch the files of their run. It is `x` in the working folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from golive.candidates.kit import Kit
from tests.hostile.case import HEALTH, JUDGED, NOT_JUDGED, Case
from tests.hostile.leaving import idle

RUN = Path("x")


async def removes_the_mark(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    (RUN / "interrupted.json").unlink()
    await idle(kit)


async def spoils_the_mark(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    (RUN / "interrupted.json").write_text("{}")
    await idle(kit)


async def writes_a_scorecard(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    (RUN / "scorecard.json").write_text('{"verdict": "held"}')
    await idle(kit)


async def leaves_a_file(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    (RUN / "mine").write_text("x")
    await idle(kit)


async def removes_the_folder(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    shutil.rmtree(RUN)
    await idle(kit)


CASES = [
    Case(removes_the_mark, JUDGED),
    Case(spoils_the_mark, JUDGED),
    Case(writes_a_scorecard, JUDGED),
    Case(leaves_a_file, JUDGED),
    Case(removes_the_folder, NOT_JUDGED, "it removed the run folder x during the run"),
]
