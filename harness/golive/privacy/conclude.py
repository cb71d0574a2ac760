"""What is looked at once the candidate has ended: erased customers, and its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from golive.bodies.masks import of_login
from golive.privacy.log import SECRET, personal_values, search
from golive.record.run import CANDIDATE_LOG

if TYPE_CHECKING:
    from golive.build.world import World


def conclude_privacy(world: World) -> None:
    """Emit what is left of erased customers, and what the log holds; nothing where the scenario demands nothing."""
    if world.erasures is not None:
        world.erasures.conclude()
    if world.scenario.judge.privacy.log == "clean":
        secrets = [*world.credentials.secrets, *of_login(world.erp_login())]
        values = {SECRET: secrets, **personal_values(world.shop)}
        search(_log(world).split("\n"), values, world.ledger.emitter("run"))


def _log(world: World) -> str:
    """The text of the candidate's log so far."""
    if world.run_dir is None:
        return world.log_in_memory.text
    if world.log_file is not None and not world.log_file.closed:
        world.log_file.flush()
    path = world.run_dir / CANDIDATE_LOG
    return path.read_text("utf-8", "replace") if path.exists() else ""
