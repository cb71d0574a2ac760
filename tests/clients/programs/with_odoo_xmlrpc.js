// odoo-xmlrpc: XML-RPC version 2 with callbacks.
const assert = require("assert");
const Odoo = require("odoo-xmlrpc");

const url = new URL(process.argv[2]);
const login = JSON.parse(process.argv[3]);
const odoo = new Odoo({
  url: `http://${url.hostname}`,
  port: Number(url.port),
  db: login.db,
  username: login.user,
  password: login.password,
});

const connected = () => new Promise((done, fail) => odoo.connect((error, uid) => (error ? fail(error) : done(uid))));
const call = (model, method, params) =>
  new Promise((done, fail) =>
    odoo.execute_kw(model, method, params, (error, value) => (error ? fail(error) : done(value))),
  );

async function main() {
  await connected();
  const [partner] = await call("res.partner", "search", [[[["email", "=", "ann@example.com"]]]]);
  const id = await call("sale.order", "create", [[{ partner_id: partner, order_line: [[0, 0, { product_id: 1 }]] }]]);
  assert.strictEqual(await call("sale.order", "action_confirm", [[[id]]]), true);
  await assert.rejects(call("sale.order", "action_confirm", [[[id]]]));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
