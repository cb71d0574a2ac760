// Drives the client b1-service-layer: version 2, a session without ROUTEID, next links followed.
const assert = require("assert");
const ServiceLayer = require("b1-service-layer");

const [url, text, customer] = process.argv.slice(2);
const login = JSON.parse(text);
const address = new URL(url);
console.error = () => {};

async function main() {
  const client = new ServiceLayer();
  await client.createSession({
    host: `${address.protocol}//${address.hostname}`,
    port: address.port,
    company: login.company_db,
    username: login.user,
    password: login.password,
  });
  const entries = [];
  for (let at = 0; at < 23; at += 1) {
    const created = await client.post("Orders", {
      CardCode: customer,
      NumAtCard: `M-${at}`,
      DocDueDate: "2025-12-01",
      DocumentLines: [{ ItemCode: "A", Quantity: 1, UnitPrice: 10 }],
    });
    entries.push(created.DocEntry);
  }
  const all = await client.find("Orders?$select=DocEntry");
  assert.deepStrictEqual(all.map((row) => row.DocEntry), entries);
  await client.patch(`Orders(${entries[0]})`, { Comments: "late" });
  assert.strictEqual((await client.get(`Orders(${entries[0]})`)).Comments, "late");
  const refused = await client.post("Orders", {});
  assert.strictEqual(refused.message.error.code, "-5002");
  assert.strictEqual((await client.get("Orders(99)")).message.error.code, "-2028");
}

main().catch((error) => {
  console.log(error);
  process.exit(1);
});
