"""A candidate that runs already, started by other means than golive."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from golive.build.world import World
from golive.candidates.programs.file.command import Attach
from golive.candidates.programs.options import Options
from golive.errors import CandidateFailed
from golive.live.calls.webhooks import is_here
from golive.record.run import CANDIDATE_ENV


def check(attach: Attach, options: Options, world: World) -> None:
    """Raises CandidateFailed for what cannot be done with a program that golive did not start."""
    if not options.shop_port or not options.erp_port:
        raise CandidateFailed(
            "attach: it runs already, so it must know the addresses beforehand; add --shop-port 8001 --erp-port 8002 "
            "(or other free ports) and have it call the shop and the ERP there"
        )
    if options.time == "follow":
        raise CandidateFailed(
            "attach: the clock of a program that golive did not start cannot follow; leave --time out"
        )
    for name, url in (("webhook", attach.webhook), ("hook", attach.hook)):
        if url and not options.allow_remote and not is_here(url):
            raise CandidateFailed(
                f"attach.{name}: {url} is another machine than this one; add --allow-remote if what the shop sends "
                "may leave this machine, and if shop and ERP may be reached from others"
            )
    struck = [spec.id for spec in world.scenario.faults if spec.fault_class.SEAM == "process"]
    if struck:
        raise CandidateFailed(
            f"attach: the scenario has faults of the integration's own process ({', '.join(struck)}), and golive did "
            "not start it; take these entries of `chaos` out, or write a `command` in place of `attach`"
        )


def write_variables(env: Mapping[str, str], folder: Path) -> Path:
    """Write the variables as a file that a shell reads; readable by its owner only."""
    path = folder / CANDIDATE_ENV
    path.touch(mode=0o600)
    lines = [f"export {name}={shlex.quote(env[name])}\n" for name in sorted(env)]
    path.write_text("".join(lines), encoding="utf-8")
    return path


class MayCall:
    """Whether an address may be called: one on this machine, or on that of the candidate where this is allowed."""

    def __init__(self, webhook: str) -> None:
        self._host = urlsplit(webhook).hostname

    def __call__(self, url: str) -> bool:
        """Whether this address may be called."""
        return is_here(url) or (self._host is not None and _host(url) == self._host)


def _host(url: str) -> str | None:
    """The host of an address that holds nothing on which two readers may differ; None for any other."""
    if any(sign in url for sign in "\\@#") or not url.isprintable():
        return None
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
