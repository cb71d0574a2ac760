// From a Magento order to an ERP order, from an ERP stock row to a Magento source item. Pure functions.

const NET_STORES = new Set((process.env.GOLIVE_NET_PRICE_STORES ?? "").split(",").filter(Boolean).map(Number));
const ON_ACCOUNT = new Set(["purchaseorder"]); // delivered before they are paid

export const ENDED = new Set(["canceled", "closed"]);

/** Whether the order should be in the ERP. */
export function isDue(order) {
  const isOnAccount = order.state === "new" && ON_ACCOUNT.has(order.payment.method);
  return order.state === "processing" || order.state === "complete" || isOnAccount;
}

/** Guests share one account; their addresses travel with the order. */
export function customerBody(order) {
  if (order.customer_id == null) {
    const address = { street: "-", city: "-", postcode: "-", country: "DE" };
    return { external_reference: "WEB-GUEST", name: "Web shop guests", email: "guests@example.com", address };
  }
  return {
    external_reference: `M2-${order.customer_id}`,
    name: `${order.customer_firstname} ${order.customer_lastname}`,
    email: order.customer_email,
    address: place(order.billing_address),
  };
}

export function orderBody(order, customer) {
  const gross = !NET_STORES.has(order.store_id); // whether prices, discounts and shipping contain the tax
  const { method } = order.payment;
  const shipping = gross ? order.shipping_incl_tax : order.shipping_amount;
  const shipTo = order.extension_attributes.shipping_assignments[0]?.shipping.address ?? order.billing_address;
  return {
    external_reference: order.increment_id,
    customer,
    currency: order.order_currency_code,
    ordered_at: order.created_at.replace(" ", "T") + "Z",
    prices_include_tax: gross,
    lines: moneyRows(order).map((row) => ({
      item: row.sku,
      quantity: row.qty_ordered,
      unit_price: (gross ? row.price_incl_tax : row.price).toFixed(2),
      discount: row.discount_amount.toFixed(2),
    })),
    shipping: { amount: shipping.toFixed(2), method: order.shipping_description },
    payment: { method, prepaid: !ON_ACCOUNT.has(method), amount: order.grand_total.toFixed(2) },
    bill_to: party(order.billing_address),
    ship_to: party(shipTo),
    custom: { sales_channel: "web" },
    release: true,
  };
}

/** The shop's ids of the rows by SKU: needed to ship row by row. */
export function itemIds(order) {
  const ids = {};
  for (const row of moneyRows(order)) (ids[row.sku] ??= []).push(row.item_id);
  return ids;
}

/** What the warehouse sent, spread over the rows of the order. */
export function shipmentBody(idsBySku, delivery) {
  const ids = structuredClone(idsBySku);
  return {
    items: delivery.lines
      .filter((line) => ids[line.item]?.length)
      .map((line) => ({ order_item_id: ids[line.item].shift(), qty: line.quantity })),
    tracks: [{ track_number: delivery.tracking, title: "Parcel", carrier_code: "custom" }],
    arguments: { extension_attributes: { source_code: delivery.warehouse } },
  };
}

/** Free for the web: without what other channels hold, with what the shop still has reserved. */
export function sourceItem(row, gone) {
  const others = row.allocations.filter((held) => held.channel !== "web").reduce((sum, held) => sum + held.quantity, 0);
  const free = row.on_hand - others - row.safety_stock + (gone[`${row.item} ${row.warehouse}`] ?? 0);
  return { sku: row.item, source_code: row.warehouse, quantity: Math.max(0, free), status: free > 0 ? 1 : 0 };
}

/** What left the warehouses by then without being a shipment in the shop yet: there it is still reserved. */
export function inTransit(deliveries, asOf) {
  const gone = {};
  for (const delivery of deliveries) {
    if (delivery.posted_at > asOf) continue;
    for (const line of delivery.lines) {
      const key = `${line.item} ${delivery.warehouse}`;
      gone[key] = (gone[key] ?? 0) + line.quantity;
    }
  }
  return gone;
}

export function criteria(field, value, condition = "eq") {
  const group = "searchCriteria[filter_groups][0][filters][0]";
  return `${group}[field]=${field}&${group}[value]=${encodeURIComponent(value)}&${group}[condition_type]=${condition}`;
}

/** The rows that carry the money: children of configurables and bundles repeat their parents. */
function moneyRows(order) {
  return order.items.filter((row) => !row.parent_item_id);
}

function party(address) {
  const name = `${address.firstname} ${address.lastname}`;
  return { name, ...place(address), phone: address.telephone ?? "" };
}

function place(address) {
  const { street, city, postcode, country_id: country, company, region } = address;
  const more = { ...(company && { company }), ...(region && { region }) };
  return { street: street.join(", "), city, postcode, country, ...more };
}
