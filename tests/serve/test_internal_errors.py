"""Exceptions inside a fake: the sandbox answers 500 and goes on; a run ends as a failure of golive."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fake_erp.dialects.native.dialect import NativeDialect
from fake_erp.errors import ErpError
from fake_erp.messages import Reply as ErpReply
from fake_erp.messages import Request as ErpRequest
from fake_erp.surface import Surface as ErpSurface
from fake_magento import Shop, ShopConfig
from fake_magento.surface import Match, Reply, Request, Surface
from golive.chaos.injector import FaultInjector
from golive.live.http.server import Server
from golive.live.mount import mount
from golive.serve.internal_errors import InternalErrors
from golive.sim import Environment
from golive.wire.messages import CallResult
from golive.wire.wire import Wire
from tests.commands import Golive
from tests.live.alive import alive
from tests.serve.served import call, served

RULE = """
from dataclasses import dataclass
from golive import Rule, erp_setting

@dataclass(frozen=True, slots=True)
class Fails(Rule):
    '''A rule with a defect.'''

    on: int = erp_setting("on", "whole", "0 is off.", 0)

    def at_create(self, books):
        def check(order, document):
            raise ArithmeticError("planted")

        return check if self.on else None
"""
RULE_ON = 'erp.rules={"broken_rule:Fails": 1}'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a rule that fails in it."""
    (tmp_path / "broken_rule.py").write_text(RULE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_a_sandbox_answers_500_goes_on_and_ends_with_the_status_of_an_internal_error(folder: Path) -> None:
    with served("erp", "--orders", "5", "--set", RULE_ON) as sandbox:
        listed = sandbox.api("erp", "/api/v1/orders?limit=1")
        assert listed.status == 200
        order = {
            "external_reference": "SERVE-1",
            "customer": listed.data["rows"][0]["customer"],
            "currency": "EUR",
            "ordered_at": "2025-11-28T04:59:00Z",
            "lines": [{"item": "SKU-00001", "quantity": 1, "unit_price": "19.99"}],
            "payment": {"method": "card", "prepaid": True, "amount": "19.99"},
            "custom": {"sales_channel": "web"},
        }
        for _ in range(2):
            failed = sandbox.api("erp", "/api/v1/orders", "POST", order)
            assert (failed.status, failed.data["error"]["code"]) == (500, "internal_error")
        assert sandbox.api("erp", "/api/v1/orders?limit=1").status == 200
        facts = sandbox.control("/facts?limit=1000").data["rows"]
        stated = [fact["data"] for fact in facts if fact["kind"] == "exchange.failed"]
        assert [each["request"] for each in stated] == ["POST /api/v1/orders"] * 2
        status, _, complained = sandbox.end()
    assert status == 5
    assert complained.count("golive: internal error of the erp at POST /api/v1/orders\n") == 2
    assert complained.count("ArithmeticError: planted") == 2
    assert complained.rstrip().splitlines()[-1].startswith("golive: 2 requests ended in an internal error")


@pytest.mark.slow
def test_a_sandbox_without_internal_errors_ends_with_status_0(folder: Path) -> None:
    with served("erp") as sandbox:
        assert sandbox.api("erp", "/api/v1/orders?limit=1").status == 200
        assert sandbox.end() == (0, "", "")


def test_a_run_ends_as_a_failure_of_golive_and_is_not_judged(folder: Path, golive: Golive) -> None:
    said = golive("run", "calm", "--candidate", "naive", "--set", RULE_ON, "--out", "out")
    assert said.status == 5
    assert "golive itself failed: ArithmeticError: planted" in said.err
    assert not (folder / "out" / "scorecard.json").exists()


class Failing(Surface):
    """A shop whose every call fails."""

    def __init__(self, shop: Shop) -> None:
        super().__init__(shop)
        self.call = self._fail

    def _fail(self, match: Match | None, request: Request) -> Reply:
        raise ZeroDivisionError("planted")


def test_a_shop_answers_with_the_internal_error_of_magento() -> None:
    env = Environment(initial_time=1_764_306_000_000)
    said: list[str] = []
    results: list[CallResult] = []
    systems = {"shop": Failing(Shop(env.now_ms, Random(1), lambda *fact: None, ShopConfig()))}
    errors = InternalErrors(systems, lambda *fact: None, said.append)
    chaos = FaultInjector([], env.now_ms)
    wire = Wire(env, chaos, lambda *fact: None, systems, {}, errors.contain)
    wire.send("shop", Request("GET", "/rest/V1/directory/countries"), results.append, None)
    env.run()
    (result,) = results
    assert result.reply is not None
    assert result.reply.status == 500
    assert re.fullmatch(
        r"Internal Error\. Details are available in Magento log file\. Report ID: webapi-[0-9a-f]{13}",
        result.reply.data["message"],  # type: ignore[attr-defined]
    )
    assert (errors.count, wire.open) == (1, 0)
    assert said[0].startswith("internal error of the shop at GET /rest/V1/directory/countries\nTraceback")


class Unreadable(NativeDialect):
    """Fails before there is an exchange, and again where it writes the refusal."""

    def match(self, erp: Any, request: ErpRequest) -> Any:
        raise KeyError("planted")

    def refuse(self, error: ErpError, request: ErpRequest, *, in_ok: bool = False) -> ErpReply:
        raise KeyError("planted again")


class Unwritable(NativeDialect):
    """Gives replies that cannot be encoded."""

    def write(self, erp: Any, match: Any, request: ErpRequest, outcome: Any) -> ErpReply:
        return ErpReply(200, object())


@pytest.mark.parametrize("dialect", [Unreadable(), Unwritable()], ids=lambda each: type(each).__name__)
def test_a_dialect_that_fails_anywhere_is_answered_over_http(dialect: NativeDialect) -> None:
    said: list[str] = []
    with alive() as world:
        world.erp.surface = ErpSurface(world.erp, dialect)
        errors = InternalErrors({"erp": world.erp}, world.emit, said.append)
        wire = Wire(
            world.clock.env,
            FaultInjector([], world.clock.env.now_ms),
            world.emit,
            {"erp": world.erp},
            {},
            errors.contain,
        )
        server = Server(world.clock, mount(world.clock, wire, "erp"))
        try:
            for _ in range(2):
                with pytest.raises(ValueError, match="Expecting value"):  # HTML, not JSON
                    call(f"{server.url}/api/v1/health", "")
        finally:
            server.close()
    assert errors.count == 2
    assert all("GET /api/v1/health" in each for each in said)


def test_without_a_sandbox_an_exception_in_recognition_ends_the_clocks_run() -> None:
    with alive() as world:
        env = Environment(initial_time=0)
        world.erp.surface = ErpSurface(world.erp, Unreadable())
        wire = Wire(env, FaultInjector([], env.now_ms), world.emit, {"erp": world.erp}, {})
        results: list[CallResult] = []
        wire.send("erp", ErpRequest("GET", "/api/v1/orders"), results.append, None)
        with pytest.raises(KeyError, match="planted"):
            env.run()
    assert results == []
