// The connection to the server: states as server-sent events, and what the page says when there are none.
const SILENT_MS = 6000, AGAIN_MS = 2000;
const WORDS = { live: 'live', lost: 'connection lost, trying again', silent: 'no news', over: 'over', refused: 'refused' };
let latest = null, heard = Date.now(), link = 'waiting', hovered = null;

function say(now, why = '') {
  link = now;
  document.body.classList.remove('is-waiting', 'is-live', 'is-lost', 'is-over');
  document.body.classList.add({ live: 'is-live', over: 'is-over' }[now] ?? 'is-lost');
  byId('link').textContent = WORDS[now];
  byId('link').className = `tag tag-${{ live: 'held', over: 'unknown' }[now] ?? 'broken'}`;
  byId('trouble').hidden = !why;
  byId('trouble').textContent = why;
}

function chartAt(state, share) {
  if (hovered === null) return null;
  const { start, end } = state.axis;
  const at = start + hovered * (end - start);
  const flag = byId('cross-time');
  flag.textContent = clockTime(at);
  flag.style.left = `${share(at)}%`;
  return at;
}

function show() {
  if (latest === null || document.hidden) return;
  const state = latest;
  data.offset = state.offset;
  state.panels.forEach((panel, place) => { panel.place = place; });
  document.title = `${clockTime(state.now)} ${state.title}`;
  byId('title').textContent = clean(state.title, 80);
  byId('about').textContent = clean(state.about, 160);
  const speed = make('span', 'muted minor', ` · ×${plain.format(state.speed)}${state.phase ? ` · ${state.phase}` : ''}${state.processes.map(([name, turned]) => ` · ${clean(name, 40) || 'candidate'} ${turned}`).join('')}`);
  byId('clock').replaceChildren(make('span', 'strong', clockTime(state.now)), speed);
  byId('step').textContent = `per ${span(state.axis.step).replace(/ 00 s$|\.0(?= s$)/, '')}`;
  byId('log-what').textContent = state.judged ? 'the last lines of candidate.log' : 'the latest facts';
  document.body.classList.toggle('is-sandbox', !state.judged);
  chartOf(state);
  showTables(state);
}

async function refusal() {
  try {
    const answer = await fetch(`/live/events${location.search}`, { method: 'HEAD' });
    return answer.status === 401 ? 'The token of this address is that of an earlier start. Open the address that golive printed last.' : '';
  } catch {
    return '';
  }
}

async function again() {
  const why = await refusal();
  if (why) say('refused', why);
  else setTimeout(connect, AGAIN_MS);
}

function connect() {
  const source = new EventSource(`/live/events${location.search}`);
  source.addEventListener('state', (event) => {
    latest = JSON.parse(event.data);
    heard = Date.now();
    if (link !== 'live') say('live');
    show();
  });
  source.addEventListener('end', (event) => {
    source.close();
    say('over', JSON.parse(event.data).why);
  });
  source.addEventListener('error', () => {
    if (link === 'over') return;
    say('lost');
    if (source.readyState === EventSource.CLOSED) again();
  });
}

setInterval(() => {
  if (link === 'live' && Date.now() - heard > SILENT_MS) say('silent', 'The server has sent nothing for some seconds: golive is at work on something long, or its machine is.');
}, 1000);
document.addEventListener('visibilitychange', show);
byId('chart-box').addEventListener('pointermove', (event) => {
  const frame = byId('chart-box').getBoundingClientRect();
  hovered = Math.min(Math.max((event.clientX - frame.left) / frame.width, 0), 1);
  byId('cross-time').hidden = false;
  show();
});
byId('chart-box').addEventListener('pointerleave', () => {
  hovered = null;
  byId('cross-time').hidden = true;
  show();
});
connect();
