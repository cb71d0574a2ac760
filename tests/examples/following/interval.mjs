// Every ten seconds: the orders of the shop that are due and not in the ERP yet.

import { customerBody, isDue, orderBody } from "../examples/node_mapping.mjs";

const env = process.env;
const sent = new Set();
const customers = new Map();
let token = "";
let isBusy = false;

async function call(url, bearer, body) {
  const headers = { Authorization: `Bearer ${bearer}`, "Content-Type": "application/json" };
  const options = body && { method: "POST", body: JSON.stringify(body) };
  const reply = await fetch(url, { headers, signal: AbortSignal.timeout(20_000), ...options });
  return { ok: reply.ok, status: reply.status, data: await reply.json() };
}

const erp = (path, body) => call(`${env.ERP_URL}/api/v1/${path}`, token, body);

async function customerOf(order) {
  const body = customerBody(order);
  const reference = body.external_reference;
  if (!customers.has(reference)) {
    const { data } = await erp("customers", body);
    customers.set(reference, data.number ?? data.error.details.number);
  }
  return customers.get(reference);
}

async function turn() {
  if (isBusy) return;
  isBusy = true;
  try {
    if (!token) {
      const login = { client_id: env.ERP_USER, client_secret: env.ERP_PASSWORD };
      token = (await erp("token", login)).data.access_token;
    }
    const list = `${env.SHOP_URL}/rest/V1/orders?searchCriteria[pageSize]=100`;
    for (const order of (await call(list, env.SHOP_TOKEN)).data.items) {
      if (!isDue(order) || sent.has(order.increment_id)) continue;
      const reply = await erp("orders", orderBody(order, await customerOf(order)));
      if (reply.ok || reply.status === 409) sent.add(order.increment_id);
      else console.log(order.increment_id, reply.status, JSON.stringify(reply.data));
    }
  } catch (error) {
    console.log(String(error));
  } finally {
    isBusy = false;
  }
}

turn();
setInterval(turn, 10_000);
