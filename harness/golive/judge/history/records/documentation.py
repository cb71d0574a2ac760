"""Orders that were sent as the documentation of the ERP has it, which is not as the ERP is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from golive.record.run import Fact


class DocumentationBook:
    """A reader of the facts about it; `misled` are the differences that each order met, by its reference."""

    def __init__(self) -> None:
        self.misled: dict[str, dict[str, None]] = {}
        self.readers: dict[str, Callable[[Fact], None]] = {"erp.documentation.misled": self._misled}

    def _misled(self, fact: Fact) -> None:
        self.misled.setdefault(fact.keys["ref"], {})[fact.data["what"]] = None

    def sentences(self) -> list[str]:
        """A sentence for each difference, that of the most orders first."""
        counts = Counter(what for found in self.misled.values() for what in found)
        return [
            f"the documentation of the ERP is outdated: {what}; it misled {count} order{'s' * (count > 1)}"
            for what, count in counts.most_common()
        ]
