"""What the ERP should do with goods, written anew in plain dicts: rows, promises, queues, freezes.

This is the other half of a comparison: it imports nothing of the ERP, and is simple rather than fast.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

Record = dict[str, Any]


class No(Exception):
    """The ERP should refuse, with this code."""


class Goods:
    """`settings` are those of the installation. Items go by a fixed name that no renaming changes: `sku` has the
    present one. A row is the goods of one item in one warehouse."""

    def __init__(self, settings: Record, now_ms: int) -> None:
        self.settings = settings
        self.now_ms = now_ms
        self.sku = {name: name for name in settings["opening"]}
        self.orders: dict[str, Record] = {}
        self.frozen: list[str] = []
        self.outside: list[tuple[str, str, int, str]] = []
        self.closed: dict[tuple[str, str], str] = {}
        self.rows: dict[tuple[str, str], Record] = {}
        for item, opening in settings["opening"].items():
            for place in settings["warehouses"]:
                self.rows[item, place] = {
                    "on_hand": opening.get(place, 0),
                    "waiting": [],
                    "kept": settings["withheld"].get((item, place), 0),
                    "moved": {"opening": opening.get(place, 0)},
                }

    # -- time --------------------------------------------------------------------------------------------------

    @staticmethod
    def month(instant_ms: int) -> str:
        return datetime.fromtimestamp(instant_ms / 1000, UTC).strftime("%Y-%m")

    def is_closed(self, instant_ms: int, module: str, closer: bool = False) -> bool:
        state = self.closed.get((self.month(instant_ms), module))
        return self.settings["periods"] == "monthly" and (state == "hard" or (state == "soft" and not closer))

    # -- rows --------------------------------------------------------------------------------------------------

    def lines(self) -> list[tuple[Record, Record]]:
        return [(order, line) for order in self.orders.values() for line in order["lines"]]

    def promised(self, row: Record) -> int:
        return sum(line["allocated"] for _, line in self.lines() if line["row"] is row)

    def free(self, row: Record) -> int:
        return int(row["on_hand"] - self.promised(row) - row["kept"])

    def move(self, row: Record, units: int, kind: str) -> None:
        row["on_hand"] += units
        row["moved"][kind] = row["moved"].get(kind, 0) + units

    def serve(self, row: Record) -> None:
        """The line that waits longest is served first, in part if need be."""
        while row["waiting"] and self.free(row) > 0:
            line = row["waiting"][0]
            line["allocated"] += min(self.free(row), self.lacking(line))
            if not self.lacking(line):
                row["waiting"].pop(0)

    @staticmethod
    def lacking(line: Record) -> int:
        return int(line["quantity"] - line["cancelled"] - line["shipped"] - line["allocated"])

    @staticmethod
    def still_open(line: Record) -> int:
        return int(line["quantity"] - line["cancelled"] - line["shipped"])

    def promise(self, lines: list[Record]) -> None:
        for line in lines:
            line["allocated"] += max(0, min(self.free(line["row"]), self.lacking(line)))
            if self.lacking(line):
                line["row"]["waiting"].append(line)

    def give_back(self, line: Record, units: int) -> None:
        line["allocated"] -= units
        if units:
            self.serve(line["row"])

    @staticmethod
    def leave_queue(line: Record) -> None:
        line["row"]["waiting"] = [other for other in line["row"]["waiting"] if other is not line]

    def break_promises(self, row: Record) -> None:
        """Fewer units are there than were promised: the youngest lose theirs, and then wait before the others."""
        short = self.promised(row) - max(0, row["on_hand"])
        for _, line in reversed(self.lines()):
            if short > 0 and line["row"] is row and line["allocated"]:
                waits = any(other is line for other in row["waiting"])
                broken = min(short, line["allocated"])
                line["allocated"] -= broken
                short -= broken
                if not waits:
                    row["waiting"].insert(0, line)

    def pick_row(self, item: str, units: int) -> Record:
        """The first warehouse with enough, else the one with most."""
        rows = [self.rows[item, place] for place in self.settings["warehouses"]]
        enough = [row for row in rows if self.free(row) >= units]
        return enough[0] if enough else max(rows, key=self.free)

    def short_of_stock(self, lines: list[Record]) -> bool:
        wanted: dict[int, int] = {}
        for line in lines:
            wanted[id(line["row"])] = wanted.get(id(line["row"]), 0) + self.lacking(line)
        return any(
            wanted[id(line["row"])] > max(0, self.free(line["row"])) for line in lines if self.lacking(line)
        )

    def place_of(self, row: Record) -> str:
        return next(place for (_, place), other in self.rows.items() if other is row)

    # -- what happens to goods ------------------------------------------------------------------------------

    def receive(self, item: str, place: str, units: int, kind: str = "receipts") -> None:
        if place in self.frozen:
            self.outside.append((item, place, units, kind))
        else:
            self.move(self.rows[item, place], units, kind)
            self.serve(self.rows[item, place])

    def transfer(self, item: str, source: str, target: str, units: int) -> None:
        if self.frozen:
            raise No("warehouse_frozen")
        row = self.rows[item, source]
        if units > row["on_hand"] - self.promised(row):
            raise No("not_enough_stock")
        self.move(row, -units, "transfers")
        self.move(self.rows[item, target], units, "transfers")
        self.serve(self.rows[item, target])

    def correct(self, item: str, place: str, delta: int) -> None:
        row = self.rows[item, place]
        if delta < 0 and row["on_hand"] + delta < 0 and not self.settings["negative"]:
            raise No("negative_stock")
        self.move(row, delta, "counts")
        self.break_promises(row)
        self.serve(row)

    def count(self, item: str, place: str, counted: int) -> None:
        row = self.rows[item, place]
        self.move(row, counted - row["on_hand"], "counts")
        self.break_promises(row)
        self.serve(row)

    def freeze_or_thaw(self, place: str) -> None:
        if place not in self.frozen:
            self.frozen.append(place)
            return
        self.frozen.remove(place)
        arrived = [each for each in self.outside if each[1] == place]
        self.outside = [each for each in self.outside if each[1] != place]
        for item, _, units, kind in arrived:
            self.receive(item, place, units, kind)
