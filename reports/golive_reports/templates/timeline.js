// The story of one order: a row for each fact, a column for each of shop, candidate, ERP and desk.
const chunks = new Map();
let findingIndex = null;
let bodies = null;

async function chunkOf(place) {
  const index = Math.floor(place / data.chunk);
  if (!chunks.has(index)) chunks.set(index, unpack(document.querySelectorAll('.chunk')[index]));
  return (await chunks.get(index))[place % data.chunk];
}

function lanesHead() {
  return ['Time', ...data.lanes.map(([, name]) => name)].map((name) => make('div', 'lanes-head', name));
}

function factBox([, lane, tone, text, badge, faults, number]) {
  return make(
    'div', `fact ${data.tones[tone]}`,
    make('span', 'lane', data.lanes[lane][1]),
    badge ? make('span', 'badge', badge) : null,
    isolated(text),
    make('span', 'seq', `#${number}`),
    ...(faults ? [make('br'), ...faults.split(', ').map((fault) => make('span', 'fault', `fault ${fault}`))] : []),
    ...bodyBox(number),
  );
}

// What a call carried, closed until its line is opened.
function bodyBox(number) {
  return (bodies.get(String(number)) || []).map(([sent, answered]) => {
    const box = make('details', 'bodies', make('summary', '', 'What was sent and answered'));
    box.append(make('pre', '', sent), make('pre', '', answered));
    return box;
  });
}

// Facts of one instant in one lane share a row.
function moments(facts) {
  const found = [];
  for (const fact of facts) {
    const last = found.at(-1);
    if (last && last[0][0] === fact[0] && last[0][1] === fact[1]) last.push(fact);
    else found.push([fact]);
  }
  return found;
}

function momentRow(facts, placed) {
  const [ms, lane] = facts[0];
  const when = make('div', 'when', make('b', '', since(ms - placed)), make('i', '', stamp(data.start + ms)));
  const cells = data.lanes.map((_, index) => (index === lane ? make('div', 'cell', ...facts.map(factBox)) : make('div', 'cell empty')));
  return [when, ...cells];
}

function whyBox(order, why) {
  const box = make('div', 'verdict-why');
  const say = (name, text) => box.append(make('p', '', make('span', 'muted', name), isolated(text)));
  if (why) say('Verdict', why);
  for (const [heap, what, cause] of findingIndex.get(order) || []) {
    if (what !== why) say('Found', what);
    say('Why', cause);
    const fix = document.querySelector(`#heap-${heap} ~ .answers .fix`);
    if (fix) say('How to fix', fix.textContent);
  }
  return box.children.length ? box : null;
}

async function openStory(order) {
  const place = list.places.get(order);
  if (place === undefined) return;
  const row = list.rows[place];
  const body = byId('story-body');
  byId('story-title').replaceChildren('Order ', isolated(order), make('span', 'badge', verdictSign(row[VERDICT])));
  const parts = [`placed ${stamp(data.start + row[PLACED])} (${data.zone})`, money(row[TOTAL], row[CURRENCY])];
  if (row[LATENCY] !== null) parts.push(`paid to booked ${span(row[LATENCY])}`);
  parts.push(row[ERP].length ? `ERP ${row[ERP].join(', ')}` : 'no ERP order');
  byId('story-head').replaceChildren(isolated(parts.join(' · ')));
  body.replaceChildren(make('p', 'muted', 'Unpacking …'));
  if (!byId('story').open) byId('story').showModal();
  history.replaceState(null, '', `#order=${encodeURIComponent(order)}`);
  try {
    findingIndex ??= new Map(Object.entries(await unpack(byId('findings-data'))));
    bodies ??= new Map(Object.entries(await unpack(byId('bodies-data'))));
    const [facts, left] = await chunkOf(place);
    const lanes = make('div', 'lanes', ...lanesHead(), ...moments(facts).flatMap((moment) => momentRow(moment, row[PLACED])));
    const rest = left ? make('p', 'note', `${plain.format(left)} later facts are left out here; golive show prints them all.`) : null;
    body.replaceChildren(...[whyBox(order, row[WHY]), facts.length ? lanes : make('p', 'note', 'The ledger has no fact about this order.'), rest].filter(Boolean));
  } catch (problem) {
    body.replaceChildren(make('p', 'note', problem.message));
  }
  body.scrollTop = 0;
}

function startStories() {
  const dialog = byId('story');
  byId('close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('close', () => history.replaceState(null, '', location.pathname + location.search));
  const open = () => location.hash.startsWith('#order=') && openStory(decodeURIComponent(location.hash.slice(7)));
  window.addEventListener('hashchange', open);
  open();
}
