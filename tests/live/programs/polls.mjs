// Asks the shop every two minutes for what changed since its last look, by its own clock, and sends what is new to the
// ERP. With an argument every look begins so many minutes earlier. Says at each look what its clocks are.

import { criteria, customerBody, isDue, orderBody } from "../../../examples/node_mapping.mjs";

const { GOLIVE_SHOP_URL: SHOP, GOLIVE_SHOP_BEARER: TOKEN, GOLIVE_ERP_URL: ERP } = process.env;
const EARLIER_MS = Number(process.argv[2] ?? 0) * 60_000;
const login = { client_id: process.env.GOLIVE_ERP_CLIENT_ID, client_secret: process.env.GOLIVE_ERP_CLIENT_SECRET };
const sent = new Set();

async function call(url, token, body) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const answer = await fetch(url, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
  return answer.json();
}

const { access_token } = await call(`${ERP}/api/v1/token`, "", login);
const began = Date.now() - performance.now();
let last = Date.now() - 60_000;

async function look() {
  const now = Date.now();
  console.log(now, Math.round(began + performance.now()));
  const since = new Date(last - EARLIER_MS).toISOString().slice(0, 19).replace("T", " ");
  const found = await call(`${SHOP}/rest/V1/orders?${criteria("updated_at", since, "gteq")}`, TOKEN);
  last = now;
  for (const order of found.items) {
    if (sent.has(order.increment_id) || !isDue(order)) continue;
    const made = await call(`${ERP}/api/v1/customers`, access_token, customerBody(order));
    const number = made.number ?? made.error.details.number;
    await call(`${ERP}/api/v1/orders`, access_token, orderBody(order, number));
    sent.add(order.increment_id);
  }
}

setInterval(look, 120_000);
