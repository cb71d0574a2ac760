"""The page: complete, self-contained, and unable to run anything the systems under test put into it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import made_orders
import made_runs
import pytest

from golive.record.run import ORDER_VERDICTS, Cause, Expectation, Fact, FaultCount, Finding, OrderLine, Series
from golive_reports import NotARun, write_all, write_html
from golive_reports.run.folder import RunFolder
from golive_reports.run.selection import select
from golive_reports.run.timelines import CHUNK, MOST_FACTS

VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """Elements with their attributes, texts by element id, and a check that tags nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.body = ""
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.open: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert len(found) == len(attrs), "an attribute twice"
        self.elements.append((tag, found))
        if tag == "script":
            self.scripts.append((found, ""))
        if tag not in VOID:
            self.open.append((tag, found.get("id") or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open[-1][0] == tag, (self.open[-1], tag)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.body += data
        for tag, name in self.open:
            if name and tag != "script":
                self.texts[name] = self.texts.get(name, "") + data
        if self.open and self.open[-1][0] == "script":
            attrs, text = self.scripts[-1]
            self.scripts[-1] = (attrs, text + data)

    def script(self, name: str) -> str:
        return next(text for attrs, text in self.scripts if attrs.get("id") == name)

    def chunks(self) -> list[Any]:
        return [unpacked(text) for attrs, text in self.scripts if attrs.get("class") == "chunk"]

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag, tuple(sorted(attrs))) for tag, attrs in self.elements]


def unpacked(text: str) -> Any:
    return json.loads(gzip.decompress(base64.b64decode(text)))


def page_of(run_dir: Path) -> Page:
    return Page(write_html(run_dir).read_text(encoding="utf-8"))


def test_the_first_screen_speaks_of_orders_and_money(tmp_path: Path) -> None:
    page = page_of(made_runs.write_run(tmp_path / "run"))
    assert page.texts["headline"] == (
        "23 orders lost, 41 booked twice, 6 with wrong content and 61 more wrong; 12,480 EUR harm"
    )
    assert "71.4" in page.texts["overview"]
    assert "87.5" in page.texts["overview"]
    assert "never hit: this run does not test it" in page.body


def test_nothing_is_loaded_and_only_our_script_may_run(tmp_path: Path) -> None:
    text = write_html(made_runs.write_run(tmp_path / "run")).read_text(encoding="utf-8")
    page = Page(text)
    policy = next(attrs["content"] for tag, attrs in page.elements if tag == "meta" and "http-equiv" in attrs)
    running = [script for attrs, script in page.scripts if "type" not in attrs]
    assert len(running) == 1
    digest = base64.b64encode(hashlib.sha256(running[0].encode()).digest()).decode()
    assert policy is not None
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    for tag, attrs in page.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        assert not {"src", "srcset", "style", "action"} & attrs.keys()
        assert not [name for name in attrs if name.startswith("on")]
        assert (attrs.get("href") or "#").startswith("#")
    assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in text


def test_every_order_has_its_timeline(tmp_path: Path) -> None:
    page = page_of(made_runs.write_run(tmp_path / "run", count=450))
    orders = unpacked(page.script("orders-data"))
    chunks = page.chunks()
    assert [len(chunk) for chunk in chunks] == [CHUNK, CHUNK, 50]
    for place, row in enumerate(orders):
        rows, left_out = chunks[place // CHUNK][place % CHUNK]
        assert left_out == 0
        assert row[0] == made_orders.number_of(place + 1)
        assert "orders 2 × SKU-0017" in rows[0][3]
        assert rows == sorted(rows, key=lambda row: row[6])


def test_committed_and_answered_are_two_facts_and_a_lost_reply_is_marked(tmp_path: Path) -> None:
    chunk = page_of(made_runs.write_run(tmp_path / "run", count=5)).chunks()[0]
    duplicated = chunk[3][0]
    assert [(row[1], row[4], row[5]) for row in duplicated if row[4]] == [
        (2, "booked", ""),
        (1, "reply lost", "lose_reply"),
        (2, "booked", ""),
        (2, "shipped", ""),
        (0, "shipped", ""),
    ]
    assert sum("erp.order.create" in row[3] for row in duplicated) == 4


def test_facts_that_name_only_the_erp_order_belong_to_its_shop_order(tmp_path: Path) -> None:
    line = OrderLine("000000009", "exact", made_orders.START_MS, 100, "EUR", 5, ("SO-1",))
    facts = [
        Fact(
            1,
            made_orders.START_MS + 5,
            "erp",
            "erp.order.status",
            {"order": "SO-1"},
            {"from": "draft", "to": "released"},
        ),
        Fact(
            2, made_orders.START_MS + 6, "erp", "erp.order.created", {"order": "SO-2", "ref": "000000009"}, {}
        ),
        Fact(
            3,
            made_orders.START_MS + 7,
            "wire",
            "exchange.committed",
            {"x": "1", "key": "SO-2"},
            {"op": "erp.order.cancel"},
        ),
        Fact(
            4,
            made_orders.START_MS + 8,
            "erp",
            "erp.order.status",
            {"order": "000000008"},
            {"from": "a", "to": "b"},
        ),
    ]
    [[[rows, _]]] = page_of(made_runs.write_run(tmp_path / "run", lines=[line], facts=facts)).chunks()
    assert [row[6] for row in rows] == [1, 2, 3]


def test_above_the_limit_all_trouble_and_a_sample_of_the_rest_are_kept(tmp_path: Path) -> None:
    folder = RunFolder(made_runs.write_run(tmp_path / "run", count=300))
    all_lines = list(folder.orders())
    troubled = {line.order for line in all_lines if line.verdict != "exact"}
    kept = select(folder, most=len(troubled) + 50)
    assert troubled <= {line.order for line in kept.orders}
    assert 25 <= len(kept.orders) - len(troubled) <= 50
    assert kept.total == 300
    assert kept.left_out == 300 - len(kept.orders)
    assert [line.order for line in kept.orders] == sorted(line.order for line in kept.orders)


def test_a_page_that_holds_only_a_part_says_so_and_where_the_rest_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("golive_reports.run.html.select", lambda folder: select(folder, most=20))
    page = page_of(made_runs.write_run(tmp_path / "run", count=60))
    kept = len(unpacked(page.script("orders-data")))
    assert kept < 60
    assert f"This page holds {kept} of 60 orders" in page.texts["orders"]
    assert "golive show" in page.texts["orders"]


def test_a_retry_storm_is_cut_and_says_how_much_is_left_out(tmp_path: Path) -> None:
    line = OrderLine("9", "late", made_orders.START_MS, 100, "EUR", 5, ())
    storm = [
        Fact(seq, made_orders.START_MS + seq, "wire", "exchange.answered", {"x": "1", "key": "9"}, {})
        for seq in range(1, 700)
    ]
    [[[rows, left_out]]] = page_of(made_runs.write_run(tmp_path / "run", lines=[line], facts=storm)).chunks()
    assert (len(rows), left_out) == (MOST_FACTS, 699 - MOST_FACTS)


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "<!--<script>",
    "]]></style><b>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnp.exe \u200f\u2066",
    "lone \ud800 surrogate \udfff",
    "nul \x00 escape \x1b[31m bell \x07",
    "line\u2028separator\u2029 &amp; &#60;",
    "x" * 10_000,
)


def hostile_run(folder: Path, text: str) -> Path:
    """A run with `text` in every place where text can be."""
    card = made_runs.scorecard(
        scenario=text,
        candidate=text,
        harm={"currency": text, "total": 5, "by_kind": {text: 5}},
        stock={text: 1.0},
        latency_ms={text: 1},
        erp={text: 2.0},
        faults=[FaultCount(text, "odd " + text, 1, 0, 0)],
        findings=[Finding(text, text, text, text, (1,), Cause(text, text, text), 3)],
        expectations=[Expectation(text, text, text, text)],
        reasons=[text],
        score_parts=[{"name": text, "weight": 1, "grade": 0.5}],
        coverage_parts=[{"name": text, "weight": 1, "grade": 0.5}],
        counts={text: 1},
        replay=text,
    )
    run = made_runs.run_record()
    run.golive = run.candidate = run.command = run.clock = run.ended = text
    run.scenario = {text: text, "clock": {"start": text}}
    run.windows = [type(band)(text, text, band.start_ms, band.end_ms) for band in run.windows]
    run.phases = [type(band)(text, text, band.start_ms, band.end_ms) for band in run.phases]
    run.series = [Series(text, text, run.start_ms, 60_000, (1.0, None, 2.0))]
    lines = [OrderLine(text, "lost", run.start_ms, 1, text, None, (text,), text)]
    lines.append(OrderLine("7", text, run.start_ms, 1, text, None, (), text))
    kinds = [
        "shop.order.placed",
        "erp.order.created",
        "exchange.committed",
        "exchange.answered",
        "notice.delivered",
    ]
    names = (
        "email",
        "why",
        "told",
        "truth",
        "op",
        "how",
        "status",
        "name",
        "what",
        "fix",
        "currency",
        "replaces",
    )
    data = dict.fromkeys(names, text) | {
        "lines": [[text, text]],
        "faults": [text],
        "copy": text,
        text: text,
    }
    facts = [
        Fact(seq, run.start_ms, text, kind, {"order": text, "key": text, "ref": text}, data)
        for seq, kind in enumerate([*kinds, "desk.exception", text], 1)
    ]
    return made_runs.write_run(folder, run=run, card=card, lines=lines, facts=facts)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_adds_no_element_and_no_attribute(tmp_path: Path, text: str) -> None:
    tame = page_of(hostile_run(tmp_path / "tame", "tame text"))
    page = page_of(hostile_run(tmp_path / "hostile", text))
    assert page.shape() == tame.shape()
    running = [script for attrs, script in page.scripts if "type" not in attrs]
    assert running == [script for attrs, script in tame.scripts if "type" not in attrs]
    data = page.script("data")
    assert not set(data) & set("<>&\u2028\u2029")
    json.loads(data)
    orders = unpacked(page.script("orders-data"))
    assert len(orders) == 2
    assert sum(len(entry[0]) for entry in page.chunks()[0]) == 7


@pytest.mark.parametrize("text", HOSTILE[7:10], ids=range(3))
def test_unprintable_characters_reach_no_output(tmp_path: Path, text: str) -> None:
    for path in write_all(hostile_run(tmp_path / "run", text)):
        found = path.read_bytes().decode("utf-8")
        assert not set(found) & set("\x00\x07\x1b\u202e\u200f\u2066")


@pytest.mark.parametrize("count", [0, 1])
def test_small_runs_have_a_page_too(tmp_path: Path, count: int) -> None:
    orders = dict.fromkeys(ORDER_VERDICTS, 0) | {"exact": count}
    card = made_runs.scorecard(
        orders=orders, findings=[], faults=[], expectations=[], harm={}, score_parts=[], coverage_parts=[],
        latency_ms={"p50": None, "p95": None}, reasons=[], replay="", verdict="held",
    )  # fmt: skip
    run = made_runs.run_record(series=[], windows=[], phases=[])
    page = page_of(made_runs.write_run(tmp_path / "run", count=count, card=card, run=run))
    says = {0: "No order was placed, so nothing was tested", 1: "1 order, and it arrived exactly once"}
    assert page.texts["headline"] == says[count]


def test_absurd_numbers_are_written_and_do_not_break_the_charts(tmp_path: Path) -> None:
    card = made_runs.scorecard(
        score=float("nan"), coverage=1e300, orders=dict.fromkeys(ORDER_VERDICTS, 10**15),
        harm={"currency": "EUR", "total": 10**18, "by_kind": {"lost": 10**18}},
        latency_ms={"p50": None, "max": 10**17}, stock={"oversold": float("-inf")},
    )  # fmt: skip
    start = made_orders.START_MS
    values = (1e308, -1e308, None, float("nan"), float("inf"), 5e-324)
    series = [
        Series("backlog", "orders", start, 1, values),
        Series("latency p50", "ms", start, 10**12, (1e17,)),
    ]
    run = made_runs.run_record(series=series, end_ms=start)
    text = write_html(made_runs.write_run(tmp_path / "run", card=card, run=run)).read_text("utf-8")
    chart = text[
        text.index('<svg id="chart"') : text.index("</svg></div>") if "</svg></div>" in text else None
    ]
    assert "nan" not in chart
    assert "inf" not in chart.replace("inference", "")


def test_a_cut_ledger_is_reported_not_hidden(tmp_path: Path) -> None:
    run_dir = made_runs.write_run(tmp_path / "run", count=3)
    ledger = run_dir / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes()[:-40])
    text = write_html(run_dir).read_text(encoding="utf-8")
    assert "1 line could not be read" in text
    assert "1 fact missing from the ledger" in text


@pytest.mark.parametrize("content", [None, b"", b"[]", b"{}", b"\xff\xfe"])
def test_a_folder_that_is_no_run_is_named(tmp_path: Path, content: bytes | None) -> None:
    run_dir = made_runs.write_run(tmp_path / "run", count=1)
    (run_dir / "run.json").unlink()
    if content is not None:
        (run_dir / "run.json").write_bytes(content)
    with pytest.raises(NotARun, match=r"run\.json"):
        write_html(run_dir)


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    run_dir = made_runs.write_run(tmp_path / "run", count=20)
    first = write_html(run_dir).read_bytes()
    assert write_html(run_dir).read_bytes() == first
