// A connector between a Magento shop and an ERP: orders one way, parcels and stock the other. Copy and adapt.
//
// What makes it hold when things go wrong:
// - A webhook is only written down (a file of JSON lines) and answered; the work is done afterwards.
// - Every attempt carries the shop's increment id as external reference, which survives repetition.
// - No answer is not a failure: after a while the ERP is asked whether it has the order before it is sent again.
// - 429 and 503 hold back everybody, at least as long as Retry-After says.
// - Both sides are read back regularly, and what a person must decide is put on a desk.
// GOLIVE_SPEED says how much faster than the clock on the wall the world runs: pauses and timeouts are divided by it.

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import * as mapping from "./node_mapping.mjs";

const env = process.env;
const SPEED = Number(env.GOLIVE_SPEED ?? "1");
const BUSY = new Set([408, 425, 429, 500, 502, 503, 504]); // says something about the moment, not the request

/** The call broke off or timed out: it may have been carried out all the same. */
class NoAnswer extends Error {}
/** The system cannot serve at the moment; nothing was wrong with the request. */
class Busy extends Error {}

/** World seconds as milliseconds on the wall; `shortestMs` is what the machine itself may need. */
const scaled = (seconds, shortestMs = 0) => Math.max((seconds * 1000) / SPEED, shortestMs);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One system: logs in when needed, and makes everybody wait together while the system is in trouble. */
class Api {
  constructor(url, loginPath, login, tokenOf) {
    Object.assign(this, { url, loginPath, login, tokenOf, token: "", resumeAt: 0, failures: 0 });
  }

  /** {status, ok, data}, whatever the status unless it is one of BUSY. Throws NoAnswer or Busy. */
  async call(method, path, body) {
    for (let left; (left = this.resumeAt - Date.now()) > 0; ) await pause(left * (1 + Math.random() / 5));
    let reply = this.token ? await this.send(method, path, body) : null;
    if (reply === null || reply.status === 401) {
      this.token = this.tokenOf((await this.send("POST", this.loginPath, this.login)).data);
      reply = await this.send(method, path, body);
    }
    return reply;
  }

  async send(method, path, body) {
    const headers = { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json" };
    const options = { method, headers, signal: AbortSignal.timeout(scaled(20, 1000)) };
    if (body !== undefined) options.body = JSON.stringify(body);
    let reply, text;
    try {
      reply = await fetch(this.url + path, options);
      text = await reply.text();
    } catch (error) {
      this.holdBack(0);
      throw new NoAnswer(error.cause?.code ?? error.name);
    }
    if (BUSY.has(reply.status)) {
      this.holdBack(Number(reply.headers.get("Retry-After")) || 0);
      throw new Busy(`status ${reply.status}`);
    }
    this.failures = 0;
    return { status: reply.status, ok: reply.ok, data: JSON.parse(text) };
  }

  holdBack(atLeast) {
    this.failures = Math.min(this.failures + 1, 6);
    const seconds = Math.max(2 ** this.failures * (0.5 + Math.random() / 2), atLeast);
    this.resumeAt = Math.max(this.resumeAt, Date.now() + scaled(seconds));
  }
}

/** What is known of every order and delivery. Each change is a line in a file; the last line about a key counts. */
class Inbox {
  constructor(path) {
    this.path = path;
    this.tables = { orders: new Map(), deliveries: new Map(), cursors: new Map() };
    this.claimed = new Set();
    if (existsSync(path)) this.load();
  }

  load() {
    for (const line of readFileSync(this.path, "utf8").split("\n")) {
      if (!line.endsWith("]")) continue; // the last one may be half written
      const [table, key, value] = JSON.parse(line);
      if (value === null) this.tables[table].delete(key);
      else this.tables[table].set(key, value);
    }
    for (const order of this.tables.orders.values()) if (order.state === "open") order.due = 0;
  }

  put(table, key, value) {
    appendFileSync(this.path, JSON.stringify([table, key, value]) + "\n");
    if (value === null) this.tables[table].delete(key);
    else this.tables[table].set(key, value);
  }

  set(order, values) {
    this.put("orders", order.id, Object.assign(order, values));
  }

  /** An order has changed, says a webhook or the shop's list. Told twice or out of order does no harm. */
  note(id, entity, state) {
    const isEnded = mapping.ENDED.has(state);
    const order = this.tables.orders.get(id);
    if (order === undefined) {
      const fresh = { state: "open", number: "", unsure: false, shown: false, sent: 0, items: {} };
      this.put("orders", id, { id, entity, due: Date.now(), seen: Date.now(), cancel: isEnded, ...fresh });
    } else if (order.state === "open" || (isEnded && !order.cancel)) {
      this.set(order, { due: Date.now(), cancel: order.cancel || isEnded });
    }
  }

  /** Wait for an order that is due and that no other worker has in hand. */
  async claim() {
    for (;;) {
      for (const order of this.tables.orders.values()) {
        if (order.due === null || order.due > Date.now() || this.claimed.has(order.id)) continue;
        this.claimed.add(order.id);
        order.due = null; // not on disk: should we not come back, it is due again
        return order;
      }
      await pause(scaled(1, 20));
    }
  }
}

const inbox = new Inbox(join(env.GOLIVE_DATA_DIR, "inbox.jsonl"));
const shopLogin = { username: env.GOLIVE_SHOP_USER, password: env.GOLIVE_SHOP_PASSWORD };
const shop = new Api(env.GOLIVE_SHOP_URL, "/rest/V1/integration/admin/token", shopLogin, (data) => data);
const erpLogin = { client_id: env.GOLIVE_ERP_CLIENT_ID, client_secret: env.GOLIVE_ERP_CLIENT_SECRET };
const erp = new Api(env.GOLIVE_ERP_URL, "/api/v1/token", erpLogin, (data) => data.access_token);
const customers = new Map();

async function work() {
  for (;;) {
    const order = await inbox.claim();
    try {
      await advance(order);
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof Busy) await later(order, error.message, scaled(5));
      else await show(order, "the connector failed", String(error), "see its log"); // must not stop all others
    } finally {
      inbox.claimed.delete(order.id);
    }
  }
}

/** Bring one order a step further. */
async function advance(order) {
  if (order.unsure) {
    const { rows } = (await erp.call("GET", `/api/v1/orders?external_reference=${order.id}`)).data;
    const living = rows.find((row) => row.status !== "cancelled");
    if (living) await sent(order, living);
    inbox.set(order, { unsure: false, due: Date.now() });
  } else if (order.cancel) {
    await cancel(order);
  } else if (order.state === "open") {
    await exportOrder(order);
  }
}

async function exportOrder(order) {
  const document = (await shop.call("GET", `/rest/V1/orders/${order.entity}`)).data;
  if (mapping.ENDED.has(document.state)) inbox.set(order, { state: "ended", cancel: true });
  if (!mapping.isDue(document)) return; // not paid yet: another event will come
  const body = mapping.orderBody(document, await customerOf(document));
  inbox.set(order, { items: mapping.rowsToShip(document), unsure: true }); // before sending: we may not come back
  let reply;
  try {
    reply = await erp.call("POST", "/api/v1/orders", body);
  } catch (error) {
    if (error instanceof NoAnswer) return later(order, `no answer (${error.message})`, scaled(120, 2000));
    inbox.set(order, { unsure: false });
    throw error;
  }
  if (reply.ok) {
    await sent(order, reply.data);
  } else if (reply.data.error.code === "duplicate_reference") {
    return inbox.set(order, { due: Date.now() }); // it is there already: look it up
  } else {
    const { message, field } = reply.data.error;
    inbox.set(order, { state: "refused" });
    await show(order, "the ERP refuses the order", `${reply.status} ${message}`, `correct ${field ?? "the cause"}`);
  }
  inbox.set(order, { unsure: false });
}

/** The ERP's number of the customer, created when it is the first order. */
async function customerOf(document) {
  const body = mapping.customerBody(document);
  const reference = body.external_reference;
  if (!customers.has(reference)) {
    const { data } = await erp.call("POST", "/api/v1/customers", body);
    customers.set(reference, data.number ?? data.error.details.number);
  }
  return customers.get(reference);
}

async function sent(order, document) {
  inbox.set(order, { state: "sent", number: document.number, sent: Date.now() });
  if (document.status === "held") {
    await show(order, "the ERP holds the order", "credit or approval", "release it in the ERP");
  } else if (order.shown) {
    inbox.set(order, { shown: false });
    await tell("/desk/resolved", { order: order.id });
  }
}

async function cancel(order) {
  if (order.number) {
    const path = `/api/v1/orders/${order.number}`;
    const isLate = !(await erp.call("POST", `${path}/cancel`)).ok;
    const status = isLate ? (await erp.call("GET", path)).data.status : "cancelled";
    if (status !== "cancelled") {
      const fix = "stop the parcel or arrange its return";
      await show(order, "cancelled in the shop, not in the ERP", `the ERP has it as ${status}`, fix);
    }
  }
  inbox.set(order, { state: "ended" });
}

async function later(order, why, ms) {
  inbox.set(order, { due: Date.now() + ms });
  if (Date.now() - order.seen > scaled(1200) && !order.shown) {
    await show(order, "not in the ERP yet", why, "it will be tried again; check the ERP");
  }
}

async function show(order, what, why, fix) {
  inbox.set(order, { shown: true });
  await tell("/desk/exceptions", { order: order.id, what, why: why.slice(0, 400), fix });
}

/** Put something on the desk, where people look. */
async function tell(path, body) {
  const headers = { Authorization: `Bearer ${env.GOLIVE_DESK_TOKEN}`, "Content-Type": "application/json" };
  try {
    await (await fetch(env.GOLIVE_DESK_URL + path, { method: "POST", headers, body: JSON.stringify(body) })).text();
  } catch (error) {
    console.log(`the desk cannot be reached: ${error}`);
  }
}

/** Pages of what has changed in the ERP; the cursor moves on when a page has been dealt with. */
async function* pages(noun) {
  for (let more = true; more; ) {
    const { data } = await erp.call("GET", `/api/v1/${noun}?after=${inbox.tables.cursors.get(noun) ?? 0}&limit=200`);
    yield data;
    inbox.put("cursors", noun, data.cursor);
    more = data.more;
  }
}

async function fetchDeliveries() {
  const { orders, deliveries } = inbox.tables;
  for await (const page of pages("deliveries")) {
    for (const row of page.rows) {
      if (orders.has(row.external_reference) && !deliveries.has(row.number)) inbox.put("deliveries", row.number, row);
    }
  }
}

/** Parcels first, then stock: the one changes what the other must say. A refused parcel may need goods that came in. */
async function goods() {
  await fetchDeliveries();
  await shipAll();
  const { deliveries } = inbox.tables;
  for await (const page of pages("stock")) {
    await fetchDeliveries();
    const gone = mapping.inTransit(deliveries.values(), page.as_of);
    const sourceItems = page.rows.map((row) => mapping.sourceItem(row, gone));
    if (sourceItems.length && !(await shop.call("POST", "/rest/V1/inventory/source-items", { sourceItems })).ok) {
      await tell("/desk/alerts", { text: "the shop does not take stock" });
      throw new Busy("the shop does not take stock");
    }
  }
  await shipAll();
}

async function shipAll() {
  for (const delivery of [...inbox.tables.deliveries.values()]) {
    if (await ship(delivery)) inbox.put("deliveries", delivery.number, null);
  }
}

/** Tell the shop of a parcel. Whether it is dealt with: what the shop refuses for the first time is tried again. */
async function ship(delivery) {
  const order = inbox.tables.orders.get(delivery.external_reference);
  const { items, left } = mapping.spread(order.items, delivery);
  let isTold = items.length === 0; // services only
  if (!isTold && delivery.unsure) {
    const found = await shop.call("GET", `/rest/V1/shipments?${mapping.criteria("order_id", order.entity)}`);
    const tracks = found.data.items.flatMap((each) => each.tracks.map((track) => track.track_number));
    isTold = tracks.includes(delivery.tracking);
  }
  if (!isTold) {
    inbox.put("deliveries", delivery.number, { ...delivery, unsure: true });
    const body = mapping.shipmentBody(items, delivery);
    const reply = await shop.call("POST", `/rest/V1/order/${order.entity}/ship`, body);
    if (!reply.ok && !delivery.refused) {
      inbox.put("deliveries", delivery.number, { ...delivery, refused: true });
      return false;
    }
    if (!reply.ok) {
      const what = "sent by the warehouse, refused as a shipment by the shop";
      await show(order, what, JSON.stringify(reply.data), "tell the customer, or have the parcel returned");
    }
    isTold = reply.ok;
  }
  if (isTold) inbox.set(order, { items: left });
  return true;
}

/** Orders that no webhook told of, and orders the ERP accepted and does not have. */
async function reconcile() {
  let newest = inbox.tables.cursors.get("shop") ?? "2000-01-01 00:00:00";
  const since = new Date(Date.parse(`${newest.replace(" ", "T")}Z`) - 120_000); // changes may show up late
  let query = mapping.criteria("updated_at", since.toISOString().slice(0, 19).replace("T", " "), "gteq");
  query += "&searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[pageSize]=100";
  for (let page = 1, count = 100; count === 100; page += 1) {
    const reply = await shop.call("GET", `/rest/V1/orders?${query}&searchCriteria[currentPage]=${page}`);
    count = reply.data.items.length;
    for (const row of reply.data.items) {
      if (row.updated_at > newest) newest = row.updated_at;
      inbox.note(row.increment_id, String(row.entity_id), row.state);
    }
  }
  inbox.put("cursors", "shop", newest);
  for (const order of [...inbox.tables.orders.values()]) {
    if (order.state !== "sent" || order.cancel || order.sent > Date.now() - scaled(300, 1000)) continue;
    const { rows } = (await erp.call("GET", `/api/v1/orders?external_reference=${order.id}`)).data;
    inbox.set(order, rows.length ? { state: "confirmed" } : { state: "open", number: "", due: Date.now() });
  }
}

async function every(seconds, job) {
  for (;;) {
    await pause(scaled(seconds));
    try {
      await job();
    } catch (error) {
      if (!(error instanceof NoAnswer || error instanceof Busy)) throw error;
      console.log(`${job.name}: ${error.message}; at the next turn again`);
    }
  }
}

/** Writes down which order has changed, and answers. Nothing else: the sender waits. */
async function webhook(request, response) {
  let body = "";
  for await (const chunk of request) body += chunk;
  try {
    const { increment_id: id, entity_id: entity, state } = JSON.parse(body).data.value;
    inbox.note(String(id), String(entity), state);
    response.writeHead(200).end();
  } catch {
    response.writeHead(400).end();
  }
}

for (let number = 0; number < 4; number += 1) work();
every(300, goods);
every(600, reconcile);
createServer(webhook).listen(Number(env.GOLIVE_WEBHOOK_PORT), env.GOLIVE_WEBHOOK_HOST);
