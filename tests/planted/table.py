"""The planted defects, of the kinds that real integrations had."""

from __future__ import annotations

from dataclasses import replace

from tests.planted import content, reading, sending, twice
from tests.planted.planting import EVENTS_ONLY, Planted, polling
from tests.planted.scenarios import (
    CONTENT,
    COUPONS,
    GENTLE,
    HOUR,
    KILLED_AT_CREATE,
    KILLS,
    LONG_STREETS,
    LOST,
    LOST_REPLIES,
    ORDERS,
    POLLED,
    STATE,
    STOCK,
    TWICE,
    TWO_CURRENCIES,
    chaos,
)
from tests.planted.table_beside_orders import BESIDE_ORDERS

PLANTED: tuple[Planted, ...] = (
    # Reading the shop
    Planted(
        "LOS-01",
        reading.reads_as(reading.StrictlyNewer),
        "clock: {duration: 30m}\ntraffic: {orders: {base: 3600/h}}\n" + POLLED + GENTLE,
        LOST,
        ("cursor_same_second", "behind_cursor"),
        polling(60),
    ),
    Planted(
        "LOS-02",
        reading.reads_as(reading.CursorIsNow),
        HOUR
        + "traffic: {orders: {base: 600/h}}\n"
        + POLLED
        + GENTLE
        + chaos("fault: slow, on: shop.order.read, latency: 1s..2s"),
        LOST,
        ("cursor_set_to_now", "behind_cursor"),
        polling(60),
    ),
    Planted(
        "LOS-04",
        reading.reads_as(reading.ShrinkingPages),
        "clock: {duration: 4h, settle: 3h}\n"
        + POLLED
        + "budgets: {order: 6h, surfacing: 6h, stock: 3h}\nerp: {fulfilment: {wave: 5m, lead: 5m}}\n",
        LOST,
        ("page_shifted", "pages_unread"),
        polling(3600),
    ),
    Planted(
        "LOS-05",
        reading.reads_as(reading.FirstPageOnly),
        "clock: {duration: 2h}\n" + POLLED + GENTLE,
        LOST,
        ("pages_unread", "cursor_past_unread_rows"),
        polling(1800),
    ),
    Planted(
        "LOS-08",
        reading.reads_as(reading.CursorOnCreation),
        "clock: {duration: 2h}\ntraffic: {life: {late_paid: 20%}}\n" + POLLED + GENTLE,
        LOST,
        ("cursor_by_creation", "behind_cursor"),
        polling(120),
    ),
    Planted(
        "LOS-09",
        reading.reads_as(reading.LocalTime),
        HOUR + POLLED,
        LOST,
        ("cursor_zone", "behind_cursor"),
        polling(120),
    ),
    Planted(
        "LOS-11",
        reading.reads_as(reading.NoLookBack),
        HOUR + "traffic: {orders: {base: 600/h}, life: {late_committed: 40%}}\n" + POLLED + GENTLE,
        LOST,
        ("cursor_before_visible", "behind_cursor"),
        polling(20),
    ),
    Planted(
        "LOS-28",
        reading.allow_list,
        HOUR + "traffic: {customers: {b2b: 30%}}\n" + POLLED + GENTLE,
        LOST,
        ("returned_and_skipped",),
        polling(120),
    ),
    Planted(
        "LOS-30",
        reading.reads_as(reading.OneStore),
        HOUR + "shop: {events: {delivery: poll}, stores: [{code: de, currency: EUR}, "
        "{code: at, currency: EUR, share: 30%}]}\n",
        LOST,
        ("filtered_out",),
        polling(120),
    ),
    # From the event to the ERP
    Planted(
        "LOS-12",
        sending.receives_as(sending.AcknowledgesFirst),
        HOUR + ORDERS + KILLS,
        LOST,
        ("killed_before_sending",),
        EVENTS_ONLY,
    ),
    Planted(
        "LOS-13",
        sending.receives_as(sending.SwallowsItsOwnFailure),
        HOUR,
        LOST,
        ("never_sent",),
        EVENTS_ONLY,
    ),
    Planted(
        "LOS-18",
        sending.exports_as(sending.MarksRefusedAsSent),
        LONG_STREETS,
        LOST,
        ("refused_and_given_up",),
    ),
    Planted(
        "LOS-19",
        sending.exports_as(sending.BelievesOk),
        HOUR
        + "erp: {rules: {field_lengths: refuse}, quirks: {error_in_ok: 100%}}\ntraffic: {baskets: {awkward: 40%}}\n",
        LOST,
        ("refused_and_given_up", "misleading_success"),
    ),
    Planted(
        "LOS-22",
        sending.exports_as(sending.TakesTheFirstTen),
        "clock: {duration: 2h}\nerp: {rules: {field_lengths: refuse}}\ntraffic: {baskets: {awkward: 40%}}\n",
        LOST,
        ("blocked_by_others", "refused_and_given_up"),
    ),
    Planted(
        "LOS-23",
        sending.stuck_feed,
        "clock: {duration: 2h}\n",
        STATE,
        ("feed_stuck",),
    ),
    Planted(
        "LOS-25",
        sending.exports_as(sending.DeadLetters),
        "clock: {duration: 2h}\n" + chaos("change: block_customers, at: 20m..1h"),
        LOST,
        ("refused_and_given_up",),
    ),
    Planted(
        "LOS-26",
        sending.exports_as(sending.ThreeTries),
        "clock: {duration: 2h}\n"
        + "budgets: {order: 1h}\n"
        + chaos("fault: outage, on: erp, at: 30m..1h, how: refused"),
        LOST,
        ("retries_exhausted",),
    ),
    Planted(
        "LOS-31",
        sending.receives_as(sending.InMemory),
        HOUR + ORDERS + KILLS,
        LOST,
        ("killed_before_sending",),
        EVENTS_ONLY,
    ),
    Planted(
        "LOS-32",
        sending.receives_as(sending.StaysStarted),
        HOUR
        + ORDERS
        + chaos("fault: kill, on: erp.order.create, when: before, chance: 5%, times: 5, down: 30s"),
        LOST,
        ("killed_before_sending",),
        EVENTS_ONLY,
    ),
    Planted(
        "LOS-33",
        sending.stops_after_a_failure,
        "clock: {duration: 2h}\n" + chaos("fault: outage, on: erp, at: 30m..40m, how: refused"),
        STATE,
        ("deliveries_not_read_again",),
    ),
    Planted(
        "LOS-39",
        sending.exports_as(sending.LogsAndGoesOn),
        "clock: {duration: 2h}\nbudgets: {order: 1h}\nerp: {service: {maintenance: [{at: after 40m, lasts: 20m}]}}\n",
        LOST,
        ("retries_exhausted", "refused_and_given_up"),
        EVENTS_ONLY,
    ),
    Planted("LOS-41", sending.never_triggered, HOUR, LOST, ("never_asked", "notice_lost"), EVENTS_ONLY),
    Planted(
        "OPS-04",
        sending.logs_in_once,
        "clock: {duration: 2h}\nerp: {token: {lifetime: 30m}}\n",
        (*LOST, "stuck_visible", "unnoticed_silence"),
        ("credentials_expired",),
    ),
    Planted(
        "OPS-13",
        sending.exports_as(sending.SkipsOddAddresses),
        HOUR,
        LOST,
        ("read_and_not_sent",),
        EVENTS_ONLY,
    ),
    Planted(
        "OPS-03",
        sending.exports_as(sending.AlertsPerAttempt),
        LONG_STREETS,
        ("alert_storm",),
        ("alert_per_attempt",),
    ),
    Planted(
        "DRF-03",
        sending.exports_as(sending.RetriesForEver),
        LONG_STREETS,
        ("many_calls", "retry_storm"),
        ("retries_without_limit",),
    ),
    # Twice
    Planted(
        "DUP-01",
        sending.exports_as(twice.ThreeBlindRetries),
        HOUR + LOST_REPLIES,
        TWICE,
        ("reply_lost",),
        EVENTS_ONLY,
    ),
    Planted("DUP-03", sending.exports_as(twice.TwoTriggers), HOUR, TWICE, ("taken_at_once",), EVENTS_ONLY),
    Planted("DUP-05", twice.two_runners, HOUR, TWICE, ("taken_at_once",), EVENTS_ONLY),
    Planted(
        "DUP-08",
        sending.receives_as(twice.ByDelivery),
        HOUR + chaos("fault: duplicate_notice, chance: 20%, spread: 2m..10m"),
        TWICE,
        ("notice_twice",),
    ),
    Planted(
        "DUP-09",
        sending.receives_as(twice.ForgetfulInbox),
        HOUR
        + chaos(
            "fault: duplicate_notice, chance: 40%, spread: 5m..20m",
            "fault: kill, at: 15m..45m, times: 3, down: 20s",
        ),
        TWICE,
        ("notice_twice",),
        EVENTS_ONLY,
    ),
    Planted(
        "DUP-10",
        sending.unchanged,
        HOUR
        + "erp: {quirks: {stale_reads: {share: 100%, lag: 1m}}, fulfilment: {lead: 8h}}\n"
        + LOST_REPLIES,
        TWICE,
        ("not_found_yet", "reply_lost"),
        EVENTS_ONLY,
        replace(EVENTS_ONLY, unsure_wait_s=5),
    ),
    Planted(
        "DUP-11",
        sending.exports_as(twice.ForgetsTheIntent),
        HOUR + ORDERS + KILLED_AT_CREATE,
        TWICE,
        ("killed_after_booking",),
        EVENTS_ONLY,
    ),
    Planted(
        "DUP-12",
        sending.exports_as(twice.OwnReferences),
        HOUR + LOST_REPLIES,
        TWICE,
        ("reply_lost",),
    ),
    Planted(
        "DUP-18",
        twice.forced_retry,
        "clock: {duration: 2h, settle: 2h}\nbudgets: {order: 2h, surfacing: 1h}\n"
        "people: {clerks: {desk_every: 5m, count: 2, impatient: 100%}}\ntraffic: {customers: {guests: 100%}}\n"
        + chaos("change: block_customers, at: 30m..50m"),
        TWICE,
        ("manual_retry",),
    ),
    # Content
    Planted("COR-01", content.sends(content.gross_as_net), HOUR, CONTENT, ("tax_mode",)),
    Planted(
        "COR-06",
        content.sends(content.discount_after_tax),
        TWO_CURRENCIES + "traffic: {baskets: {coupons: 40%}}\n",
        CONTENT,
        ("discount_wrong",),
    ),
    Planted("COR-07", content.sends(content.no_discount), COUPONS, CONTENT, ("discount_wrong",)),
    Planted("BL-004", content.sends(content.price_after_discount), COUPONS, CONTENT, ("discount_twice",)),
    Planted(
        "BL-007",
        content.sends(content.first_options_only),
        HOUR + "traffic: {baskets: {custom_options: 60%}}\n",
        CONTENT,
        ("custom_options_lost",),
    ),
    Planted(
        "COR-09",
        content.sends(content.shipping_before_discount),
        HOUR + "traffic: {baskets: {coupons: 40%, awkward: 40%}}\n",
        CONTENT,
        ("shipping_wrong",),
    ),
    Planted(
        "COR-11",
        content.sends(content.both_rows),
        HOUR + "shop: {catalog: {kinds: {configurable: 30%}}}\n",
        CONTENT,
        ("parent_and_parts", "lines_added"),
    ),
    Planted("COR-15", content.sends(content.base_amounts), TWO_CURRENCIES, CONTENT, ("base_currency",)),
    Planted(
        "COR-17",
        content.sends(content.voucher_as_discount),
        HOUR + "traffic: {baskets: {gift_cards: 30%}}\n",
        CONTENT,
        ("voucher",),
    ),
    Planted("COR-20", content.sends(content.skips_unmapped), HOUR, CONTENT, ("lines_left_out",)),
    Planted(
        "COR-21",
        content.sends(content.cut_streets),
        HOUR + "traffic: {baskets: {awkward: 40%}}\n",
        CONTENT,
        ("text_cut",),
    ),
    Planted(
        "COR-22",
        content.sends(content.names_in_latin),
        HOUR + "traffic: {baskets: {awkward: 40%}}\n",
        CONTENT,
        ("characters_lost",),
    ),
    Planted(
        "COR-30",
        content.sends(content.list_price),
        HOUR + "traffic: {customers: {b2b: 50%, contract: 15%}}\n",
        CONTENT,
        ("erp_price_list",),
    ),
    # States
    Planted(
        "LIF-01",
        twice.snapshots,
        "clock: {duration: 2h}\ntraffic: {life: {cancelled: 20%, second_thoughts: 1m..10m}}\n"
        + "budgets: {order: 1h}\nerp: {fulfilment: {lead: 8h}}\n"
        + chaos("fault: outage, on: erp, at: 30m..1h, how: refused"),
        STATE,
        ("cancel_not_sent", "sent_after_cancel"),
    ),
    Planted(
        "LIF-04",
        sending.exports_as(twice.WaitsForTheParent),
        HOUR + "traffic: {life: {edited: 30%, second_thoughts: 1s..10m}}\n",
        LOST,
        ("read_and_not_sent", "returned_and_skipped"),
    ),
    Planted(
        "LIF-19",
        sending.everything_in_one_parcel,
        "base: two-parcels\n",
        (*STATE, *STOCK),
        ("shipped_as_a_whole", "shipped_whole"),
    ),
    Planted("BL-001", sending.saves_the_shipment, HOUR, STATE, ("shipment_saved",)),
    Planted(
        "LIF-24",
        twice.sends_unpaid,
        HOUR + "traffic: {life: {late_paid: 30%}}\n",
        (*STATE, "phantom"),
        ("sent_unpaid",),
    ),
    *BESIDE_ORDERS,
)
"""Chosen, with the causes that are right, before the judge saw any of them."""
