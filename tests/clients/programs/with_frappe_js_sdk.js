// frappe-js-sdk: log in, create, submit, list, count, change, cancel, and be refused.
const assert = require("assert");
const { FrappeApp } = require("frappe-js-sdk");

const [url, json] = process.argv.slice(2);
const login = JSON.parse(json);

async function main() {
  const guest = new FrappeApp(url);
  const welcome = await guest.auth().loginWithUsernamePassword({ username: login.user, password: login.password });
  assert.strictEqual(welcome.message, "Logged In");
  await assert.rejects(guest.auth().loginWithUsernamePassword({ username: login.user, password: "wrong" }));

  const app = new FrappeApp(url, { useToken: true, token: () => `${login.api_key}:${login.api_secret}`, type: "token" });
  assert.strictEqual(await app.auth().getLoggedInUser(), login.user);
  const db = app.db();
  const [ann] = await db.getDocList("Customer", { fields: ["name"], filters: [["email_id", "=", "ann@example.com"]] });
  const draft = await db.createDoc("Sales Order", {
    customer: ann.name,
    po_no: "M-9",
    items: [{ item_code: "A", qty: 1, rate: 19.99 }],
  });
  assert.strictEqual(draft.docstatus, 0);
  const submitted = await db.submit(draft);
  assert.strictEqual(submitted.docstatus, 1);
  const found = await db.getDocList("Sales Order", {
    fields: ["name", "status"],
    filters: [["po_no", "=", "M-9"]],
    limit: 5,
    orderBy: { field: "creation", order: "desc" },
  });
  assert.deepStrictEqual(found, [{ name: draft.name, status: "To Deliver and Bill" }]);
  assert.strictEqual(await db.getCount("Sales Order", [["po_no", "=", "M-9"]]), 1);
  assert.strictEqual((await db.getDoc("Sales Order", draft.name)).items[0].qty, 1);
  assert.strictEqual((await db.updateDoc("Customer", ann.name, { mobile_no: "1" })).mobile_no, "1");
  assert.strictEqual((await db.getLastDoc("Sales Order")).name, draft.name);
  assert.deepStrictEqual((await db.getValue("Item", "item_name", [["name", "=", "A"]])).message, { item_name: "Item A" });
  assert.strictEqual((await db.cancel("Sales Order", draft.name)).docstatus, 2);
  const time = await app.call().get("frappe.client.get_time_zone");
  assert.strictEqual(time.message.time_zone, "Etc/UTC");
  await assert.rejects(db.createDoc("Sales Order", { po_no: "M-8" }), (error) => error.httpStatus === 417);
  await assert.rejects(db.getDoc("Sales Order", "nope"), (error) => error.httpStatus === 404);
}

main();
