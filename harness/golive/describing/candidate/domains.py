"""What the candidate reads and writes, by domain."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.describing.section import Cases, Run, Section
from golive.record.run import Fact
from golive.record.studies.description import CANDIDATE, Statement

DOMAINS = {
    "orders": ("order", "batch", "file"),
    "deliveries": ("delivery",),
    "stock": ("stock",),
    "prices": ("price",),
    "customers": ("customer",),
    "refunds": ("creditmemo", "credit_note", "return"),
    "products": ("product", "item"),
}
"""Domain to the nouns of its operations."""
OPERATIONS = {"shop.order.ship": "deliveries", "shop.order.refund": "refunds"}
"""Operations whose domain is not that of their noun."""
READS = ("read", "list", "items")
SYSTEMS = {"shop": "the shop", "erp": "the ERP"}
_DOMAIN_OF = {noun: domain for domain, nouns in DOMAINS.items() for noun in nouns}


def domain_of(name: str) -> str:
    """The domain of an operation, a notice or a kind of fact, such as `stock` for `shop.stock.write`; "" for none."""
    return OPERATIONS.get(name) or _DOMAIN_OF.get(name.split(".")[1], "")


@dataclass
class Domains(Section):
    """Successful calls by domain, system and direction; notices count as reads."""

    TITLE = "Domains that it reads and writes"
    ABOUT = CANDIDATE
    KINDS = ("exchange.answered", "notice.delivered")

    calls: dict[tuple[str, str, str], Cases] = field(default_factory=dict)

    def read(self, run: Run, fact: Fact) -> None:
        """Count a call or a notice that succeeded."""
        status = fact.data["status"]
        if status is None or status >= 400:
            return
        is_call = fact.kind == "exchange.answered"
        name = fact.data["op" if is_call else "name"]
        system, _, verb = name.split(".", 2)
        domain = domain_of(name)
        if domain:
            way = "reads" if not is_call or verb in READS else "writes"
            self.calls.setdefault((domain, system, way), Cases()).add(run, fact.seq)

    def statements(self) -> list[Statement]:
        """What it reads and writes, in the order of the domains."""
        return [
            self.calls[domain, system, way].states(f"It {way} {domain} in {SYSTEMS[system]}.", "successes")
            for domain, system, way in _all()
            if (domain, system, way) in self.calls
        ]

    def unseen(self) -> list[str]:
        """What it never reads or writes."""
        return [
            f"The candidate never {way} {domain} in {SYSTEMS[system]}."
            for domain, system, way in _all()
            if (domain, system, way) not in self.calls
        ]


def _all() -> list[tuple[str, str, str]]:
    return [(domain, system, way) for domain in DOMAINS for system in SYSTEMS for way in ("reads", "writes")]
