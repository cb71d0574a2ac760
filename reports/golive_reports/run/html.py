"""`report.html`: the whole run in one file that needs no network and runs only its own script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from golive.record.files import replacing
from golive.record.run import ORDER_VERDICTS, REPORT_FILE, OrderLine
from golive_reports.run.charts import chart
from golive_reports.run.folder import RunFolder
from golive_reports.run.page import page
from golive_reports.run.panels import points
from golive_reports.run.selection import Selection, select
from golive_reports.run.tables.bodies import PageBodies
from golive_reports.run.timelines import CHUNK, TONES, Timelines, packed
from golive_reports.words.local_time import Wall
from golive_reports.words.story_line import LANE_NAMES, LANES
from golive_reports.words.text import clean
from golive_reports.words.verdicts import LOOKS, currency

_STYLES = ("base.css", "sections.css", "charts.css", "orders.css")
_SCRIPTS = ("core.js", "charts.js", "orders.js", "timeline.js", "start.js")
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def write_html(run_dir: Path) -> Path:
    """Write the report into the run folder and return its path. Streams orders and ledger."""
    folder = RunFolder(run_dir)
    wall = Wall.of(folder.run)
    selection = select(folder)
    timelines = Timelines(selection.orders, folder.run.start_ms)
    bodies = PageBodies(folder.exchanges(), _troubled(folder, selection))
    facts = timelines.read(bodies.watch(folder.facts()))
    script = script_of(_SCRIPTS)
    context = {
        **page(folder, selection, wall, facts),
        "css": Markup("\n".join(template(name) for name in _STYLES)),
        "script": Markup(script),
        "policy": policy(script),
        "chart": chart(folder.run, wall),
        "data": data_block(_data(folder, wall)),
        "orders": packed(_rows(selection, folder.run.start_ms)),
        "chunks": timelines.chunks(),
        "bodies": packed(bodies.by_fact()),
    }
    path = run_dir / REPORT_FILE
    with replacing(path) as file:
        for part in environment().get_template("report.html.j2").generate(context):
            file.write(part.encode())
    return path


def _troubled(folder: RunFolder, selection: Selection) -> frozenset[str]:
    """The keys of the orders with findings: their own numbers, and those in the ERP."""
    found = {each.key for each in folder.card.findings if each.key}
    orders = [line for line in selection.orders if line.order in found]
    return frozenset({key for line in orders for key in (line.order, *line.erp_orders)})


def environment() -> Environment:
    """Return the template environment: it escapes everything but markup, and undefined names are errors."""
    return Environment(
        loader=PackageLoader("golive_reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def script_of(names: Sequence[str]) -> str:
    """Return template files as one script that leaves no names behind."""
    return "(() => {\n'use strict';\n" + "\n".join(template(name) for name in names) + "\n})();\n"


def template(name: str) -> str:
    """Return the text of a template file."""
    return resources.files("golive_reports").joinpath("templates", name).read_text(encoding="utf-8")


def policy(script: str, connects_to: str = "") -> str:
    """Return a content security policy that allows only our own script and no external resource.

    `connects_to` is what the script may call, as the directive `connect-src` has it; "" for nothing.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    calls = f"connect-src {connects_to}; " if connects_to else ""
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        f"{calls}base-uri 'none'; form-action 'none'"
    )


def data_block(value: object) -> Markup:
    """Return JSON that is safe inside a script element: no character of it can end or begin markup."""
    text = orjson.dumps(value).decode()
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(text)


def _data(folder: RunFolder, wall: Wall) -> dict[str, Any]:
    run = folder.run
    return {
        "start": run.start_ms,
        "end": max(run.end_ms, run.start_ms + 1),
        "offset": wall.offset_ms,
        "zone": wall.zone,
        "currency": currency(folder.card),
        "chunk": CHUNK,
        "verdicts": [[verdict, LOOKS[verdict].label, LOOKS[verdict].meaning] for verdict in ORDER_VERDICTS],
        "lanes": [[lane, LANE_NAMES[lane]] for lane in LANES],
        "tones": TONES,
        "panels": points(run),
    }


def _rows(selection: Selection, start_ms: int) -> list[list[Any]]:
    return [_row(line, start_ms) for line in selection.orders]


def _row(line: OrderLine, start_ms: int) -> list[Any]:
    verdict = ORDER_VERDICTS.index(line.verdict) if line.verdict in LOOKS else len(ORDER_VERDICTS) - 1
    return [
        clean(line.order, 80),
        verdict,
        line.placed_ms - start_ms,
        line.total_cents,
        clean(line.currency, 8),
        line.latency_ms,
        [clean(number, 80) for number in line.erp_orders[:20]],
        clean(line.why),
    ]
