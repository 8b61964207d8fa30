import { h } from './lib/preact.js';
import { useEffect, useState } from './lib/hooks.js';
import { get, projectPath } from './api.js';
import { day, short, whole } from './format.js';
import { tags } from './html.js';

const { div, figcaption, figure, i, p, path, rect, section, span, svg, title } = tags;

/** The ranges that a chart may show, in hours. */
export const RANGES = /** @type {Record<string, { hours: number, label: string }>} */ ({
  '24h': { hours: 24, label: '24 hours' },
  '7d': { hours: 168, label: '7 days' },
  '30d': { hours: 720, label: '30 days' },
  '90d': { hours: 2160, label: '90 days' },
});

/**
 * The last hours of an issue. Only the running hour has the level's colour.
 *
 * @param {{ counts: number[], level: string }} props
 */
export function Spark({ counts, level }) {
  const most = Math.max(1, ...counts);
  const step = 112 / counts.length;
  const bars = counts.map((count, i) => {
    const tall = count === 0 ? 0 : Math.max(1.5, (count / most) * 22);
    return tall === 0
      ? null
      : rect({ class: i === counts.length - 1 ? `now ${level}` : '', x: i * step, y: 24 - tall, width: step - 1, height: tall });
  });
  return svg(
    { class: 'spark', viewBox: '0 0 112 24', role: 'img', 'aria-label': `${counts.length} hours, at most ${whole(Math.max(...counts))} in one` },
    bars,
  );
}

/**
 * @typedef {{ bucket: string, parts: { kind: 'o' | 'w' | 'e' | 'on', count: number }[] }} Bar from the lowest part up
 */

/**
 * Bars over time, with a line at half the height and the scale outside of the plot.
 *
 * @param {{ bars: Bar[], height: number, unit: string, label: string, releases?: { release: string, at: string }[],
 *   onRange?: (from: string, to: string) => void }} props
 */
export function Bars({ bars, height, unit, label, releases = [] }) {
  const sums = bars.map((bar) => bar.parts.reduce((sum, part) => sum + part.count, 0));
  const most = roundUp(Math.max(1, ...sums));
  const width = 1_000;
  const step = width / Math.max(1, bars.length);
  const first = bars[0] ? new Date(bars[0].bucket).getTime() : 0;
  const last = bars.length > 1 ? new Date(/** @type {Bar} */ (bars[bars.length - 1]).bucket).getTime() : first;
  const flags = releases
    .map((each) => ({ ...each, x: last === first ? -1 : ((new Date(each.at).getTime() - first) / (last - first)) * (width - step) }))
    .filter((each) => each.x >= 0 && each.x <= width);
  return figure(
    { class: 'plot' },
    svg(
      { class: 'chart', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${label}, at most ${whole(Math.max(0, ...sums))}` },
      path({ class: 'grid', d: `M0 ${height / 2}H${width}M0 .5H${width}` }),
      bars.map((bar, i) => stack(bar, sums[i] ?? 0, i * step, step, height, most)),
      flags.map((each) => path({ key: each.release, class: 'release', d: `M${each.x} 0V${height}` }, title(null, each.release))),
    ),
    span({ class: 'scale' }, `${short(most)}/${unit}`),
    figcaption(null, captions(bars).map((text, i) => span({ key: i }, text))),
  );
}

/**
 * @param {Bar} bar
 * @param {number} sum
 * @param {number} x
 * @param {number} step
 * @param {number} height
 * @param {number} most
 */
function stack(bar, sum, x, step, height, most) {
  if (sum === 0) return null;
  let floor = height;
  return bar.parts.filter((part) => part.count > 0).map((part) => {
    const tall = Math.max(1, (part.count / most) * height);
    floor -= tall;
    return rect(
      { key: part.kind + bar.bucket, class: part.kind, x, y: floor, width: Math.max(0.8, step * 0.82), height: tall },
      title(null, `${bar.bucket.replace('T', ' ').slice(0, 16)} UTC: ${whole(sum)}`),
    );
  });
}

/** @param {number} most the next number of the form 1, 2, 2.5 or 5 times a power of ten */
function roundUp(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= most) ?? 10) * power;
}

/** @param {Bar[]} bars seven marks at most, each for the middle of its part */
function captions(bars) {
  const marks = Math.min(7, bars.length);
  return Array.from({ length: marks }, (_, i) => {
    const bar = /** @type {Bar} */ (bars[Math.floor(((i + 0.5) * bars.length) / marks)]);
    const span = new Date(/** @type {Bar} */ (bars[bars.length - 1]).bucket).getTime() - new Date(/** @type {Bar} */ (bars[0]).bucket).getTime();
    return span > 2 * 86_400_000 ? day(bar.bucket) : `${bar.bucket.slice(11, 16)}`;
  });
}

const HOUR_MS = 3_600_000;

/** The project's events over time, by level. @param {{ project: import('./store.js').Project, range: string }} props */
export function Volume({ project, range }) {
  const [volume, setVolume] = useState(/** @type {{ bucket: string, counts: Record<string, number> }[] | null} */ (null));
  const [releases, setReleases] = useState(/** @type {{ release: string, at: string }[]} */ ([]));
  const { hours, label } = RANGES[range] ?? { hours: 168, label: '7 days' };
  const bucket = hours > 200 ? 'day' : 'hour';
  useEffect(() => {
    let shown = true;
    const from = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - (hours - 1) * HOUR_MS).toISOString();
    const to = new Date().toISOString();
    const read = () => get(`${projectPath(project.number)}/dashboard/volume`, { from, to: new Date().toISOString(), bucket, by: 'level' })
      .then((answer) => shown && setVolume(answer), () => {});
    read();
    get(`${projectPath(project.number)}/releases`, { from, to, limit: 10 }).then(
      (answer) => shown && setReleases((answer.data ?? answer).map((/** @type {any} */ each) => ({ release: each.release, at: each.first_seen })).slice(0, 4)),
      () => {},
    );
    const again = setInterval(() => {
      if (!document.hidden) read();
    }, 30_000);
    return () => {
      shown = false;
      clearInterval(again);
    };
  }, [project.number]);
  const sum = volume?.reduce((all, each) => all + Object.values(each.counts).reduce((x, y) => x + y, 0), 0) ?? 0;
  const bars = (volume ?? []).map(({ bucket: at, counts: c }) => ({
    bucket: at,
    parts: /** @type {{ kind: 'o' | 'w' | 'e', count: number }[]} */ ([
      { kind: 'o', count: (c['info'] ?? 0) + (c['debug'] ?? 0) },
      { kind: 'w', count: c['warning'] ?? 0 },
      { kind: 'e', count: (c['error'] ?? 0) + (c['fatal'] ?? 0) },
    ]),
  }));
  return section(
    { class: 'volume', 'aria-label': 'Events over time' },
    div(
      { class: 'key' },
      p({ class: 'sum' }, volume === null ? ' ' : whole(sum), ' ', span({ class: 'quiet' }, volume === null ? '' : sum === 1 ? 'event' : 'events')),
      p({ class: 'legend' }, span(null, i({ class: 'e' }), 'error, fatal'), span(null, i({ class: 'w' }), 'warning'), span(null, i({ class: 'o' }), 'other')),
    ),
    h(Bars, { bars, height: 64, unit: bucket === 'day' ? 'd' : 'h', label: `Events by the ${bucket} over ${label}`, releases }),
  );
}
