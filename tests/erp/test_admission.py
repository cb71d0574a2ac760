"""Quotas, clients apart, sessions, maintenance, pages: what stands between a request and the books."""

from __future__ import annotations

import inspect
from typing import Any, Literal, TypeVar

import pytest

from fake_erp import ErpConfig, Request
from fake_erp.access.config import CallLimits, Service, Token, Window
from fake_erp.accounting.config import Finance
from fake_erp.app import create_app
from fake_erp.config import HOUR_MS, MINUTE_MS
from fake_erp.dialects.native.pages import clamped
from fake_erp.jobs.system.maintenance import MaintenanceBegins
from fake_erp.schedules import daily, every
from fake_erp.settings import Rate

from .world import MOUNTS, START_MS, Client, World

DAY_MS = 24 * HOUR_MS
T = TypeVar("T")
AHEAD = Finance(utc_offset_ms=HOUR_MS)
"""The installation is an hour ahead of UTC: its clocks show 06:00 at the start."""


def _those_of(section: type[T], settings: dict[str, Any]) -> T:
    names = inspect.signature(section).parameters
    return section(**{name: settings.pop(name) for name in list(settings) if name in names})


def installation(
    mount: str, clients: tuple[str, ...] = ("shop",), **settings: Any
) -> tuple[World, list[Client]]:
    """A world with some settings of access, whichever section they belong to, and the given clients, logged in."""
    world = World(
        ErpConfig(
            limits=_those_of(CallLimits, settings),
            service=_those_of(Service, settings),
            token=_those_of(Token, settings),
            finance=AHEAD,
        )
    )
    assert not settings, f"no section has {settings}"
    return world, [login(world, mount, name) for name in clients]


def login(world: World, mount: str, name: str = "shop") -> Client:
    world.erp.add_client(name, "secret")
    client = MOUNTS[mount](world.erp)
    answer = client.post("/token", {"client_id": name, "client_secret": "secret"})
    if answer.status == 200:
        client.headers = {"authorization": f"Bearer {answer.data['access_token']}"}
    return client


# -- quota, clients apart ------------------------------------------------------------------------------------


def test_a_quota_is_used_up_and_full_again_at_the_midnight_of_the_installation(mount: str) -> None:
    world, (client,) = installation(mount, quota=3)
    assert [client.get("/health").status for _ in range(3)] == [200, 200, 429]
    refused = client.get("/health")
    assert refused.headers["retry-after"] == str(18 * 3600)
    assert "of today's quota" in refused.data["error"]["message"]
    world.now_ms = START_MS + 18 * HOUR_MS - 1
    assert client.get("/health").status == 429
    world.now_ms += 1
    assert client.get("/health").status == 200


def test_a_quota_of_each_client_is_no_other_clients_business(mount: str) -> None:
    _, (one, other) = installation(mount, ("shop", "tool"), quota=2, per_client=True)
    assert [one.get("/stock").status for _ in range(3)] == [200, 200, 429]
    assert other.get("/stock").status == 200


def test_the_rate_of_each_client_is_no_other_clients_business(mount: str) -> None:
    world = World(ErpConfig(limits=CallLimits(rate=Rate(1, "s"), burst=2, per_client=True)))
    one, other = login(world, mount), login(world, mount, "tool")
    assert [one.get("/stock").status for _ in range(3)] == [200, 200, 429]
    assert other.get("/stock").status == 200


def test_slots_of_each_client_are_given_back_to_it_even_when_its_token_is_void_meanwhile() -> None:
    world = World(ErpConfig(limits=CallLimits(concurrency=1, per_client=True)))
    one, other = login(world, "in_process"), login(world, "in_process", "tool")
    erp = world.erp
    match = erp.surface.match(Request("GET", "/api/v1/stock"))
    requests = [Request("GET", "/api/v1/stock", headers=dict(client.headers)) for client in (one, other, one)]
    first, second, third = (erp.admit(request, match) for request in requests)
    assert (first, second) == (None, None)
    assert third is not None
    erp.sessions.revoke_all()
    erp.leave(requests[0], match)
    assert erp.limits.serving == {"shop": 0, "tool": 1, "": 0}


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("tells", [True, False])
def test_a_installation_refuses_with_its_own_status_and_tells_how_long_or_not(
    mount: str, status: Literal[429, 503], tells: bool
) -> None:
    world = World(ErpConfig(limits=CallLimits(rate=Rate(1, "s"), burst=1, status=status, tells_wait=tells)))
    client = MOUNTS[mount](world.erp)
    assert client.get("/health").status == 200
    refused = client.get("/health")
    assert refused.status == status
    assert ("retry-after" in refused.headers) is tells
    assert refused.data["error"]["code"] == ("too_many_requests" if status == 429 else "overloaded")


# -- sessions ------------------------------------------------------------------------------------------------


def test_an_idle_session_ends_and_a_used_one_does_not(mount: str) -> None:
    world, (client,) = installation(mount, idle_ms=10 * MINUTE_MS)
    for _ in range(2):
        world.now_ms += 10 * MINUTE_MS - 1
        assert client.get("/stock").status == 200
    world.now_ms += 10 * MINUTE_MS
    answer = client.get("/stock")
    assert answer.status == 401
    assert "idle" in answer.data["error"]["message"]


def test_one_session_per_client_a_new_login_ends_the_old_one(mount: str) -> None:
    world, (old, other) = installation(mount, ("shop", "tool"), single=True)
    new = login(world, mount)
    assert [client.get("/stock").status for client in (new, old, other)] == [200, 401, 200]
    assert "newer login" in old.get("/stock").data["error"]["message"]


def test_a_login_is_refused_when_no_session_is_free_until_one_has_expired(mount: str) -> None:
    world, _ = installation(mount, ("shop", "tool"), sessions=2)
    late = login(world, mount)
    assert late.headers == {}
    answer = late.post("/token", {"client_id": "shop", "client_secret": "secret"})
    assert (answer.status, answer.data["error"]["code"]) == (429, "no_free_session")
    world.now_ms += world.config.token.lifetime_ms
    assert login(world, mount).get("/stock").status == 200


def test_or_the_oldest_session_makes_room(mount: str) -> None:
    world, (first, second) = installation(mount, ("shop", "tool"), sessions=2, full="end_oldest")
    third = login(world, mount)
    assert [client.get("/stock").status for client in (first, second, third)] == [401, 200, 200]


def test_a_login_storm_is_refused_with_good_and_bad_secrets_alike(mount: str) -> None:
    world, (client,) = installation(mount, logins=3)
    for secret in ("wrong", "secret"):
        client.post("/token", {"client_id": "shop", "client_secret": secret})
    refused = client.post("/token", {"client_id": "shop", "client_secret": "secret"})
    assert (refused.status, refused.data["error"]["code"]) == (429, "too_many_logins")
    assert refused.headers["retry-after"] == "60"
    world.now_ms += MINUTE_MS
    assert login(world, mount).get("/stock").status == 200


# -- maintenance ---------------------------------------------------------------------------------------------

NIGHT = Window(daily(7 * HOUR_MS), 30 * MINUTE_MS)


def test_a_installation_in_maintenance_refuses_everything_and_says_when_it_is_back(mount: str) -> None:
    world, (client,) = installation(mount, maintenance=(NIGHT,))
    world.now_ms = START_MS + HOUR_MS - 1
    assert client.get("/health").status == 200
    world.now_ms += 1 + 10 * MINUTE_MS
    for answer in (client.get("/health"), client.get("/stock"), client.post("/orders", world.order())):
        assert (answer.status, answer.data["error"]["code"]) == (503, "maintenance")
        assert answer.headers["retry-after"] == str(20 * 60)
    world.now_ms += 20 * MINUTE_MS
    assert client.get("/health").status == 200
    assert not world.erp.orders.by_number


def test_or_the_proxy_in_front_answers_with_its_page() -> None:
    window = Window(daily(6 * HOUR_MS), HOUR_MS, "html", tells_wait=False)
    world = World(ErpConfig(service=Service(maintenance=(window,)), finance=AHEAD))
    response = create_app(world.erp.surface.handle).test_client().get("/api/v1/stock")
    assert response.status_code == 503
    assert response.content_type == "text/html; charset=iso-8859-1"
    assert "retry-after" not in response.headers
    assert b"<title>503 Service Unavailable</title>" in response.data


def test_maintenance_that_comes_every_so_often_does_not_begin_with_the_installation_but_nightly_one_may(
    mount: str,
) -> None:
    world, (client,) = installation(mount, maintenance=(Window(every(6 * HOUR_MS), HOUR_MS),))
    assert client.get("/health").status == 200
    world.now_ms += 6 * HOUR_MS
    assert client.get("/health").status == 503
    night = World(
        ErpConfig(
            service=Service(maintenance=(Window(daily(5 * HOUR_MS + HOUR_MS // 2), HOUR_MS),)), finance=AHEAD
        )
    )
    assert MOUNTS[mount](night.erp).get("/health").status == 503
    assert night.erp.admission.maintenance.left_ms() == HOUR_MS // 2


def test_maintenance_ends_every_session(mount: str) -> None:
    world, (client,) = installation(mount, maintenance=(NIGHT,))
    job = MaintenanceBegins()
    world.now_ms = job.next_ms(world.erp) or 0
    assert world.now_ms == START_MS + HOUR_MS
    job.work(world.erp)
    assert [fact[2] for fact in world.of_kind("erp.maintenance.begun")] == [{"ms": 30 * MINUTE_MS}]
    assert job.next_ms(world.erp) == START_MS + HOUR_MS + DAY_MS
    world.now_ms += 30 * MINUTE_MS
    assert client.get("/stock").status == 401


# -- pages ---------------------------------------------------------------------------------------------------


def test_who_asks_for_more_rows_than_the_installation_gives_gets_fewer_and_is_told_there_are_more(
    mount: str,
) -> None:
    _, (client,) = installation(mount, most_rows=2)
    for path in ("/stock", "/stock?limit=1000"):
        page = client.get(path).data
        assert (len(page["rows"]), page["more"]) == (2, True)
    assert len(client.get("/stock?limit=1").data["rows"]) == 1
    assert client.get("/stock?limit=many").status == 400


def test_a_query_that_asks_for_less_stays_as_it_is() -> None:
    assert clamped("limit=2&page_size=1", 2) == "limit=2&page_size=1"
    assert clamped("limit=2&limit=9&page_size=1", 2) == "limit=2&limit=9&page_size=1&limit=2"


def test_a_call_that_waited_too_long_for_a_worker_is_refused_and_changes_nothing(world: World) -> None:
    client = MOUNTS["in_process"](world.erp).login()
    headers = dict(client.headers)
    request = Request("POST", "/api/v1/orders", headers=headers, data=world.order(), turned_away=True)
    reply = world.erp.surface.call(world.erp.surface.match(Request("POST", "/api/v1/orders")), request)
    assert (reply.status, reply.data["error"]["code"]) == (503, "overloaded")
    assert not world.erp.orders.by_number


@pytest.mark.parametrize(("status", "code"), [(503, "overloaded"), (429, "too_many_requests")])
def test_a_full_queue_refuses_at_the_door(status: Literal[429, 503], code: str) -> None:
    world = World(ErpConfig(service=Service(workers=1, queue=1, queue_status=status)))
    erp, request = world.erp, Request("GET", "/api/v1/health")
    match = erp.surface.match(Request("GET", "/api/v1/health"))
    for _ in range(2):
        assert erp.admit(request, match) is None
        erp.begin(request, match, 100)
    refused = erp.admit(request, match)
    assert refused is not None
    assert (refused.status, refused.data["error"]["code"]) == (status, code)
    world.now_ms += 100
    assert erp.admit(request, match) is None
