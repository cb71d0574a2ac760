// The charts of a run that goes on, drawn anew with each state, in the form of the report's.
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 2592000].map((seconds) => seconds * 1000);
const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const PLOT = 104, HEAD = 26, GAP = 22, ROW = 22, AXIS = 26, UNITS = 1000, MOST_TICKS = 11, MOST_ROWS = 10;
const MARKS = ['●', '◆', '▲', '■'];

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function roundUp(value) {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return (ROUND.find((step) => step * power >= value) ?? 10) * power;
}

function roundUpMs(value) {
  if (value <= 0) return 1000;
  for (const unit of [1000, 60000, 3600000]) {
    for (const step of [1, 2, 4, 6, 10, 20, 30, 40]) {
      if (value >= 1000 && value <= step * unit && !(unit === 3600000 && step > 20)) return step * unit;
    }
  }
  return value < 1000 ? roundUp(value) : roundUp(value / 86400000) * 86400000;
}

const inWords = (value, unit) => (value === null || value === undefined ? '–' : unit === 'ms' ? span(value) : plain.format(value));

function chartOf(state) {
  const { start, end, first, step } = state.axis;
  const svg = byId('chart');
  const share = (ms) => Math.min(Math.max(((ms - start) * 100) / (end - start), 0), 100);
  const faults = state.faults.slice(0, MOST_ROWS);
  const top = AXIS + ROW * faults.length + (faults.length ? 8 : 0);
  const height = top + state.panels.length * (HEAD + PLOT + GAP) + AXIS - 12;
  const floor = height - AXIS;
  const parts = [hatch()];
  for (const [, , from, until] of faults) {
    if (share(until) > share(from)) parts.push(draw('rect', { class: 'shade', x: `${share(from)}%`, width: `${share(until) - share(from)}%`, y: top, height: floor - top }));
  }
  parts.push(...ticksOf(state, share, floor), ...barsOf(faults, share));
  state.panels.forEach((panel, place) => parts.push(...panelOf(panel, state.axis, share, top + place * (HEAD + PLOT + GAP))));
  if (state.judged) parts.push(draw('line', { class: 'now', x1: `${share(state.now)}%`, x2: `${share(state.now)}%`, y1: AXIS - 8, y2: floor }));
  const at = chartAt(state, share);
  if (at !== null) parts.push(draw('line', { id: 'cross', x1: `${share(at)}%`, x2: `${share(at)}%`, y1: AXIS - 8, y2: floor }));
  svg.setAttribute('height', height);
  svg.replaceChildren(...parts);
  const count = state.panels[0].lines[0][1].length;
  const shown = at ?? first + step * Math.max(count - 2, 0); // the last step is not over
  for (const value of svg.querySelectorAll('.value')) {
    const panel = state.panels[value.dataset.panel];
    value.textContent = inWords(panel.lines[value.dataset.line][1][Math.floor((shown - first) / step)], panel.unit);
  }
}

function hatch() {
  const pattern = draw('pattern', { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' });
  pattern.append(draw('rect', { width: 7, height: 7, class: 'hatch-ground' }), draw('rect', { width: 1.4, height: 7, class: 'hatch-line' }));
  return draw('defs', {}, pattern);
}

function ticksOf(state, share, floor) {
  const { start, end } = state.axis;
  const step = STEPS_MS.find((each) => (end - start) / each <= MOST_TICKS) ?? (end - start) / 4;
  const parts = [];
  let count = 0;
  for (let ms = Math.ceil((start + data.offset) / step) * step - data.offset; ms <= end; ms += step) {
    const x = share(ms);
    const anchor = x < 3 ? 'start' : x > 97 ? 'end' : 'middle';
    parts.push(draw('line', { class: 'tick', x1: `${x}%`, x2: `${x}%`, y1: AXIS - 8, y2: floor }));
    const text = step % 86400000 === 0 ? dayOf(ms).slice(5) : step % 60000 === 0 ? clockTime(ms).slice(0, 5) : clockTime(ms);
    for (const y of [12, floor + 16]) parts.push(draw('text', { class: count % 2 ? 'time minor' : 'time', x: `${x}%`, y, 'text-anchor': anchor }, text));
    count += 1;
  }
  return parts;
}

function barsOf(faults, share) {
  const parts = [];
  faults.forEach(([id, , from, until], place) => {
    const y = AXIS + place * ROW, left = share(from), right = share(until);
    parts.push(draw('rect', { class: 'fault-bar', x: `${left}%`, width: `${Math.max(right - left, 0.25)}%`, y: y + 3, height: 15, rx: 3 }, draw('title', {}, `${clean(id, 60)}, ${clockTime(from)} to ${clockTime(until)}`)));
    const name = clean(id, 40);
    if (right < 72) parts.push(draw('text', { class: 'fault-name', x: `${right}%`, dx: 6, y: y + 15 }, name));
    else if (left > 28) parts.push(draw('text', { class: 'fault-name', x: `${left}%`, dx: -6, y: y + 15, 'text-anchor': 'end' }, name));
    else parts.push(draw('text', { class: 'fault-name inside', x: `${left}%`, dx: 6, y: y + 15 }, name));
  });
  return parts;
}

function panelOf(panel, axis, share, top) {
  const values = panel.lines.flatMap(([, line]) => line).filter((value) => value !== null);
  const high = (panel.unit === 'ms' ? roundUpMs : roundUp)(Math.max(0, ...values));
  const floor = top + HEAD + PLOT;
  const title = draw('text', { class: 'panel', y: top + 14 }, draw('tspan', { class: 'panel-title' }, panel.title));
  const place = panel.place;
  panel.lines.forEach(([name], line) => {
    title.append(draw('tspan', { class: `key c${line % 6}`, dx: 14 }, `${MARKS[line % 4]} `), draw('tspan', {}, name));
    title.append(draw('tspan', { class: 'value', dx: 5, 'data-panel': place, 'data-line': line }));
  });
  const parts = [title];
  const below = window.innerWidth < 640 ? 13 : -4; // beside a long title there is no room above the line
  const middle = high / 2;
  for (const value of panel.unit !== 'ms' && !Number.isInteger(middle) ? [0, high] : [0, middle, high]) {
    const y = floor - (value * PLOT) / high;
    parts.push(draw('line', { class: value ? 'level' : 'level zero', x1: 0, x2: '100%', y1: y, y2: y }));
    if (value) parts.push(draw('text', { class: 'level-name', x: '100%', y: y + below, 'text-anchor': 'end' }, inWords(value, panel.unit)));
  }
  const plot = draw('svg', { x: 0, y: top + HEAD - 2, width: '100%', height: PLOT + 4, viewBox: `0 -2 ${UNITS} ${PLOT + 4}`, preserveAspectRatio: 'none' });
  panel.lines.forEach(([, line], number) => plot.append(...lineOf(line, number, axis, share, high)));
  parts.push(plot);
  return parts;
}

function lineOf(values, place, axis, share, high) {
  const runs = [[]];
  values.forEach((value, index) => {
    if (value === null) runs.push([]);
    else runs.at(-1).push(`${((share(axis.first + (index + 0.5) * axis.step) * UNITS) / 100).toFixed(1)} ${(PLOT - (value * PLOT) / high).toFixed(1)}`);
  });
  const path = runs.filter((points) => points.length > 1).map((points) => `M${points.join('L')}`).join('');
  const dots = runs.filter((points) => points.length === 1).map(([point]) => `M${point}h0.01`).join('');
  const parts = [draw('path', { class: `line c${place % 6} d${place % 4}`, d: path })];
  if (dots) parts.push(draw('path', { class: `line dots c${place % 6}`, d: dots }));
  return parts;
}
