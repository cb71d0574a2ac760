"""The ways in and out a scenario asks for: from its `erp.ways` section to the configuration of the fake."""

from __future__ import annotations

from golive.scenario.model import channels

from fake_erp.channels.config import Ways


def ways_of(given: channels.Ways) -> Ways:
    return Ways(
        batch=given.batch == "on",
        batch_every_ms=given.batch_run_ms,
        batch_rows=given.batch_rows,
        batch_rows_per_run=given.batch_rows_per_run,
        batch_repeated=given.batch_repeated,  # type: ignore[arg-type]
        files=given.files == "on",
        files_every_ms=given.files_run_ms,
        file_encoding=given.file_encoding,  # type: ignore[arg-type]
        file_delimiter=given.delimiter,  # type: ignore[arg-type]
        file_decimal=given.decimal,  # type: ignore[arg-type]
        file_marker=given.file_marker == "on",
        file_repeated=given.file_repeated,  # type: ignore[arg-type]
        stock_file_every_ms=given.stock_file_ms or 0,
        price_file_every_ms=given.price_file_ms or 0,
        changes=given.changes == "on",
        changes_kept_ms=given.changes_kept_ms,
        webhooks=given.webhooks == "on",
        webhook_every_ms=given.webhook_run_ms,
        webhook_attempts=given.webhook_attempts,
        webhook_failures=given.webhook_failures,
    )
