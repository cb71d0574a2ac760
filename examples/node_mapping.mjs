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
  const shipping = (gross ? order.shipping_incl_tax : order.shipping_amount) - (order.shipping_discount_amount ?? 0);
  const shipTo = order.extension_attributes.shipping_assignments[0]?.shipping.address ?? order.billing_address;
  return {
    external_reference: order.increment_id,
    customer,
    currency: order.order_currency_code,
    ordered_at: order.created_at.replace(" ", "T") + "Z",
    prices_include_tax: gross,
    lines: goods(order, gross),
    shipping: { amount: shipping.toFixed(2), method: order.shipping_description ?? "" },
    payment: { method, prepaid: !ON_ACCOUNT.has(method), amount: order.grand_total.toFixed(2) },
    bill_to: party(order.billing_address),
    ship_to: party(shipTo),
    custom: { sales_channel: "web" },
    release: true,
  };
}

/** [row id, units still to ship] by SKU: one article may be on several rows. Services are not shipped. */
export function rowsToShip(order) {
  const rows = {};
  for (const [row] of soldRows(order)) if (!row.is_virtual) (rows[row.sku] ??= []).push([row.item_id, row.qty_ordered]);
  return rows;
}

/** The rows that a delivery ships, and what is still to ship after it. */
export function spread(rowsBySku, delivery) {
  const left = structuredClone(rowsBySku);
  const items = [];
  for (const { item, quantity } of delivery.lines) {
    let units = quantity;
    for (const row of left[item] ?? []) {
      const qty = Math.min(units, row[1]);
      if (qty > 0) items.push({ order_item_id: row[0], qty });
      [units, row[1]] = [units - qty, row[1] - qty];
    }
  }
  return { items, left };
}

export function shipmentBody(items, delivery) {
  return {
    items,
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

/**
 * What the ERP sells, as [row, row that has its price]. The row of a configurable product has the SKU of its variant,
 * members of a group are rows of their own. A bundle is sold as its parts; its own price, if any, is on the first.
 */
function soldRows(order) {
  const rows = order.items.filter((row) => !row.parent_item_id);
  return rows.flatMap((row) => {
    if (row.product_type !== "bundle") return [[row, row]];
    const parts = order.items.filter((each) => each.parent_item_id === row.item_id);
    const hasOwnPrice = parts.every((part) => !part.price);
    return parts.map((part, index) => [part, hasOwnPrice && index === 0 ? row : part]);
  });
}

/** Cents that a unit price cannot express are part of the discount. */
function goods(order, gross) {
  return soldRows(order).map(([row, priced]) => {
    const cents = Math.round(((gross ? priced.price_incl_tax : priced.price) ?? 0) * 100) * priced.qty_ordered;
    const unitCents = Math.ceil(cents / row.qty_ordered);
    const discount = priced.discount_amount + (unitCents * row.qty_ordered - cents) / 100;
    const amounts = { unit_price: (unitCents / 100).toFixed(2), discount: discount.toFixed(2) };
    return { item: row.sku, quantity: row.qty_ordered, ...amounts };
  });
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
