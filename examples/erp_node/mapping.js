// From a Magento order to the values of Odoo's records. Pure functions.
"use strict";

const cents = (amount) => Math.round(amount * 100) / 100;

const commentText = (name) => `Odoo order ${name}`;

/** Whether a comment of the order already says which order of Odoo it is. */
function isNoted(order, name) {
  return (order.status_histories ?? []).some(({ comment }) => comment === commentText(name));
}

/** Guests are told apart by their e-mail address. */
function customerRef(order) {
  return order.customer_id ? `M2-${order.customer_id}` : `WEB-${order.customer_email.toLowerCase()}`;
}

function contactValues(address, countries) {
  const [street, ...rest] = address.street;
  return {
    name: `${address.firstname} ${address.lastname}`,
    street,
    street2: rest.join(", "),
    zip: address.postcode,
    city: address.city,
    country_id: countries[address.country_id],
    phone: address.telephone ?? "",
  };
}

/** Orders without goods have no address of delivery. */
function shipTo(order) {
  const [assignment] = order.extension_attributes.shipping_assignments ?? [];
  return assignment?.shipping.address ?? order.billing_address;
}

/**
 * What Odoo sells: SKU, quantity, price of a unit and discount of the line, both with tax.
 *
 * The row of a configurable product has the SKU of the chosen variant, and its child has no price: the row is sold. A
 * bundle is sold as its parts; when it has a price of its own, the first part gets it.
 */
function goods(order) {
  const rows = order.items.filter((row) => !row.parent_item_id);
  return rows.flatMap((row) => {
    const parts = order.items.filter((each) => each.parent_item_id === row.item_id);
    const sold = row.product_type === "bundle" ? parts : [row];
    const hasOwnPrice = sold.every((each) => !each.price_incl_tax);
    return sold.map((each, index) => {
      const paid = hasOwnPrice && index === 0 ? row : each;
      const price = ((paid.price_incl_tax ?? 0) * paid.qty_ordered) / each.qty_ordered;
      return { sku: each.sku, quantity: each.qty_ordered, price: cents(price), discount: paid.discount_amount };
    });
  });
}

/** `ids` has Odoo's ids: of the customer, of both addresses, the currency, the delivery product, and by SKU. */
function orderValues(order, ids) {
  const lines = goods(order).map(({ sku, quantity, price, discount }) => ({
    product_id: ids.products[sku],
    product_uom_qty: quantity,
    price_unit: price,
    x_studio_discount_amount: discount,
  }));
  const shipping = cents(order.shipping_incl_tax - (order.shipping_discount_amount ?? 0));
  if (shipping) lines.push({ product_id: ids.delivery, product_uom_qty: 1, price_unit: shipping });
  return {
    client_order_ref: order.increment_id,
    partner_id: ids.partner,
    partner_invoice_id: ids.billTo,
    partner_shipping_id: ids.shipTo,
    currency_id: ids.currency,
    date_order: order.created_at,
    order_line: { action: "create", value: lines },
    x_studio_prices_include_tax: true,
    x_studio_sales_channel: "web",
    x_studio_shipping_method: order.shipping_description ?? "",
    x_studio_payment_method: order.payment.method,
    x_studio_payment_amount: order.grand_total,
    x_studio_prepaid: true,
  };
}

module.exports = { commentText, contactValues, customerRef, goods, isNoted, orderValues, shipTo };
