"""What an intervention is made of. Chaos that changes a system, where a fault changes a message.

    class ClosePeriod:
        '''Accounting closes a posting period.'''                   # first line: its description

        SETTINGS: ClassVar[tuple[Key[Any], ...]] = (...)           # as those of a fault
        PASSES: ClassVar[bool] = True                              # whether `at` may be a window that ends

        def __init__(self, settings: dict[str, Any]) -> None: ...
        def begin(self, erp: Erp, shop: Shop) -> str: ...                      # what it changed, or an empty text
        def end(self, erp: Erp, shop: Shop) -> None: ...                       # put things back; only where it passes

It is what people and vendors do to their systems, so it goes through the same doors: the domains of the fakes, never
the wire.
"""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.keys.declare import Key


class Intervention(Protocol):
    SETTINGS: ClassVar[tuple[Key[Any], ...]]
    PASSES: ClassVar[bool]

    def begin(self, erp: Erp, shop: Shop) -> str: ...
    def end(self, erp: Erp, shop: Shop) -> None: ...
