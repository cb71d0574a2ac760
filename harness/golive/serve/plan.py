"""The options of `golive serve`, and the credentials of a sandbox."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from golive import scenario
from golive.live.secrets import token
from golive.scenario import Scenario
from golive.serve.effects import refuse_lost
from golive.sim.seeding import stream

SANDBOX = Path(__file__).with_name("sandbox.yaml")


@dataclass(frozen=True, slots=True)
class Plan:
    """The options of `golive serve`.

    `port` is the first system's, 0 for a free one; `orders` is the number of past orders.
    """

    systems: tuple[str, ...]
    port: int = 0
    seed: int = 1
    orders: int = 0
    profile: str = ""
    dialect: str = ""
    """Of the ERP; "": that of the profile. Without a profile, a product's dialect has no undocumented mandatory fields,
    so that a published client of that product can place an order."""
    erp_version: str = ""
    speed: float = 1.0
    sets: tuple[str, ...] = ()
    webhook: str = ""
    """Where the shop posts its events; empty: nowhere."""
    files: Path | None = None
    """A real folder for the files of the ERP; the files channel is on then."""
    start_ms: int | None = None
    """The present of the sandbox when it opens; None: the machine's."""

    def scenario(self) -> Scenario:
        """The scenario of the sandbox with options and overrides applied.

        Raises ScenarioError, also for an override without effect in a sandbox.
        """
        names = self.profile.strip().strip("[]")
        profile = (f"erp.profile=[{names}]",) if names else ()
        files = () if self.files is None else ("erp.channels.files=on",)
        webhook = ("shop.events.delivery=webhook",) if self.webhook else ()
        dialect = (f"erp.dialect={self.dialect}",) if self.dialect else ()
        product = self.dialect not in ("", "native") and not names
        open_fields = ("erp.rules.hidden_fields=[]",) if product else ()
        version = (f"erp.version={self.erp_version}",) if self.erp_version else ()
        options = (*profile, *dialect, *open_fields, *version, *files, *webhook)
        wanted = scenario.load(str(SANDBOX), (*options, *self.sets))
        if self.sets:
            refuse_lost(scenario.load(str(SANDBOX), options), wanted, self.systems, self.webhook)
        return wanted


@dataclass(frozen=True, slots=True)
class Keys:
    """All secrets of a sandbox.

    Client credentials follow from the seed, so that a developer can store them; the control token, which grants full
    access, is random each time.
    """

    erp_user: str
    erp_password: str
    erp_bearer: str
    shop_user: str
    shop_password: str
    shop_bearer: str
    consumer_key: str
    consumer_secret: str
    access_token: str
    access_token_secret: str
    control_token: str

    @classmethod
    def of(cls, seed: int) -> Keys:
        """The secrets of a seed, with a new control token."""
        rng = stream(seed, "serve.keys")

        def word(bits: int = 128) -> str:
            return f"{rng.getrandbits(bits):0{bits // 4}x}"

        return cls(
            erp_user="integration",
            erp_password=word(),
            erp_bearer=word(),
            shop_user="integration",
            shop_password=word(),
            shop_bearer=word(),
            consumer_key=word(),
            consumer_secret=word(),
            access_token=word(),
            access_token_secret=word(),
            control_token=token(),
        )
