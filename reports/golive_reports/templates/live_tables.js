// The tables of the live page. Every text of a candidate or a system becomes a text node.
const UNPRINTABLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]/gu;
const shownBefore = {};

const clean = (text, longest = 400) => String(text).slice(0, longest).replace(UNPRINTABLE, '\ufffd');

function isNew(name, value) {
  const text = JSON.stringify(value);
  if (shownBefore[name] === text) return false;
  shownBefore[name] = text;
  return true;
}

function table(heads, rows) {
  const cell = (tag, value, place) => make(tag, heads[place].startsWith('#') ? 'num' : '', value);
  const head = make('tr', '', ...heads.map((name, place) => cell('th', name.replace('#', ''), place)));
  return make('table', '', make('thead', '', head), make('tbody', '', ...rows.map((row) => make('tr', '', ...row.map((value, place) => cell('td', value, place))))));
}

function fill(id, rows, heads, nothing) {
  byId(id).replaceChildren(rows.length ? table(heads, rows) : make('p', 'nothing', nothing));
}

const tag = (tone, text) => make('span', `tag tag-${tone}`, text);

function acting([id, kind, from, until, hits, effective, isChange], now) {
  if (now < from) return [isolated(clean(id)), make('span', 'muted', `from ${clockTime(from)}`), '', ''];
  const word = isChange ? (effective ? tag('unknown', 'made') : make('span', 'muted', 'made, without effect')) : now < until ? tag('broken', 'acting') : make('span', 'muted', 'over');
  return [isolated(clean(id)), word, plain.format(hits), plain.format(effective)];
}

function showTables(state) {
  const now = state.now;
  if (isNew('figures', state.figures)) {
    byId('figures').replaceChildren(...state.figures.map(([name, value, tone]) => make('div', tone ? `tone-${tone}` : '', make('dt', '', name), make('dd', '', plain.format(value)))));
  }
  const faults = state.faults.map((fault) => [...fault, now < fault[2] ? 0 : now < fault[3] ? 1 : 2]);
  if (isNew('faults', faults)) {
    fill('faults', faults.map((fault) => acting(fault, now)), ['Name', 'Now', '#Hits', '#Effective'], 'This scenario has no faults.');
  }
  if (isNew('desk', [state.desk, state.entries, state.open])) {
    byId('desk-count').textContent = state.entries ? `${plain.format(state.open)} open of ${plain.format(state.entries)}` : '';
    fill('desk', state.desk.map(([order, what, why, since, isRead]) => [isolated(clean(order, 60)), make('span', 'says', isolated(clean(what, 160)), make('br', ''), make('span', 'muted small', isolated(clean(why, 200)))), clockTime(since), isRead ? 'opened' : 'unread']), ['Order', 'What', 'Since', 'Clerk'], state.entries ? 'No entry is open.' : 'No entries yet.');
  }
  if (isNew('failures', state.failures)) {
    fill('failures', state.failures.map(([operation, error, count, last, key, reason]) => [make('span', 'says', isolated(clean(operation, 60)), make('br', ''), make('span', 'muted small', isolated(clean(reason || key, 160)))), tag('broken', clean(error, 40)), plain.format(count), clockTime(last)]), ['Operation', 'Error', '#Calls', '#Last'], 'None so far.');
  }
  if (isNew('operations', state.operations)) {
    fill('operations', state.operations.map(([name, calls, failed, mean]) => [isolated(clean(name, 60)), plain.format(calls), failed ? plain.format(failed) : '–', span(mean)]), ['Operation', '#Calls', '#Failed', '#Mean'], 'No calls yet.');
  }
  if (isNew('missing', [state.missing])) {
    byId('missing').closest('section').hidden = !state.missing.length;
    byId('missing').replaceChildren(...state.missing.map(([order, due]) => make('li', '', isolated(clean(order, 60)), make('span', 'muted', ` since ${clockTime(due)}`))));
  }
  if (isNew('log', state.log)) {
    const log = byId('log');
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 24;
    log.textContent = state.log.map((line) => clean(line)).join('\n') || 'Nothing yet.';
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  }
}
