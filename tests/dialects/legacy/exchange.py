"""A partner that exchanges IDocs with the ERP over its share; files are written and cut by position here, once more."""

from __future__ import annotations

from typing import Any

from fake_erp import ErpConfig
from fake_erp.channels.config import Channels
from tests.erp.world import World

from ..transport import Answer, Transport

FILES = "/api/v1/files"
NUMBER = "0000000000000077"


def control(**fields: str) -> str:
    """A control record by positions: DOCNUM at 13, DIRECT at 35, IDOCTYP at 39, CIMTYP at 69, MESTYP at 99."""
    given = {
        "number": NUMBER,
        "direct": "2",
        "type": "ORDERS05",
        "message": "ORDERS",
        "extension": "ZORD",
        **fields,
    }
    head = f"{'EDI_DC40':10}100{given['number']:16}700 30{given['direct']}   "
    return f"{head}{given['type']:30}{given['extension']:30}{given['message']:30}".ljust(524)


def segment(name: str, *cells: tuple[str, int], number: str = NUMBER) -> str:
    """A data record; `cells` are values and widths from the first field on."""
    data = "".join([f"{value:{width}}" for value, width in cells])
    return f"{name:30}100{number:16}{'1':>6}{'0':>6}02{data}"


def order(
    reference: str = "PO-1", *, customer: str = "", item: str = "A", number: str = NUMBER, **others: str
) -> list[str]:
    """The records of an order for two units of an item at 19.99."""
    external = others.get("external", "")

    def row(name: str, *cells: tuple[str, int]) -> str:
        return segment(name, *cells, number=number)

    blocked = [("", 284), (others["block"], 2)] if "block" in others else []
    return [
        control(number=number),
        row("E2EDK01005", ("", 4), ("EUR", 3), *[(cell, width) for cell, width in blocked]),
        row("E2EDK03", ("012", 3), ("20251128", 8), ("045900", 6)),
        row("E2EDKA1003", ("AG", 3), (customer, 17), (external, 17)),
        row("E2EDK02", ("001", 3), (reference, 35)),
        row("Z2FREE000", ("custom.sales_channel", 40), ("web", 255)),
        row("Z2FREE000", ("payment.prepaid", 40), ("X", 255)),
        row(
            "E2EDP01005",
            ("000010", 6),
            ("", 5),
            (others.get("quantity", "2.000"), 15),
            ("", 28),
            ("19.99", 15),
        ),
        row("E2EDP19001", ("002", 3), (item, 35)),
    ]


class Exchange:
    """An ERP that takes IDocs, and the share as a client sees it."""

    def __init__(self, talk: Transport) -> None:
        self.world = World(ErpConfig(channels=Channels(idocs=True)), dialect="legacy")
        self.talk = Transport(self.world.erp)
        self._alter = talk.alter
        self.login()

    def login(self) -> None:
        """Log in to the share, with an answer that is not altered."""
        self.talk.alter = None
        token = self.talk.send("POST", "/api/v1/token", {"client_id": "shop", "client_secret": "secret"})
        self.talk.headers["authorization"] = f"Bearer {token.data['access_token']}"
        self.talk.alter = self._alter

    def put(self, lines: list[str], name: str = "orders.idoc") -> None:
        """Write a file into `in`, and let the ERP read it."""
        self.talk.alter = None
        content = "".join([f"{line}\n" for line in lines])
        assert self.talk.send("POST", FILES, {"name": name, "content": content}).status == 201
        self.talk.alter = self._alter
        self.world.erp.filedrop.work()
        self.world.erp.idocs.write()

    def send(self, lines: list[str], name: str = "orders.idoc") -> list[str]:
        """Hand in a file; the status records of its IDocs."""
        self.put(lines, name)
        return self.lines(f"{name.removesuffix('.idoc')}.sta")

    def lines(self, name: str, folder: str = "out") -> list[str]:
        text: str = self.read(name, folder).data["content"]
        return text.splitlines()

    def read(self, name: str, folder: str = "out") -> Answer:
        return self.talk.send("GET", f"{FILES}/{name}?folder={folder}")

    def written(self, kind: str) -> list[str]:
        """The records of all IDocs of a message type that the ERP has written."""
        files = self.world.erp.filedrop.files.listed("out")
        names = [file.name for file in files if file.name.startswith(kind)]
        return [line for name in names for line in self.lines(name)]

    def customer(self) -> str:
        return self.world.customer

    def data(self, kind: str, name: str) -> list[str]:
        """What stands in the segments of a type."""
        return [line[63:] for line in self.written(kind) if line.startswith(name)]


def status(record: str) -> dict[str, Any]:
    """The fields of a status record that tests look at."""
    return {
        "docnum": record[13:29],
        "status": record[43:45],
        "class": record[48:68].strip(),
        "number": record[68:71],
        "type": record[71],
        "parameters": [record[at : at + 50].strip() for at in range(72, 272, 50)],
        "text": record[272:342].strip(),
        "key": record[492:562].strip(),
    }
