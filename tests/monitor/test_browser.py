"""The live page in a real browser: it follows, comes back after a break, and shows foreign text as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import golive_reports
from golive.live.http.server import Server
from golive.monitor.page import LivePage
from golive.monitor.subject import DeskEntry, FaultState
from tests.live.alive import START_MS, alive, eventually
from tests.monitor.browser import Browser, browser
from tests.monitor.pages import TOKEN, Watched, answered, opened, watched

pytestmark = pytest.mark.clients

HOSTILE = "<img src=x onerror=\"document.title='owned'\"></pre>\u202eb"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Browser]:
    with browser(tmp_path / "profile") as found:
        yield found


def _fill(subject: Watched) -> None:
    """Something in every part of the page."""
    now = subject.clock.now()
    subject.title = HOSTILE
    subject.lines = [HOSTILE, "second line"]
    subject.entries = [DeskEntry(HOSTILE, HOSTILE, HOSTILE, now, True)]
    subject.states = [
        FaultState(HOSTILE, "slow", START_MS, START_MS + 3_600_000, 3, 2),
        FaultState("later", "kill", now + 10**8, now + 10**9, 0, 0),
    ]
    subject.see("exchange.answered", {"key": "1"}, answered("erp.order.create", 201, now - 80))
    subject.see(
        "exchange.answered", {"key": HOSTILE}, answered("erp.order.create", 503, now - 90, reason=HOSTILE)
    )


def test_every_part_shows_foreign_text_as_text(page: Browser) -> None:
    with opened(html=golive_reports.live_page()) as served:
        served.on_clock(lambda: _fill(served.subject))
        page.open(f"{served.server.url}/live?token={TOKEN}")
        eventually(lambda: page.text("link") == "live", "the page is connected")
        plain = HOSTILE.replace("\u202e", "\ufffd")
        for part in ("title", "log", "failures", "desk", "faults"):
            eventually(lambda part=part: plain in page.text(part), f"the text in {part}")  # type: ignore[misc]
        assert "owned" in page.value("document.title")  # as the text that it is, after the time
        assert page.value("document.title") != "owned"
        assert page.value("document.querySelectorAll('img').length") == 0
        assert page.value("document.querySelectorAll('script').length") == 2
        assert page.value("document.querySelectorAll('#chart .line').length") >= 8
        assert page.value("document.querySelectorAll('#chart path').length") >= 8
        assert page.errors == []


def test_it_follows_the_run_and_says_when_it_is_over(page: Browser) -> None:
    with opened(html=golive_reports.live_page()) as served:
        page.open(f"{served.server.url}/live?token={TOKEN}")
        eventually(lambda: page.text("link") == "live", "the page is connected")
        before = page.text("clock")
        eventually(lambda: page.text("clock") != before, "its clock goes on")
        served.on_clock(lambda: served.page.conclude("The run is over."))
        eventually(lambda: page.text("link") == "over", "it says so")
        assert page.text("trouble") == "The run is over."
        assert page.errors == []


def test_it_comes_back_after_a_break_by_itself(page: Browser) -> None:
    with alive() as world:
        subject = watched(world)
        handler = LivePage(subject, TOKEN, golive_reports.live_page)
        world.clock.attach(handler)
        server = Server(world.clock, handler)
        page.open(f"{server.url}/live?token={TOKEN}")
        eventually(lambda: page.text("link") == "live", "the page is connected")
        server.close()
        eventually(lambda: "lost" in page.text("link"), "it says that the connection is lost")
        again = Server(world.clock, handler, port=server.port)
        eventually(lambda: page.text("link") == "live", "it is connected again")
        again.close()
        eventually(lambda: "lost" in page.text("link"), "it says so again")
        other = Server(world.clock, LivePage(subject, "another", golive_reports.live_page), port=server.port)
        eventually(lambda: page.text("link") == "refused", "the token of an earlier start")
        assert "golive printed" in page.text("trouble")
        other.close()


def test_without_a_token_a_browser_gets_a_sentence(page: Browser) -> None:
    with opened() as served:
        page.open(f"{served.server.url}/live")
        eventually(lambda: "golive printed" in str(page.value("document.body.textContent")), "the refusal")
