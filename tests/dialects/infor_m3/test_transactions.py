"""Facts about transactions of Infor M3."""

from __future__ import annotations

from typing import Any

from tests.erp.world import World

from ..facts import fact
from ..transport import Answer, Transport
from .speaker import EXECUTE, M3Speaker

DIALECT = "infor_m3"


def logged_in(talk: Transport) -> M3Speaker:
    speaker = M3Speaker(talk)
    alter, talk.alter = talk.alter, None
    speaker.login()
    talk.alter = alter
    return speaker


def ask(talk: Transport, call: str) -> Answer:
    return talk.send("GET", f"{EXECUTE}/{call}")


def entered(talk: Transport, world: World, reference: str = "R1", lines: str = "ITNO=A&ORQT=2") -> str:
    """The number that a confirmed entry gets."""
    alter, talk.alter = talk.alter, None
    head = ask(
        talk, f"OIS100MI/AddBatchHead?CUNO={world.customer}&CUOR={reference}&CUCD=EUR&ORTP=A01&FACI=A01"
    )
    entry: str = head.data["results"][0]["records"][0]["ORNO"]
    ask(talk, f"OIS100MI/AddBatchLine?ORNO={entry}&{lines}")
    talk.alter = alter
    number: str = ask(talk, f"OIS100MI/Confirm?ORNO={entry}").data["results"][0]["records"][0]["ORNO"]
    return number


@fact("infor_m3-7-01", part="body:results[0].transaction")
def test_get_and_post(talk: Transport, world: World) -> None:
    logged_in(talk)
    path = f"{EXECUTE}/CRS610MI/GetBasicData?CUNO={world.customer}&CONO=100"
    for method in ("GET", "POST"):
        assert talk.send(method, path).data["results"][0]["transaction"] == "GetBasicData"


@fact("infor_m3-7-02", part="status")
def test_a_token_is_demanded(talk: Transport) -> None:
    assert ask(talk, "CRS610MI/LstByNumber").status == 401


def refused(talk: Transport) -> Answer:
    logged_in(talk)
    return ask(talk, "OIS100MI/AddBatchHead?CUNO=C9&CUOR=R1")


@fact("infor_m3-7-03", part="status")
def test_a_refusal_has_status_200(talk: Transport) -> None:
    assert refused(talk).status == 200


@fact("infor_m3-7-04", part="body:results[0].errorType")
def test_the_shape_of_a_refusal(talk: Transport) -> None:
    (result,) = refused(talk).data["results"]
    assert (result["errorType"], result["errorField"]) == ("ServerReturnedNOK", "CUNO")
    assert result["errorCode"] == "WCU0203"
    assert result["errorMessage"] == "Customer C9 does not exist"


@fact("infor_m3-7-05", part="body:nrOfSuccessfullTransactions")
def test_the_counts(talk: Transport) -> None:
    body = refused(talk).data
    assert (body["nrOfSuccessfullTransactions"], body["nrOfFailedTransactions"]) == (0, 1)


@fact("infor_m3-7-06", part="body:wasTerminated")
def test_was_terminated(talk: Transport) -> None:
    assert refused(talk).data["wasTerminated"] is False


@fact("infor_m3-7-07", part="body:results[0].records[0].ORNO")
def test_an_order_is_entered_and_confirmed(talk: Transport, world: World) -> None:
    logged_in(talk)
    assert entered(talk, world) == "SO100001"
    assert world.erp.orders.get("SO100001").status == "released"


@fact("infor_m3-7-08", part="body:results[0].records[0].STAT")
def test_an_entry_fails_after_its_confirmation(talk: Transport, world: World) -> None:
    logged_in(talk)
    world.erp.items.set_status("A", "blocked")
    number = entered(talk, world)
    assert number == "T000000001"
    assert world.erp.orders.with_reference("R1") == []
    (state,) = ask(talk, f"OIS275MI/GetBatchHead?ORNO={number}").data["results"][0]["records"]
    assert (state["STAT"], "blocked" in state["MSG"]) == ("05", True)
    assert any(kind == "erp.order.refused" for kind, _, _ in world.facts)


@fact("infor_m3-7-09", part="body:results[0].records[0].ORNO")
def test_a_reference_is_not_unique(talk: Transport, world: World) -> None:
    logged_in(talk)
    world.erp.change_rule("duplicate_reference", mode="accept")
    assert [entered(talk, world) for _ in range(2)] == ["SO100001", "SO100002"]


@fact("infor_m3-7-10", part="body:results[0].records")
def test_at_most_100_records(talk: Transport, world: World) -> None:
    logged_in(talk)
    for at in range(120):
        world.erp.items.add(f"X{at}", "x", 100, 19)
    counts = [
        len(ask(talk, f"MMS200MI/LstItmByItm{more}").data["results"][0]["records"])
        for more in ("", "?maxrecs=0")
    ]
    assert counts == [100, 123]


@fact("infor_m3-7-11", part="body:results[0].records[0].AVAL")
def test_stock(talk: Transport) -> None:
    logged_in(talk)
    assert (
        ask(talk, "MMS200MI/GetItmWhsBal?ITNO=A&WHLO=main").data["results"][0]["records"][0]["AVAL"] == "100"
    )


@fact("infor_m3-7-13", part="body:results[*].transaction")
def test_several_transactions_in_one_body(talk: Transport, world: World) -> None:
    logged_in(talk)
    calls: list[dict[str, Any]] = [
        {"transaction": "GetBasicData", "record": {"CUNO": world.customer}},
        {"transaction": "GetBasicData", "record": {"CUNO": "C9"}},
    ]
    body = talk.send("POST", EXECUTE, {"program": "CRS610MI", "cono": 100, "transactions": calls}).data
    assert [each["transaction"] for each in body["results"]] == ["GetBasicData", "GetBasicData"]
    assert (body["nrOfSuccessfullTransactions"], body["nrOfFailedTransactions"]) == (1, 1)


@fact("infor_m3-7-14", part="body:results[0].records[0].ORQT")
def test_values_are_texts(talk: Transport, world: World) -> None:
    logged_in(talk)
    entered(talk, world)
    (line,) = ask(talk, "OIS100MI/LstLine?ORNO=SO100001").data["results"][0]["records"]
    assert (line["ORQT"], line["SAPR"]) == ("2", "19.99")


def test_unknown_transactions_and_columns(talk: Transport, world: World) -> None:
    logged_in(talk)
    assert ask(talk, "OIS100MI/Nope").status == 404
    path = f"CRS610MI/GetBasicData?CUNO={world.customer}&returncols=CUNM"
    assert ask(talk, path).data["results"][0]["records"] == [{"CUNM": "Ann"}]
