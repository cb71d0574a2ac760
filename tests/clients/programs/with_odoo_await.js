// odoo-await: XML-RPC version 2.
const assert = require("assert");
const Odoo = require("odoo-await");

const url = new URL(process.argv[2]);
const login = JSON.parse(process.argv[3]);

async function main() {
  const odoo = new Odoo({
    baseUrl: `http://${url.hostname}`,
    port: Number(url.port),
    db: login.db,
    username: login.user,
    password: login.password,
  });
  assert.strictEqual(typeof (await odoo.connect()), "number");
  const [partner] = await odoo.searchRead("res.partner", { email: "ann@example.com" }, ["name"]);
  assert.strictEqual(partner.name, "Ann");
  const id = await odoo.create("sale.order", {
    partner_id: partner.id,
    client_order_ref: "M-5",
    order_line: [[0, 0, { product_id: 1, product_uom_qty: 2 }]],
  });
  assert.strictEqual(await odoo.action("sale.order", "action_confirm", [id]), true);
  const [order] = await odoo.read("sale.order", [id], ["state", "amount_total"]);
  assert.deepStrictEqual([order.state, order.amount_total], ["sale", 39.98]);
  await assert.rejects(odoo.create("sale.order", {}));
  assert.strictEqual(await odoo.update("res.partner", partner.id, { phone: "1" }), true);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
