"""The claims of a design in the terminal and on the page."""

from __future__ import annotations

from io import StringIO

from rich.console import Console, Group

from golive.record.card.claims import CLAIM_HELD, NOT_EXERCISED, REFUTED, Claimed
from golive_reports.run.tables.claims import claims, rows

FOUND = [
    Claimed("no order twice", CLAIM_HELD, "none of 45, with 4 failed calls"),
    Claimed("orders within 5m", NOT_EXERCISED, "no order was due that long ago"),
    Claimed("no order lost <b>", REFUTED, "11 lost, such as 000000010", (172, 180)),
]


def test_the_terminal_shows_what_is_refuted_first() -> None:
    out = StringIO()
    Console(file=out, width=120).print(Group(*claims(FOUND)))
    lines = out.getvalue().splitlines()
    assert "1 refuted, 1 not exercised, 1 held" in lines[1]
    assert "no order lost" in lines[2]
    assert "11 lost, such as 000000010" in lines[2]


def test_the_page_has_every_claim_with_its_evidence() -> None:
    shown = rows(FOUND)
    assert [row["verdict"] for row in shown["rows"]] == [REFUTED, NOT_EXERCISED, CLAIM_HELD]
    assert shown["rows"][0]["evidence"] == [172, 180]


def test_without_claims_there_is_nothing() -> None:
    assert [*claims([])] == []
    assert rows([]) == {}
