r"""The columns of Magento's flat tables, for filters and sorts on each of them.

The value of a column is what the record shows under that name; a column without a value in this shop is NULL in every
row. Source: Magento source, module-sales/etc/db_schema.xml and module-quote/etc/db_schema.xml.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fake_magento.search.conditions import Column, Kind

View = Callable[[Any], Mapping[str, Any]]


def _both(names: str) -> str:
    return " ".join(f"{name} base_{name}" for name in names.split())


def table(view: View, numbers: str, texts: str = "") -> dict[str, Column]:
    """Columns that read the JSON of a record by name."""
    kinds: tuple[tuple[Kind, str], ...] = (("number", numbers), ("text", texts))
    return {name: Column(kind, _reader(view, name)) for kind, names in kinds for name in names.split()}


def _reader(view: View, name: str) -> Callable[[Any], Any]:
    def read(record: Any) -> Any:
        value = view(record).get(name)
        return int(value) if isinstance(value, bool) else value

    return read


RATES = "base_to_global_rate base_to_order_rate store_to_base_rate store_to_order_rate"
CURRENCIES = "base_currency_code global_currency_code order_currency_code store_currency_code"
ORDER_NUMBERS = (
    _both(
        "adjustment_negative adjustment_positive discount_amount discount_canceled discount_invoiced discount_refunded"
        " discount_tax_compensation_amount discount_tax_compensation_invoiced discount_tax_compensation_refunded"
        " grand_total shipping_amount shipping_canceled shipping_discount_amount shipping_incl_tax shipping_invoiced"
        " shipping_refunded shipping_tax_amount shipping_tax_refunded subtotal subtotal_canceled subtotal_incl_tax"
        " subtotal_invoiced subtotal_refunded tax_amount tax_canceled tax_invoiced tax_refunded total_canceled"
        " total_due total_invoiced total_offline_refunded total_online_refunded total_paid total_qty_ordered"
        " total_refunded"
    )
    + f" {RATES} base_shipping_discount_tax_compensation_amnt base_total_invoiced_cost billing_address_id"
    " can_ship_partially can_ship_partially_item customer_gender customer_group_id customer_id customer_is_guest"
    " customer_note_notify edit_increment email_sent forced_shipment_with_invoice gift_message_id is_virtual"
    " payment_auth_expiration payment_authorization_amount paypal_ipn_customer_notified quote_address_id quote_id"
    " send_email shipping_address_id shipping_discount_tax_compensation_amount store_id total_item_count weight"
)
ORDER_TEXTS = (
    f"{CURRENCIES} applied_rule_ids coupon_code coupon_rule_name customer_dob customer_email customer_firstname"
    " customer_lastname customer_middlename customer_note customer_prefix customer_suffix customer_taxvat"
    " discount_description ext_customer_id ext_order_id hold_before_state hold_before_status increment_id"
    " original_increment_id protect_code relation_child_id relation_child_real_id relation_parent_id"
    " relation_parent_real_id remote_ip shipping_description shipping_method state status store_name x_forwarded_for"
)
ITEM_NUMBERS = (
    _both(
        "amount_refunded discount_amount discount_invoiced discount_refunded discount_tax_compensation_amount"
        " discount_tax_compensation_invoiced discount_tax_compensation_refunded original_price price price_incl_tax"
        " row_invoiced row_total row_total_incl_tax tax_amount tax_before_discount tax_invoiced tax_refunded"
        " weee_tax_applied_amount weee_tax_applied_row_amount weee_tax_disposition weee_tax_row_disposition"
    )
    + " base_cost discount_percent discount_tax_compensation_canceled free_shipping gift_message_available"
    " gift_message_id is_qty_decimal is_virtual item_id locked_do_invoice locked_do_ship no_discount order_id"
    " parent_item_id product_id qty_backordered qty_canceled qty_invoiced qty_ordered qty_refunded qty_returned"
    " qty_shipped quote_item_id row_weight store_id tax_canceled tax_percent weight"
)
ITEM_TEXTS = (
    "additional_data applied_rule_ids description ext_order_item_id name product_options product_type sku"
    " weee_tax_applied"
)
_PAPER_MONEY = (
    "discount_amount discount_tax_compensation_amount grand_total shipping_amount"
    " shipping_discount_tax_compensation_amount shipping_incl_tax shipping_tax_amount subtotal subtotal_incl_tax"
    " tax_amount"
)
PAPER_NUMBERS = (
    f"{_both(_PAPER_MONEY)} {RATES} base_shipping_discount_tax_compensation_amnt billing_address_id email_sent"
    " entity_id order_id send_email shipping_address_id state store_id"
)
INVOICE_NUMBERS = f"{PAPER_NUMBERS} base_total_refunded can_void_flag is_used_for_refund total_qty"
_ADJUSTMENTS = _both("adjustment adjustment_negative adjustment_positive")
CREDITMEMO_NUMBERS = f"{PAPER_NUMBERS} {_ADJUSTMENTS} creditmemo_status invoice_id"
PAPER_TEXTS = (
    f"{CURRENCIES} customer_note customer_note_notify discount_description increment_id transaction_id"
)
SHIPMENT_NUMBERS = (
    "billing_address_id customer_id email_sent entity_id order_id send_email shipment_status shipping_address_id"
    " store_id total_qty total_weight"
)
SHIPMENT_TEXTS = "customer_note customer_note_notify increment_id packages shipping_label"
QUOTE_NUMBERS = (
    "base_grand_total base_subtotal base_subtotal_with_discount base_to_global_rate base_to_quote_rate checkout_method"
    " customer_group_id customer_id customer_is_guest customer_note_notify customer_tax_class_id entity_id"
    " gift_message_id grand_total is_active is_changed is_multi_shipping is_persistent is_virtual items_count items_qty"
    " orig_order_id store_id store_to_base_rate store_to_quote_rate subtotal subtotal_with_discount trigger_recollect"
)
QUOTE_TEXTS = (
    "applied_rule_ids base_currency_code converted_at coupon_code customer_dob customer_email customer_firstname"
    " customer_gender customer_lastname customer_middlename customer_note customer_prefix customer_suffix"
    " customer_taxvat ext_shipping_info global_currency_code password_hash quote_currency_code remote_ip"
    " reserved_order_id store_currency_code"
)
