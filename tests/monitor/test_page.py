"""The live page over HTTP: its guards, the framing of its events, and what becomes of readers that leave."""

from __future__ import annotations

import socket
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from golive.monitor.log_file import last_lines
from golive.monitor.page import MOST_STREAMS, PATHS, RETRY_MS
from golive.monitor.subject import DeskEntry
from tests.live.alive import eventually, our_threads
from tests.monitor.pages import HTML, TOKEN, Event, answered, events, opened

HOSTILE = "</script><img src=x onerror=alert(1)>\u2028\ud800\ndata: {}\r\n\r\nevent: end"
"""Text that would end a script, a line or an event where it is not escaped."""


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("token", ["", "0", TOKEN[:-1], TOKEN + "0", "%C3%A9%F0"])
def test_without_its_token_nothing_is_shown(path: str, token: str) -> None:
    with opened() as page:
        status, body, headers = page.ask(path, token=token)
        assert (status, headers["WWW-Authenticate"]) == (401, "Bearer")
        assert "calm" not in body
        assert "golive printed" in body


def test_a_header_carries_the_token_too() -> None:
    with opened() as page:
        assert page.ask("/metrics", token="", Authorization=f"Bearer {TOKEN}")[0] == 200
        assert page.ask("/metrics", token=TOKEN, Authorization="Bearer wrong")[0] == 401


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "shop.example.com"}, 421),
        ({"Host": "127.0.0.1.example.com"}, 421),
        ({"Origin": "https://shop.example.com"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_page_of_another_site_gets_nothing(path: str, headers: dict[str, str], status: int) -> None:
    with opened() as page:
        assert page.ask(path, **headers)[0] == status


def test_addresses_and_methods_that_do_not_exist_are_refused_with_those_that_do() -> None:
    with opened() as page:
        status, body, _ = page.ask("/live/other")
        assert status == 404
        assert all(path in body for path in PATHS)
        status, _, headers = page.ask("/metrics", "POST")
        assert (status, headers["Allow"]) == (405, "GET, HEAD")
        assert page.ask("/live", "HEAD")[:2] == (200, "")
        assert page.ask("/live/events", "HEAD")[:2] == (200, "")
    with opened(html="") as page:
        assert (page.ask("/live")[0], page.ask("/live/events")[0], page.ask("/metrics")[0]) == (404, 404, 200)


def test_the_page_is_not_kept_framed_or_told_to_others() -> None:
    with opened() as page:
        status, body, headers = page.ask("/live")
        assert (status, body) == (200, HTML)
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_events_are_framed_as_browsers_read_them_and_numbered() -> None:
    with opened() as page:
        stream = events(page)
        assert stream.reply.headers["Content-Type"] == "text/event-stream"
        assert stream.reply.headers["Content-Length"] is None
        first, second = islice(stream, 2)
        assert stream.retry_ms == RETRY_MS
        assert [first.name, second.name] == ["state", "state"]
        assert int(first.id) < int(second.id)
        assert first.data["now"] < second.data["now"]
        stream.close()


def test_a_reader_that_comes_back_gets_the_whole_state_again() -> None:
    with opened() as page:
        stream = events(page)
        before = next(iter(stream))
        stream.close()
        now = page.world.clock.now()
        page.on_clock(
            lambda: page.subject.see("exchange.answered", {"key": "1"}, answered("erp.a", 200, now))
        )
        stream = events(page)
        after = next(iter(stream))
        stream.close()
        assert before.data["operations"] == []
        assert after.data["operations"][0][:3] == ["erp.a", 1, 0]
        assert set(after.data) == set(before.data)


def test_readers_that_left_are_forgotten_and_no_thread_serves_them() -> None:
    before = our_threads()
    with opened() as page:
        streams = [events(page) for _ in range(MOST_STREAMS)]
        for stream in streams:
            next(iter(stream))
        assert our_threads() == before
        assert page.ask("/live/events")[0] == 503
        for stream in streams:
            stream.close()
        again: list[Event] = []

        def is_let_in() -> bool:
            stream = events(page)
            again.extend(islice(stream, 1) if stream.reply.status == 200 else ())
            stream.close()
            return bool(again)

        eventually(is_let_in, "room for a reader after others have left")


def test_a_reader_that_reads_nothing_blocks_no_other() -> None:
    with opened() as page:
        page.subject.lines = ["x" * 400] * 40
        idle = socket.create_connection(("127.0.0.1", page.server.port))
        idle.sendall(f"GET /live/events?token={TOKEN} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        for _ in range(2_000):  # far more than its buffers hold
            page.on_clock(page.page.look)
        assert page.ask("/metrics")[0] == 200
        stream = events(page)
        assert next(iter(stream)).name == "state"
        stream.close()
        idle.close()


def test_the_last_event_says_that_it_is_the_last() -> None:
    with opened() as page:
        stream = events(page)
        read = iter(stream)
        next(read)
        page.on_clock(lambda: page.page.conclude("The run is over."))
        rest = list(read)
        assert [each.name for each in rest[-2:]] == ["state", "end"]
        assert rest[-1].data == {"why": "The run is over."}


def test_text_of_a_candidate_can_neither_end_an_event_nor_begin_one() -> None:
    with opened() as page:
        subject = page.subject
        subject.lines = [HOSTILE]
        subject.entries = [DeskEntry(HOSTILE, HOSTILE, HOSTILE, 0, False)]
        now = page.world.clock.now()
        data = answered("erp.order.create", 422, now, reason=HOSTILE)
        page.on_clock(lambda: subject.see("exchange.answered", {"key": HOSTILE}, data))
        stream = events(page)
        shown = next(event for event in stream if event.data["failures"])
        stream.close()
        assert shown.data["log"] == [HOSTILE]
        assert shown.data["desk"][0][:3] == [HOSTILE] * 3
        assert shown.data["failures"][0][4:] == [HOSTILE, HOSTILE]


def test_nothing_is_computed_while_no_page_is_open() -> None:
    with opened() as page:
        asked: list[Any] = []
        page.subject.log = lambda most: asked.append(most) or []  # type: ignore[method-assign, func-returns-value]
        page.on_clock(page.page.look)
        page.ask("/live")
        assert asked == []
        stream = events(page)
        next(iter(stream))
        stream.close()
        assert asked


def test_the_end_of_a_log_is_read_as_whole_lines(tmp_path: Path) -> None:
    log = tmp_path / "candidate.log"
    assert last_lines(log, 3) == []
    log.write_bytes(
        b"".join(b"line %d \xff %s\n" % (number, b"x" * 90) for number in range(1_000)) + b"begun"
    )
    lines = last_lines(log, 3)
    assert [line.split()[:2] for line in lines] == [["line", "998"], ["line", "999"], ["begun"]]
    assert len(last_lines(log, 10_000)) > 100
    assert all(line.startswith(("line ", "begun")) for line in last_lines(log, 10_000))
