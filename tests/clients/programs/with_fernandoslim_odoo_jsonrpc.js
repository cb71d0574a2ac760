// @fernandoslim/odoo-jsonrpc: a session of the web client; ids travel as a bare number.
const assert = require("assert");

const url = new URL(process.argv[2]);
const login = JSON.parse(process.argv[3]);

async function main() {
  const found = require.resolve("@fernandoslim/odoo-jsonrpc");
  const module = await import(`file://${found}`);
  const OdooJSONRpc = module.default.default || module.default;
  const odoo = new OdooJSONRpc({
    baseUrl: `http://${url.hostname}`,
    port: Number(url.port),
    db: login.db,
    username: login.user,
    password: login.password,
  });
  await odoo.connect();
  const [partner] = await odoo.searchRead("res.partner", [["email", "=", "ann@example.com"]], ["name"]);
  assert.strictEqual(partner.name, "Ann");
  const id = await odoo.create("sale.order", {
    partner_id: partner.id,
    client_order_ref: "M-6",
    order_line: [[0, 0, { product_id: 1, product_uom_qty: 2 }]],
  });
  await odoo.action("sale.order", "action_confirm", [id]);
  const [order] = await odoo.read("sale.order", id, ["state"]);
  assert.strictEqual(order.state, "sale");
  assert.strictEqual(await odoo.update("res.partner", partner.id, { phone: "1" }), true);
  await assert.rejects(odoo.create("sale.order", {}));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
