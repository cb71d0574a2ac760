// One reading line through all charts, moved by pointer or arrow keys.
function startCharts() {
  const box = byId('chart-box');
  if (!box) return;
  const cross = byId('cross');
  const flag = byId('cross-time');
  const values = [...box.querySelectorAll('.value')];
  const step = Math.min(...data.panels.flat().map((line) => line.step), (data.end - data.start) / 20);
  let at = null;

  const write = (line, value) => (line.unit === 'ms' ? span(value) : plain.format(value));

  function read(line, ms) {
    const value = line.values[Math.floor((ms - line.start) / line.step)];
    return value === undefined || value === null ? '–' : write(line, value);
  }

  function show(ms) {
    at = Math.min(Math.max(ms, data.start), data.end - 1);
    const share = (at - data.start) / (data.end - data.start);
    cross.setAttribute('x1', `${share * 100}%`);
    cross.setAttribute('x2', `${share * 100}%`);
    cross.setAttribute('visibility', 'visible');
    flag.hidden = false;
    flag.textContent = stamp(at);
    const edge = flag.offsetWidth / 2;
    flag.style.left = `${Math.min(Math.max(share * box.clientWidth, edge), box.clientWidth - edge)}px`;
    for (const value of values) {
      value.textContent = read(data.panels[value.dataset.panel][value.dataset.series], at);
    }
  }

  function hide() {
    at = null;
    cross.setAttribute('visibility', 'hidden');
    flag.hidden = true;
    for (const value of values) value.textContent = '';
  }

  function say() {
    const lines = data.panels.flat().map((line) => `${line.name} ${read(line, at)}`);
    byId('cross-says').textContent = `${stamp(at)}: ${lines.join(', ')}`;
  }

  box.addEventListener('pointermove', (event) => {
    const frame = box.getBoundingClientRect();
    show(data.start + ((event.clientX - frame.left) / frame.width) * (data.end - data.start));
  });
  box.addEventListener('pointerleave', hide);
  box.addEventListener('blur', hide);
  box.addEventListener('keydown', (event) => {
    const moves = { ArrowLeft: -step, ArrowRight: step, PageUp: -10 * step, PageDown: 10 * step };
    if (event.key === 'Escape') hide();
    const edges = { Home: data.start, End: data.end };
    if (event.key in moves) show((at ?? data.start) + (at === null ? 0 : moves[event.key]));
    else if (event.key in edges) show(edges[event.key]);
    else return;
    event.preventDefault();
    say();
  });
}
