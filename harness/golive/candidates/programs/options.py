"""What the command line says of a program, beside its file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Ports are 0 for a free one. `allow_remote`: a candidate with `attach:` may run on another machine.

    `time` is `follow` or `own`; "": as the candidate file says.
    """

    shop_port: int = 0
    erp_port: int = 0
    allow_remote: bool = False
    time: str = ""

    def words(self) -> list[str]:
        """The same on a command line."""
        ports = (("--shop-port", self.shop_port), ("--erp-port", self.erp_port))
        found = [word for option, port in ports if port for word in (option, str(port))]
        found += ["--allow-remote"] if self.allow_remote else []
        return [*found, *(["--time", self.time] if self.time else [])]
