import { useEffect, useRef, useState } from './lib/hooks.js';
import { dayAndTime, whole } from './format.js';
import { tags } from './html.js';
import { icon } from './icons.js';
import { chooseTimes } from './route.js';

const { button, div, kbd, p, rect, span, svg } = tags;

/** How long the keyboard rests before what it has chosen is shown. */
const REST_MS = 500;

/**
 * Lies over the bars of a chart and chooses a range of them: by drawing over them, by a press on one of them, or with
 * the arrow keys and Shift.
 *
 * @param {{ buckets: string[], sums: number[], label: string, releases: import('./chart.js').Release[], times: import('./route.js').Times | null }} props
 */
export function Brush({ buckets, sums, label, releases, times }) {
  const [at, setAt] = useState(/** @type {number | null} */ (null));
  const [drawn, setDrawn] = useState(/** @type {[number, number] | null} */ (null));
  const from = useRef(/** @type {number | null} */ (null));
  const rest = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  useEffect(() => () => clearTimeout(rest.current), []);
  const last = buckets.length - 1;
  const begins = buckets.map((each) => new Date(each).getTime());
  const long = /** @type {number} */ (begins[1]) - /** @type {number} */ (begins[0]);
  const chosen = drawn ? sorted(drawn) : times ? within(begins, long, times) : null;

  const place = (/** @type {PointerEvent & { currentTarget: HTMLElement }} */ event) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(last, Math.floor(((event.clientX - box.left) / box.width) * buckets.length)));
  };
  const choose = (/** @type {[number, number] | null} */ range) => {
    clearTimeout(rest.current);
    from.current = null;
    setDrawn(null);
    if (range === null) {
      chooseTimes(null);
      return;
    }
    const [first, end] = sorted(range);
    chooseTimes({ from: new Date(/** @type {number} */ (begins[first])).toISOString(), to: new Date(/** @type {number} */ (begins[end]) + long).toISOString() });
  };
  const move = (/** @type {number} */ to, /** @type {boolean} */ extend) => {
    const next = Math.max(0, Math.min(last, to));
    setAt(next);
    clearTimeout(rest.current);
    if (!extend) {
      from.current = null;
      setDrawn(null);
      return;
    }
    from.current ??= at ?? next;
    const range = /** @type {[number, number]} */ ([from.current, next]);
    setDrawn(range);
    const begun = from.current;
    rest.current = setTimeout(() => {
      choose(range);
      from.current = begun;
    }, REST_MS);
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const here = at ?? chosen?.[1] ?? last;
    const step = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: last, PageUp: here - 24, PageDown: here + 24 }[event.key];
    if (step !== undefined) move(at === null ? here : step, event.shiftKey);
    else if (event.key === 'Enter' || event.key === ' ') choose(drawn ?? [here, here]);
    else if (event.key === 'Escape' && chosen) choose(null);
    else return;
    event.preventDefault();
  };
  const words = (/** @type {number} */ i) => `${dayAndTime(buckets[i] ?? '')} · ${whole(sums[i] ?? 0)} ${sums[i] === 1 ? 'event' : 'events'}${releaseAt(releases, begins[i] ?? 0, long)}`;
  const picked = chosen ? `${dayAndTime(buckets[chosen[0]] ?? '')} to ${dayAndTime(begins[chosen[1]] === undefined ? '' : /** @type {number} */ (begins[chosen[1]]) + long)}` : '';
  return div(
    {
      class: 'brush', tabIndex: 0, role: 'slider', 'aria-label': `Choose a time in: ${label}`,
      'aria-valuemin': 0, 'aria-valuemax': last, 'aria-valuenow': at ?? chosen?.[1] ?? last,
      'aria-valuetext': `${words(at ?? chosen?.[1] ?? last)}${picked === '' ? '. Shift and the arrow keys choose a range' : `. Chosen: ${picked}`}`,
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = place(event);
        setAt(from.current);
      },
      onPointerMove: (event) => {
        const to = place(event);
        setAt(to);
        if (event.currentTarget.hasPointerCapture(event.pointerId) && from.current !== null && (drawn || to !== from.current)) setDrawn([from.current, to]);
      },
      onPointerUp: (event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId) || from.current === null) return;
        const on = from.current;
        if (drawn) choose([on, place(event)]);
        else choose(chosen && on >= chosen[0] && on <= chosen[1] ? null : [on, on]);
        if (event.pointerType !== 'mouse') setAt(null);
      },
      onPointerCancel: () => { from.current = null; setDrawn(null); setAt(null); },
      onPointerLeave: (event) => { if (!event.currentTarget.hasPointerCapture(event.pointerId)) setAt(null); },
      onKeyDown: press,
      onBlur: () => setAt(null),
    },
    svg(
      { viewBox: `0 0 ${buckets.length} 1`, preserveAspectRatio: 'none', 'aria-hidden': true },
      chosen ? [
        rect({ key: 'before', class: 'veil', x: 0, y: 0, width: chosen[0], height: 1 }),
        rect({ key: 'after', class: 'veil', x: chosen[1] + 1, y: 0, width: last - chosen[1], height: 1 }),
        rect({ key: 'part', class: 'part', x: chosen[0], y: 0, width: chosen[1] - chosen[0] + 1, height: 1 }),
      ] : null,
      at === null ? null : rect({ class: 'at', x: at, y: 0, width: 1, height: 1 }),
    ),
    at === null ? null : p({ class: at > last / 2 ? 'readout left' : 'readout', 'aria-hidden': true }, drawn ? picked : words(at)),
  );
}

/** @param {[number, number]} range @returns {[number, number]} */
const sorted = ([one, other]) => [Math.min(one, other), Math.max(one, other)];

/**
 * The bars that a time touches.
 *
 * @param {number[]} begins
 * @param {number} long
 * @param {import('./route.js').Times} times
 * @returns {[number, number] | null}
 */
function within(begins, long, times) {
  const from = new Date(times.from).getTime();
  const to = new Date(times.to).getTime();
  const first = begins.findIndex((begin) => begin + long > from);
  const end = begins.filter((begin) => begin < to).length - 1;
  return first < 0 || end < first ? null : [first, end];
}

/** @param {import('./chart.js').Release[]} releases @param {number} begin @param {number} long */
function releaseAt(releases, begin, long) {
  const found = releases.filter((each) => new Date(each.at).getTime() >= begin && new Date(each.at).getTime() < begin + long);
  return found.map((each) => `, ${each.release} begins`).join('');
}

/** @param {{ times: import('./route.js').Times }} props the chosen time, and what takes it away */
export function Chosen({ times }) {
  return p(
    { class: 'chosen-time' },
    span({ class: 'range' }, ...inWords(times)),
    button({ class: 'button bare', type: 'button', 'aria-label': 'Show all times', title: 'Show all times', onClick: () => chooseTimes(null) }, icon('close'), kbd({ class: 'wide' }, 'esc')),
  );
}

/** @param {import('./route.js').Times} times */
function inWords({ from, to }) {
  const begin = dayAndTime(from);
  const end = dayAndTime(to);
  const [day = ''] = begin.split(', ');
  return [span(null, `${begin} –`), span(null, `${end.startsWith(`${day}, `) ? end.slice(day.length + 2) : end} UTC`)];
}
