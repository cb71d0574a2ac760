"""The live page: one file without any data, which it gets as server-sent events from the address it came from."""

from __future__ import annotations

from markupsafe import Markup

from golive_reports.run.html import data_block, environment, policy, script_of, template

_STYLES = ("base.css", "sections.css", "charts.css", "live.css")
_SCRIPTS = ("core.js", "live_charts.js", "live_tables.js", "live.js")


def live_page() -> str:
    """Return the page. It needs no network besides its own server, and writes every text it gets as text."""
    script = script_of(_SCRIPTS)
    return (
        environment()
        .get_template("live.html.j2")
        .render(
            css=Markup("\n".join(template(name) for name in _STYLES)),
            script=Markup(script),
            policy=policy(script, "'self'"),
            data=data_block({"start": 0, "end": 1, "offset": 0}),
        )
    )
