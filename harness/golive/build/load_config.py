"""What the ERP of a scenario bears: from the sections `limits`, `service` and `token` to the fake's own words."""

from __future__ import annotations

from golive.scenario import Erp

from fake_erp.access.config import Load, Window


def load_of(erp: Erp) -> Load:
    limits, service, token = erp.limits, erp.service, erp.token
    return Load(
        workers=service.workers or 0,
        queue=service.queue or 0,
        queue_status=503 if service.queue_status == "503" else 429,
        patience_ms=service.patience_ms or 0,
        gateway_ms=service.gateway_ms or 0,
        reads_wait=erp.fulfilment.locked == "all",
        per_client=limits.per == "client",
        quota=limits.quota or 0,
        status=429 if limits.status == "429" else 503,
        tells_wait=limits.retry_after,
        most_rows=limits.page or 0,
        sessions=token.sessions or 0,
        full="refuse" if token.full == "refuse" else "end_oldest",
        single=token.single,
        idle_ms=token.idle_ms or 0,
        logins_per_minute=token.logins or 0,
        maintenance=tuple(
            Window(each.begins, each.lasts_ms, "html" if each.answer == "html" else "json", each.retry_after)
            for each in service.maintenance
        ),
    )
