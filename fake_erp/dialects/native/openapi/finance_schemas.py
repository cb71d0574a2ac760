"""The shapes of finance: invoices, payments, returns, credit notes, prices, periods, the journal, the flow."""

from __future__ import annotations

from fake_erp.accounting.journal import ACCOUNTS
from fake_erp.dialects.native.openapi.schemas import (
    Schema,
    amount,
    an_object,
    instant,
    listing,
    money,
    nullable,
    ref,
    rows,
    text,
    whole,
)
from fake_erp.dialects.native.reading import MAX_QUANTITY, REFERENCE_LIMIT
from fake_erp.inventory.returns import CREDITS, DISPOSITIONS


def finance_schemas() -> dict[str, Schema]:
    """All named shapes of this module, built fresh on every call."""
    return {**_money(), **_deposits(), **_goods(), **_prices(), **_ledger()}


def _document() -> dict[str, Schema]:
    return {
        "number": text(),
        "order": text(),
        "external_reference": text(),
        "customer": text(),
        "currency": text(),
    }


def _line() -> Schema:
    return an_object({"line": whole(1), "item": text(), "quantity": whole(0)})


def _taken_line() -> Schema:
    return an_object(
        {"quantity": whole(1, MAX_QUANTITY)},
        {"line": {**whole(1), "description": "Of the order; this or `item`."}, "item": text()},
    )


def _billed_line() -> Schema:
    amount = {**money(), "description": "With tax, after discount."}
    return an_object({"line": whole(1), "item": text(), "quantity": whole(0), "amount": amount})


def _money() -> dict[str, Schema]:
    applied = an_object({"invoice": text(), "amount": money()})
    return {
        "Invoice": an_object(
            {
                **_document(),
                "lines": listing(_billed_line()),
                "shipping": money(),
                "tax": money(),
                "total": money(),
                "open": money(),
                "credited": money(),
                "posted_at": instant(),
                "due_at": nullable(instant()),
            }
        ),
        "Invoices": rows("Invoice"),
        "NewPayment": an_object(
            {"amount": amount("Above 0, in the currency of the order.")},
            {
                "order": text(description="This or `invoice`."),
                "invoice": text(),
                "currency": text(),
                "reference": text(REFERENCE_LIMIT),
                "method": text(),
            },
        ),
        "Payment": an_object(
            {
                **_document(),
                "amount": money(),
                "unapplied": money(),
                "applied": listing(applied),
                "reference": text(),
                "method": text(),
                "posted_at": instant(),
            }
        ),
        "Payments": rows("Payment"),
        "NewCreditNote": an_object(
            {},
            {
                "order": text(description="This, `invoice` or `return`."),
                "invoice": text(),
                "return": text(description="A return with `credit: manual`; its units are credited."),
                "amount": amount(
                    "With tax, in the currency of the order, above 0. Without it: `lines` at their share."
                ),
                "lines": listing(_taken_line(), minItems=1),
                "currency": text(),
                "reason": text(),
                "reference": text(REFERENCE_LIMIT),
            },
        ),
        "CreditNote": an_object(
            {
                **_document(),
                "invoice": text(),
                "return": text(),
                "reference": text(),
                "lines": listing(_line()),
                "tax": money(),
                "total": money(),
                "to_refund": money(),
                "reason": text(),
                "posted_at": instant(),
            }
        ),
        "CreditNotes": rows("CreditNote"),
    }


def _deposits() -> dict[str, Schema]:
    return {
        "NewDeposit": an_object(
            {
                "external_reference": text(
                    REFERENCE_LIMIT, description="Of the order, which need not exist."
                ),
                "amount": amount("Above 0."),
                "currency": text(),
            },
            {"reference": text(REFERENCE_LIMIT), "method": text()},
        ),
        "DepositOrder": an_object({"order": text()}),
        "Deposit": an_object(
            {
                "number": text(),
                "external_reference": text(),
                "order": nullable(text()),
                "status": {"enum": ["open", "applied", "refunded"]},
                "currency": text(),
                "amount": money(),
                "reference": text(),
                "method": text(),
                "posted_at": instant(),
                "refunded_at": nullable(instant()),
            }
        ),
        "Deposits": rows("Deposit"),
    }


def _goods() -> dict[str, Schema]:
    disposition = {"enum": list(DISPOSITIONS)}
    return {
        "NewReturn": an_object(
            {"order": text(least=1), "lines": listing(_taken_line(), minItems=1)},
            {
                "disposition": {**disposition, "default": "restock"},
                "credit": {"enum": list(CREDITS), "default": "automatic"},
                "reason": text(),
                "external_reference": text(REFERENCE_LIMIT),
            },
        ),
        "Return": an_object(
            {
                "number": text(),
                "order": text(),
                "order_reference": text(),
                "external_reference": text(),
                "status": {"enum": ["received", "credited"]},
                "disposition": disposition,
                "credit": {"enum": list(CREDITS)},
                "reason": text(),
                "lines": listing(_line()),
                "credit_notes": listing(text()),
                "posted_at": instant(),
            }
        ),
        "Returns": rows("Return"),
    }


def _prices() -> dict[str, Schema]:
    return {
        "PriceRow": an_object(
            {
                "price_list": text(),
                "customer": text(),
                "item": text(),
                "price": money(),
                "currency": text(),
                "from_quantity": whole(1),
                "valid_from": instant(),
                "valid_to": nullable(instant()),
            }
        ),
        "Prices": rows("PriceRow"),
        "Price": an_object(
            {
                "item": text(),
                "customer": text(),
                "quantity": whole(1),
                "price": money(),
                "currency": text(),
                "source": text(description="`contract`, the name of a price list, or `item`."),
                "at": instant(),
            }
        ),
    }


def _ledger() -> dict[str, Schema]:
    state = {"enum": ["open", "soft_closed", "closed"]}
    entry = an_object({"account": {"enum": list(ACCOUNTS)}, "debit": money(), "credit": money()})
    document = an_object(
        {
            "kind": {"enum": ["delivery", "invoice", "payment", "return", "credit_note"]},
            "number": text(),
            "posted_at": instant(),
            "amount": nullable(money()),
            "follows": listing(text()),
        }
    )
    return {
        "Period": an_object({"period": text(), "sales": state, "stock": state, "ledger": state}),
        "Periods": an_object({"rows": listing(ref("Period")), "present": text()}),
        "Posting": an_object(
            {"number": whole(1), "document": text(), "posted_at": instant(), "entries": listing(entry)}
        ),
        "Journal": rows("Posting"),
        "Flow": an_object(
            {
                "order": text(),
                "external_reference": text(),
                "status": text(),
                "currency": text(),
                "total": money(),
                "billed": money(),
                "open": money(),
                "paid_ahead": money(),
                "documents": listing(document),
            }
        ),
    }
