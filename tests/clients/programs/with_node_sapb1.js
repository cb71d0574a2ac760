// Drives the client node-sapb1: both cookies, a body with every call, and actions.
const assert = require("assert");
const SAPb1 = require("node-sapb1");

const [url, text, customer] = process.argv.slice(2);
const login = JSON.parse(text);
const address = new URL(url);
const config = {
  host: `${address.protocol}//${address.hostname}`,
  port: Number(address.port),
  version: 1,
  username: login.user,
  password: login.password,
  company: login.company_db,
};
const called = (start) =>
  new Promise((done, failed) => start(done, (error) => failed(error.body ? error : new Error(String(error)))));

async function main() {
  const client = await called((done, failed) => SAPb1.createSession(config, done, failed));
  assert.ok(client.session().B1SESSION);
  assert.ok(client.session().ROUTEID.startsWith(".node"));
  const orders = client.resource("Orders");
  const body = {
    CardCode: customer,
    NumAtCard: "M-1",
    DocDueDate: "2025-12-01",
    DocumentLines: [{ ItemCode: "A", Quantity: 1, UnitPrice: 10 }],
  };
  const created = await called((done, failed) => orders.create(body, done, failed));
  await called((done, failed) => orders.update(created.DocEntry, { Comments: "late" }, done, failed));
  const found = await called((done, failed) => orders.queryBuilder().find(created.DocEntry, done, failed));
  assert.strictEqual(found.Comments, "late");
  await called((done, failed) => orders.action(created.DocEntry, "Cancel", done, failed));
  await assert.rejects(
    called((done, failed) => orders.delete(created.DocEntry, done, failed)),
    (reply) => reply.toJson().error.code === -5006
  );
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
