// node-magento2-rest-api: login with a password, orders with criteria, every step of an order, its documents, stock.
const assert = require("assert");
const Magento = require("node-magento2-rest-api");

const options = { store: "all", authentication: { login: { username: "u", password: "p" } } };

function where(field, value, condition = "eq") {
  const filters = [{ field, value, condition_type: condition }];
  return { searchCriteria: { filter_groups: [{ filters }], sortOrders: [{ field: "entity_id", direction: "ASC" }], pageSize: 20 } };
}

// init() resolves before it has logged in, so the token is waited for here.
async function connected(url) {
  const client = new Magento(url, options);
  await client.init();
  while (!client.authKey) await new Promise((resolve) => setImmediate(resolve));
  return client;
}

async function main() {
  const client = await connected(process.argv[2]);
  const { sales, catalog } = client;
  const pending = await sales.order.get(where("status", "pending"));
  assert.strictEqual(pending.total_count, 12);
  const [first, second, third, fourth] = pending.items;

  // hold, comment, mail, cancel
  assert.strictEqual(await sales.order(second.entity_id).hold.post(), true);
  assert.strictEqual(await sales.order(second.entity_id).status.get(), "holded");
  assert.strictEqual(await sales.order(second.entity_id).unhold.post(), true);
  assert.strictEqual(await sales.order(second.entity_id).email.post(), true);
  assert.strictEqual(await sales.order(third.entity_id).cancel.post(), true);
  assert.strictEqual((await sales.order.get(third.entity_id)).state, "canceled");
  const comment = { statusHistory: { comment: "seen", is_customer_notified: 0, is_visible_on_front: 0 } };
  assert.strictEqual(await client.post(`/V1/orders/${second.entity_id}/comments`, comment), true);
  assert.strictEqual((await sales.order(second.entity_id).comment.get()).items[0].comment, "seen");

  // invoice and shipment of the whole order, sent without a body
  const invoiceId = await sales.order(first.entity_id).invoice.post();
  const shipmentId = await sales.order(first.entity_id).ship.post();
  assert.strictEqual((await sales.order.get(first.entity_id)).state, "complete");
  assert.strictEqual((await sales.invoice.get(Number(invoiceId))).grand_total, first.grand_total);
  assert.strictEqual((await sales.invoice.get(where("order_id", first.entity_id))).total_count, 1);
  assert.strictEqual(await sales.invoice(invoiceId).email.post(), true);
  await assert.rejects(sales.invoice(invoiceId).capture.post(), /capture action is not available/);
  await assert.rejects(sales.invoice(invoiceId).void.post(), /void action is not available/);
  const track = { order_id: first.entity_id, parent_id: Number(shipmentId), track_number: "JD2", title: "Parcel", carrier_code: "custom" };
  const tracked = await sales.shipment.track.post({ entity: { ...track, qty: 1, weight: 1, description: "" } });
  assert.strictEqual(await sales.shipment.track.delete(tracked.entity_id), true);
  const note = { entity: { parent_id: Number(shipmentId), comment: "left", is_customer_notified: 0, is_visible_on_front: 0 } };
  assert.strictEqual((await sales.shipment(shipmentId).comment.post(note)).comment, "left");
  assert.strictEqual((await sales.shipment(shipmentId).comment.get()).total_count, 1);

  // documents that are only saved leave the order as it was
  const row = fourth.items[0];
  const saved = await sales.shipment.post({
    entity: { order_id: fourth.entity_id, items: [{ order_item_id: row.item_id, qty: 1 }] },
  });
  assert.strictEqual(saved.order_id, fourth.entity_id);
  const booked = await sales.invoice.post({ entity: { order_id: fourth.entity_id, grand_total: 1, total_qty: 1, items: [] } });
  assert.strictEqual(booked.grand_total, 1);
  const after = await sales.order.get(fourth.entity_id);
  assert.deepStrictEqual([after.state, after.items[0].qty_shipped, after.total_invoiced ?? null], ["new", 0, null]);
  await assert.rejects(sales.shipment.get(where("order_id", 1)), /does not match any route/);

  // products and stock
  const list = await catalog.product.get(where("sku", "S%", "like"));
  assert.ok(list.items.length >= 3);
  const changed = await catalog.product("S3").put({ product: { price: 12.5, custom_attributes: [{ attribute_code: "special_price", value: "9" }] } });
  assert.deepStrictEqual([changed.price, changed.custom_attributes.find((each) => each.attribute_code === "special_price").value], [12.5, "9.000000"]);
  const stock = await catalog.stockItem.get("S1");
  assert.strictEqual(await client.put(`/V1/products/S1/stockItems/${stock.item_id}`, { stockItem: { qty: 44, is_in_stock: true } }), String(stock.item_id));
  assert.strictEqual((await catalog.stockItem.get("S1")).qty, 44);
  const option = { product_sku: "S1", title: "Engraving", type: "field", is_require: false, price: 3, price_type: "fixed" };
  assert.strictEqual((await client.post("/V1/products/options", { option })).title, "Engraving");
  assert.strictEqual((await catalog.product("S1").option.get()).length, 1);
  assert.ok((await client.module.get()).includes("Magento_Sales"));

  await assert.rejects(sales.order.get(999999), /doesn't exist/);
  const stranger = new Magento(process.argv[2], { store: "all", authentication: { login: { username: "u", password: "no" } } });
  stranger._initHelpers();
  await assert.rejects(stranger.post("/V1/integration/admin/token", { username: "u", password: "no" }), /sign-in was incorrect/);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
