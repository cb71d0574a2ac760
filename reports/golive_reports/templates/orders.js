// The list of orders: search, filter by verdict, sort, pages of PAGE rows.
const PAGE = 50;
const ORDER = 0, VERDICT = 1, PLACED = 2, TOTAL = 3, CURRENCY = 4, LATENCY = 5, ERP = 6, WHY = 7;
const list = { rows: [], found: [], page: 0, wanted: new Set(), text: '', sort: VERDICT, down: true, places: new Map() };

function compare(left, right) {
  const [a, b] = [left[list.sort], right[list.sort]];
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * (list.down ? -1 : 1);
}

function matches(row) {
  if (list.wanted.size && !list.wanted.has(row[VERDICT])) return false;
  const text = list.text;
  return !text || row[ORDER].toLowerCase().includes(text) || row[WHY].toLowerCase().includes(text) || row[ERP].some((number) => number.toLowerCase().includes(text));
}

function refresh(page = 0) {
  list.found = list.rows.filter(matches);
  list.found.sort(compare);
  turn(page);
}

function turn(page) {
  const pages = Math.max(Math.ceil(list.found.length / PAGE), 1);
  list.page = Math.min(Math.max(page, 0), pages - 1);
  const first = list.page * PAGE;
  byId('rows').replaceChildren(...list.found.slice(first, first + PAGE).map(orderRow));
  if (!list.found.length) byId('rows').append(emptyRow());
  byId('previous').disabled = list.page === 0;
  byId('next').disabled = list.page === pages - 1;
  byId('pager').hidden = list.found.length <= PAGE;
  byId('where').textContent = list.found.length ? `${plain.format(first + 1)} to ${plain.format(Math.min(first + PAGE, list.found.length))} of ${plain.format(list.found.length)}` : '';
  byId('list-count').textContent = list.found.length === list.rows.length ? plain.format(list.rows.length) : `${plain.format(list.found.length)} of ${plain.format(list.rows.length)}`;
}

function emptyRow() {
  const cell = make('td', 'muted', list.rows.length ? 'No order fits the search and the filter.' : 'No orders in this run.');
  cell.colSpan = 7;
  return make('tr', '', cell);
}

function verdictSign(index) {
  return make('span', 'sign', swatch(data.verdicts[index][0]), data.verdicts[index][1]);
}

function orderRow(row) {
  const key = make('button', 'key', isolated(row[ORDER]));
  key.type = 'button';
  const cells = [
    make('td', '', key),
    make('td', '', verdictSign(row[VERDICT])),
    make('td', '', stamp(data.start + row[PLACED])),
    make('td', 'num', money(row[TOTAL], row[CURRENCY])),
    make('td', 'num', span(row[LATENCY])),
    make('td', '', isolated(row[ERP].join(', '))),
    make('td', '', isolated(row[WHY])),
  ];
  const element = make('tr', '', ...cells);
  element.addEventListener('click', () => openStory(row[ORDER]));
  return element;
}

function filterChips() {
  const counts = new Map();
  for (const row of list.rows) counts.set(row[VERDICT], (counts.get(row[VERDICT]) || 0) + 1);
  for (const [index, [verdict, label, meaning]] of data.verdicts.entries()) {
    if (!counts.has(index)) continue;
    const chip = make('button', 'chip', swatch(verdict), make('span', 'chip-count', plain.format(counts.get(index))), label);
    chip.type = 'button';
    chip.title = meaning;
    chip.dataset.index = index;
    chip.setAttribute('aria-pressed', 'false');
    chip.addEventListener('click', () => {
      if (!list.wanted.delete(index)) list.wanted.add(index);
      pressChips();
      refresh();
    });
    byId('filters').append(chip);
  }
}

function pressChips() {
  for (const chip of byId('filters').children) chip.setAttribute('aria-pressed', String(list.wanted.has(Number(chip.dataset.index))));
}

function showOnly(verdict) {
  list.wanted = new Set([data.verdicts.findIndex(([name]) => name === verdict)]);
  pressChips();
  refresh();
  byId('orders').scrollIntoView();
}

function sortBy(button) {
  const column = Number(button.dataset.sort);
  list.down = list.sort === column ? !list.down : false;
  list.sort = column;
  for (const other of document.querySelectorAll('[data-sort]')) {
    const sorted = other === button ? (list.down ? 'descending' : 'ascending') : 'none';
    other.parentElement.setAttribute('aria-sort', sorted);
  }
  refresh();
}

async function startOrders() {
  list.rows = await unpack(byId('orders-data'));
  for (const [place, row] of list.rows.entries()) list.places.set(row[ORDER], place);
  filterChips();
  refresh();
  byId('search').addEventListener('input', (event) => {
    list.text = event.target.value.trim().toLowerCase();
    refresh();
  });
  byId('previous').addEventListener('click', () => turn(list.page - 1));
  byId('next').addEventListener('click', () => turn(list.page + 1));
  for (const button of document.querySelectorAll('[data-sort]')) button.addEventListener('click', () => sortBy(button));
  for (const chip of document.querySelectorAll('.legend .chip')) chip.addEventListener('click', () => showOnly(chip.dataset.verdict));
  for (const key of document.querySelectorAll('.found .key')) {
    if (list.places.has(key.dataset.order)) key.addEventListener('click', () => openStory(key.dataset.order));
    else key.disabled = true;
  }
}
