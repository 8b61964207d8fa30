import { h } from './lib/preact.js';
import { useEffect, useState } from './lib/hooks.js';
import { get, projectPath } from './api.js';
import { day, short, whole } from './format.js';
import { tags } from './html.js';
import { RANGES } from './route.js';
import { Lazy } from './shell.js';

const { div, figcaption, figure, i, p, path, rect, section, span, svg } = tags;

/** @typedef {import('./route.js').Times} Times */

/**
 * @typedef {{ bucket: string, parts: { kind: 'o' | 'w' | 'e' | 'on', count: number }[] }} Bar from the lowest part up
 */

/**
 * Bars over time, with a line at half the height and the scale outside of the plot. A range of them can be chosen.
 *
 * @param {{ bars: Bar[], height: number, unit: string, label: string, releases?: Release[], times: Times | null }} props
 */
export function Bars({ bars, height, unit, label, releases = [], times }) {
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
    div(
      { class: 'bars' },
      svg(
        { class: 'chart', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${label}, at most ${whole(Math.max(0, ...sums))}` },
        path({ class: 'grid', d: `M0 ${height / 2}H${width}M0 .5H${width}` }),
        bars.map((bar, i) => stack(bar, sums[i] ?? 0, i * step, step, height, most)),
        flags.map((each) => path({ key: each.release, class: 'release', d: `M${each.x} 0V${height}` })),
      ),
      bars.length > 1 ? h(Lazy, { load: () => import('./brush.js'), name: 'Brush', props: { buckets: bars.map((bar) => bar.bucket), sums, label, releases, times } }) : null,
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
    return rect({ key: part.kind + bar.bucket, class: part.kind, x, y: floor, width: Math.max(0.8, step * 0.82), height: tall });
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

/** @typedef {{ release: string, at: string }} Release when the project met it first */

/** Whether the last answer about releases still holds. */
const RELEASES_HOLD_MS = 60_000;
/** @type {{ key: string, at: number, list: Promise<Release[]> } | null} */
let releasesRead = null;

/** The project's newest releases in a range of time. @param {number} project @param {string} from @returns {Promise<Release[]>} */
export function releasesOf(project, from) {
  const key = `${project} ${from}`;
  if (releasesRead?.key !== key || Date.now() - releasesRead.at > RELEASES_HOLD_MS) {
    const list = get(`${projectPath(project)}/releases`, { from, to: new Date().toISOString(), limit: 10 })
      .then((answer) => answer.data.slice(0, 4).map((/** @type {any} */ each) => ({ release: each.release, at: each.first_seen })), () => []);
    releasesRead = { key, at: Date.now(), list };
  }
  return releasesRead.list;
}

/** The first hour of a range, which is long enough to hold the chosen time. @param {string} range @param {Times | null} times */
export function shownSpan(range, times) {
  const asked = RANGES[range] ?? /** @type {{ hours: number, label: string }} */ (RANGES['7d']);
  const begins = (/** @type {number} */ hours) => Math.floor(Date.now() / HOUR_MS) * HOUR_MS - (hours - 1) * HOUR_MS;
  const long = Object.values(RANGES).find((each) => each.hours >= asked.hours && times && begins(each.hours) <= new Date(times.from).getTime());
  const { hours, label } = long ?? asked;
  return { from: new Date(begins(hours)).toISOString(), hours, label, bucket: hours > 200 ? 'day' : 'hour' };
}

/** @typedef {{ bucket: string, counts: Record<string, number> }} Bucket */

/** The volume that was shown last, for the way back. @type {{ key: string, at: number, volume: Bucket[] } | null} */
let kept = null;
const VOLUME_HOLDS_MS = 30_000;

/** The project's events over time, by level. @param {{ project: import('./store.js').Project, range: string, times: Times | null }} props */
export function Volume({ project, range, times }) {
  const { from, label, bucket } = shownSpan(range, times);
  const key = `${project.number} ${bucket} ${from}`;
  const [volume, setVolume] = useState(/** @type {Bucket[] | null} */ (kept?.key === key ? kept.volume : null));
  const [releases, setReleases] = useState(/** @type {Release[]} */ ([]));
  useEffect(() => {
    let shown = true;
    /** Reads all buckets once, and then only the last two: no others change. */
    const read = async () => {
      const before = kept?.key === key ? kept.volume : [];
      try {
        const newer = await get(`${projectPath(project.number)}/dashboard/volume`, {
          from: before[before.length - 2]?.bucket ?? from, to: new Date().toISOString(), bucket, by: 'level',
        });
        kept = { key, at: Date.now(), volume: [...before.filter((each) => each.bucket < newer[0].bucket), ...newer] };
        if (shown) setVolume(kept.volume);
      } catch {
        // What is shown stays.
      }
    };
    if (kept?.key !== key || Date.now() - kept.at > VOLUME_HOLDS_MS) read();
    releasesOf(project.number, from).then((list) => shown && setReleases(list));
    const again = setInterval(() => {
      if (!document.hidden) read();
    }, VOLUME_HOLDS_MS);
    return () => {
      shown = false;
      clearInterval(again);
    };
  }, [key]);
  const counted = times === null ? volume : volume?.filter((each) => each.bucket >= times.from.replace('Z', '') && each.bucket < times.to.replace('Z', ''));
  const sum = counted?.reduce((all, each) => all + Object.values(each.counts).reduce((x, y) => x + y, 0), 0) ?? 0;
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
      times
        ? h(Lazy, { load: () => import('./brush.js'), name: 'Chosen', props: { times } })
        : p({ class: 'legend' }, span(null, i({ class: 'e' }), 'error, fatal'), span(null, i({ class: 'w' }), 'warning'), span(null, i({ class: 'o' }), 'other')),
    ),
    h(Bars, { bars, height: 64, unit: bucket === 'day' ? 'd' : 'h', label: `Events by the ${bucket} over ${label}`, releases, times }),
  );
}
