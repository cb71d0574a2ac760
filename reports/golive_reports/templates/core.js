// What every part needs: the data of the run, elements made from text only, and the spelling of values.
const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);
const SVG = 'http://www.w3.org/2000/svg';

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined).map((child) => (child instanceof Node ? child : String(child))));
  return element;
}

function isolated(text) {
  return make('bdi', '', text);
}

async function unpack(element) {
  if (typeof DecompressionStream === 'undefined') {
    throw new Error('This browser cannot unpack the orders in this page. Use a newer one, or golive show.');
  }
  const packed = atob(element.textContent.trim());
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

const two = (value) => String(value).padStart(2, '0');

function local(ms) {
  return new Date(ms + data.offset);
}

function clockTime(ms) {
  const at = local(ms);
  return Number.isNaN(at.getTime()) ? '--:--:--' : `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
}

function dayOf(ms) {
  const at = local(ms);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10);
}

const severalDays = dayOf(data.start) !== dayOf(data.end);

function stamp(ms) {
  return severalDays ? `${dayOf(ms).slice(5)} ${clockTime(ms)}` : clockTime(ms);
}

function span(ms) {
  if (typeof ms !== 'number') return '–';
  const sign = ms < 0 ? '-' : '';
  const length = Math.round(Math.abs(ms));
  if (length < 1000) return `${sign}${length} ms`;
  if (length < 60000) return `${sign}${(length / 1000).toFixed(1)} s`;
  const seconds = Math.floor(length / 1000);
  if (length < 3600000) return `${sign}${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.floor(seconds / 60);
  if (length < 86400000) return `${sign}${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  return `${sign}${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
}

function since(ms) {
  const length = Math.abs(ms);
  const sign = ms < 0 ? '-' : '+';
  return length < 60000 ? `${sign}${(length / 1000).toFixed(3)} s` : `${sign}${span(length)}`;
}

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const cents = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function money(amount, currency) {
  return typeof amount === 'number' ? `${cents.format(amount / 100)} ${currency}`.trim() : '–';
}

function swatch(verdict) {
  const svg = document.createElementNS(SVG, 'svg');
  const rect = document.createElementNS(SVG, 'rect');
  for (const [name, value] of [['width', 14], ['height', 14], ['aria-hidden', 'true']]) svg.setAttribute(name, value);
  for (const [name, value] of [['width', 14], ['height', 14], ['rx', 3], ['fill', `url(#p-${verdict})`]]) rect.setAttribute(name, value);
  svg.append(rect);
  return svg;
}

function trouble(problem) {
  byId('trouble').hidden = false;
  byId('trouble').textContent = problem.message;
}
