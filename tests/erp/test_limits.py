"""Tokens, rate, slots, service times."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_erp import ErpConfig, Request, new_erp
from fake_erp.access.config import CallLimits, Token
from fake_erp.access.limits import Limits
from fake_erp.errors import TooManyRequests
from fake_erp.settings import Rate

from .world import MOUNTS, Client, World, in_process


def test_nothing_goes_without_a_good_token(world: World, mount: str) -> None:
    client = MOUNTS[mount](world.erp)
    for header in (
        {},
        {"authorization": "Bearer nonsense"},
        {"authorization": "Basic Zm9v"},
        {"authorization": ""},
    ):
        client.headers = header
        answer = client.get("/orders")
        assert (answer.status, answer.data["error"]["code"]) == (401, "unauthorized")
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"client_id": "shop", "client_secret": "wrong"}, 401),
        ({"client_id": "stranger", "client_secret": "secret"}, 401),
        ({"client_id": "shop"}, 400),
        ({"client_id": 1, "client_secret": "secret"}, 400),
        ([], 400),
    ],
)
def test_only_known_clients_log_in(world: World, mount: str, body: object, status: int) -> None:
    assert MOUNTS[mount](world.erp).post("/token", body).status == status


def test_a_token_expires_and_says_so(world: World, client: Client) -> None:
    world.now_ms += world.config.token.lifetime_ms - 1
    assert client.get("/stock").status == 200
    world.now_ms += 1
    answer = client.get("/stock")
    assert answer.status == 401
    assert "expired" in answer.data["error"]["message"]
    assert client.login().get("/stock").status == 200


def test_old_tokens_are_forgotten(world: World) -> None:
    for _ in range(50):
        MOUNTS["in_process"](world.erp).login()
        world.now_ms += world.config.token.lifetime_ms
    assert len(world.erp.sessions._by_token) <= 3


def test_a_restart_forgets_all_tokens(world: World, client: Client) -> None:
    world.erp.sessions.revoke_all()
    assert client.get("/stock").status == 401


def test_the_scheme_of_a_token_may_be_written_in_any_case(client: Client) -> None:
    token = client.headers["authorization"].removeprefix("Bearer ")
    client.headers = {"authorization": f"bearer {token}"}
    assert client.get("/stock").status == 200


def test_over_the_rate_is_429_with_whole_seconds_to_wait(mount: str) -> None:
    world = World(ErpConfig(limits=CallLimits(rate=Rate(0.5, "s"), burst=3)))
    client = MOUNTS[mount](world.erp).login()
    assert [client.get("/stock").status for _ in range(4)] == [200, 200, 429, 429]
    refused = client.get("/stock")
    assert refused.headers["retry-after"] == "2"
    assert refused.data["error"]["details"] == {"retry_after_s": 2}
    world.now_ms += 2000
    assert [client.get("/stock").status for _ in range(2)] == [200, 429]


@given(
    rate=st.floats(0.01, 500),
    burst=st.integers(1, 50),
    gaps_ms=st.lists(st.integers(0, 5000), max_size=200),
)
def test_the_bucket_never_lets_more_through_than_burst_and_rate(
    rate: float, burst: int, gaps_ms: list[int]
) -> None:
    now = 0
    limits = Limits(lambda: now, rate, burst)
    passed = 0
    for gap_ms in gaps_ms:
        now += gap_ms
        try:
            limits.count()
            passed += 1
        except TooManyRequests as error:
            wait_s = error.details["retry_after_s"]
            assert wait_s >= 1
            assert wait_s <= 1 / max(rate, 0.001) + 2
    assert passed <= burst + now / 1000 * rate * 1.06 + 1


@given(rate=st.floats(0.01, 500), burst=st.integers(1, 50))
def test_who_waits_as_long_as_told_gets_in(rate: float, burst: int) -> None:
    now = 0
    limits = Limits(lambda: now, rate, burst)
    for _ in range(burst):
        limits.count()
    for _ in range(3):
        try:
            limits.count()
        except TooManyRequests as error:
            now += 1000 * int(error.details["retry_after_s"])
            limits.count()


def test_slots_are_taken_at_admission_and_given_back() -> None:
    world = World(ErpConfig(limits=CallLimits(concurrency=2)))
    erp, request = world.erp, Request("GET", "/api/v1/health")
    match = erp.surface.match(Request("GET", "/api/v1/health"))
    assert [erp.admit(request, match) for _ in range(2)] == [None, None]
    refused = erp.admit(request, match)
    assert refused is not None
    assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
    erp.leave(request, match)
    assert erp.admit(request, match) is None


def test_a_refused_admission_takes_no_slot(world: World) -> None:
    erp, request = world.erp, Request("GET", "/api/v1/stock")
    reply = erp.admit(request, erp.surface.match(Request("GET", "/api/v1/stock")))
    assert reply is not None
    assert reply.status == 401
    assert erp.limits.in_service == 0


def test_limits_can_be_squeezed_and_lifted_while_the_system_runs(world: World, client: Client) -> None:
    world.erp.limits.configure(rate_per_second=1, burst=1)
    assert [client.get("/stock").status for _ in range(2)] == [200, 429]
    world.erp.limits.configure()
    assert {client.get("/stock").status for _ in range(50)} == {200}


@pytest.mark.parametrize("bad", [{"rate_per_second": -1}, {"burst": -1}, {"concurrency": -1}])
def test_limits_below_nothing_are_refused(world: World, bad: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 0"):
        world.erp.limits.configure(**bad)


def test_operations_take_their_time() -> None:
    config = ErpConfig(service_ms={"default": 40, "order.create": (60, 180), "health.read": 0})
    erp = World(config).erp
    assert (erp.service_ms("order.read"), erp.service_ms("health.read")) == (40, 0)
    times = [erp.service_ms("order.create") for _ in range(500)]
    assert (min(times) >= 60, max(times) <= 180, len(set(times)) > 50) == (True, True, True)


def test_an_erp_needs_a_warehouse() -> None:
    with pytest.raises(ValueError, match="at least one warehouse"):
        new_erp(lambda: 0, Random(1), lambda kind, keys, data: None, ErpConfig(warehouses=()))


def test_a_standing_token_is_good_for_ever_and_counts_for_its_client() -> None:
    """Nothing ends it: not time, not a restart, not a login elsewhere; limits count it as any other."""
    world = World(
        ErpConfig(limits=CallLimits(rate=Rate(1, "s"), burst=2, per_client=True), token=Token(single=True))
    )
    world.erp.sessions.grant("shop", "tool")
    client = in_process(world.erp)
    client.headers = {"authorization": "Bearer tool"}
    world.now_ms += 10**12
    world.erp.sessions.revoke_all()
    assert [client.get("/items").status for _ in range(3)] == [200, 200, 429]
    assert in_process(world.erp).post("/token").status != 200
    world.now_ms += 10_000
    in_process(world.erp).login()
    assert client.get("/items").status == 200


def test_server_time_is_counted_in_windows_and_refuses_what_comes_after() -> None:
    now_ms = 10_500
    limits = Limits(lambda: now_ms, policy=CallLimits(server_time_ms=300, window_ms=1_000))
    for service_ms in (200, 100, 50):
        limits.count()
        limits.spend(service_ms)
    with pytest.raises(TooManyRequests) as refused:
        limits.count()
    assert refused.value.details == {"retry_after_s": 1, "server_time_ms": 300}
    now_ms = 11_000
    limits.count()


def test_canary_without_the_setting_server_time_is_not_counted() -> None:
    limits = Limits(lambda: 0)
    limits.spend(10**9)
    limits.count()
