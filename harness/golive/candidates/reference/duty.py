"""What the duties of the integration have in common."""

from __future__ import annotations

from dataclasses import dataclass

from golive.candidates.kit import Kit, Response
from golive.candidates.reference.board import Board
from golive.candidates.reference.design import Design
from golive.candidates.reference.erp import ErpPort
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.masters.codes import Codes
from golive.candidates.reference.pace import Advice, Pace
from golive.candidates.reference.state import State
from golive.candidates.reference.watch import Watch
from golive.candidates.sessions import Session


@dataclass(frozen=True, slots=True)
class Tools:
    """What a duty works with: settings, clients, back-off, tables, and the ways to reach people."""

    kit: Kit
    design: Design
    shop: Session
    erp: ErpPort
    pace: Pace
    shop_advice: Advice
    state: State
    inbox: Inbox
    board: Board
    watch: Watch
    codes: Codes


class Duty:
    """One duty. A subclass may replace any of its methods; see `Parts`."""

    def __init__(self, tools: Tools) -> None:
        self._kit = tools.kit
        self._design = tools.design
        self._shop = tools.shop
        self._erp = tools.erp
        self._pace = tools.pace
        self._shop_advice = tools.shop_advice
        self._state = tools.state
        self._inbox = tools.inbox
        self._board = tools.board
        self._watch = tools.watch
        self._codes = tools.codes

    def _erp_failed(self, duty: str, reply: Response) -> None:
        """Back off after a refusal of the ERP that says nothing about a record, and note it for the watch."""
        self._pace.failed(reply.headers.get("retry-after"))
        self._watch.failed(duty, f"the ERP answered {reply.status}")

    def _shop_failed(self, duty: str, reply: Response) -> None:
        """Note a refusal of the shop that says nothing about a record, and leave it alone as it advises."""
        self._shop_advice.note(reply.headers.get("retry-after"))
        self._watch.failed(duty, f"the shop answered {reply.status}")
