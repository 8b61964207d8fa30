import { h } from '../lib/preact.js';
import { useEffect, useRef, useState } from '../lib/hooks.js';
import { tags } from '../html.js';
import { ago, initials, short, whole } from '../format.js';
import { icon, level } from '../icons.js';

const { a, b, button, div, input, li, ol, p, rect, span, svg } = tags;

/** How long a row's "seen" stays in the accent's colour. */
const FRESH_MS = 10_000;

/**
 * An issue in a list.
 *
 * @param {{
 *   row: import('../store.js').Row, href: string, now: number, at: boolean, chosen: boolean, gone: boolean,
 *   assignee: import('../store.js').Person | undefined, onChoose: (range: boolean) => void,
 * }} props
 */
export function Row({ row, href, now, at, chosen, gone, assignee, onChoose }) {
  const fresh = now - new Date(row.last_seen).getTime() < FRESH_MS;
  const seen = ago(row.last_seen, now);
  const stirred = useStirred(row.event_count);
  return li(
    { class: `issue cells${stirred ? ' stirred' : ''}${at ? ' at' : ''}${chosen ? ' chosen' : ''}${gone ? ' gone' : ''}`, ...dataId(row.id) },
    span(
      { class: 'pickbox' },
      level(row.level),
      input({
        type: 'checkbox', checked: chosen, 'aria-label': `Choose ${row.title}`,
        onClick: (event) => onChoose(event.shiftKey),
      }),
    ),
    div(
      { class: 'what' },
      p({ class: 'title' }, a({ class: 'clip', href }, ...words(row)), mark(row)),
      p(
        { class: 'where' },
        span({ class: 'code clip' }, row.culprit ?? ''),
        row.environments?.length ? span({ class: 'env' }, row.environments.join(' · ')) : null,
      ),
      p({ class: 'brief' }, span(null, `${short(row.event_count)} ${row.event_count === 1 ? 'event' : 'events'}`), span(null, `${short(row.user_count)} ${row.user_count === 1 ? 'user' : 'users'}`), span({ class: fresh ? 'fresh' : '' }, seen)),
    ),
    h(Spark, { counts: hoursOf(row, now), level: row.level }),
    span({ class: 'number', title: whole(row.event_count) }, short(row.event_count)),
    span({ class: 'number users', title: whole(row.user_count) }, short(row.user_count)),
    span({ class: fresh ? 'number fresh' : 'number', title: row.last_seen }, seen),
    span({ class: 'number faint age', title: row.first_seen }, ago(row.first_seen, now)),
    assignee
      ? span({ class: 'face', title: assignee.display_name || assignee.email }, initials(assignee.display_name || assignee.email))
      : span({ class: 'face none', title: row.assigned_to ? 'Assigned' : 'Nobody' }),
  );
}

/** How long a row shows that it has changed. */
const STIRRED_MS = 1_200;

/** @param {number} count whether it has changed just now */
function useStirred(count) {
  const before = useRef(count);
  const [stirred, setStirred] = useState(false);
  useEffect(() => {
    if (before.current === count) return undefined;
    before.current = count;
    setStirred(true);
    const timer = setTimeout(() => setStirred(false), STIRRED_MS);
    return () => clearTimeout(timer);
  }, [count]);
  return stirred;
}

/** @param {string} id @returns {{}} */
const dataId = (id) => ({ 'data-id': id });

/** @param {import('../store.js').Row} row its type in bold, then what it says */
export function words(row) {
  return row.type
    ? [b(null, row.type), ' ', span({ class: 'quiet' }, row.value ?? '')]
    : [b(null, row.title)];
}

/** @param {import('../store.js').Row} row */
export function mark(row) {
  if (row.status === 'resolved') return span({ class: 'mark plain' }, icon('check'), 'resolved');
  if (row.status === 'archived') return span({ class: 'mark plain' }, 'archived');
  if (row.status === 'discarded') return span({ class: 'mark plain' }, 'discarded');
  if (row.regressed_at) return span({ class: 'mark back' }, icon('back'), 'back again');
  if (row.is_new) return span({ class: 'mark new' }, 'new');
  if (row.spiking) return span({ class: 'mark spike' }, icon('rise'), 'spike');
  return null;
}

/**
 * The last hours of an issue. Only the running hour has the level's colour.
 *
 * @param {{ counts: number[], level: string }} props
 */
function Spark({ counts, level }) {
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

const HOUR_MS = 3_600_000;

/**
 * The last 24 hours. The list brings them once; a change brings the running hour alone.
 *
 * @param {import('../store.js').Row} row
 * @param {number} now
 */
function hoursOf(row, now) {
  const counts = row.hours ?? new Array(24).fill(0);
  if (!row.hour || !row.hour_count) return counts;
  const age = Math.floor(now / HOUR_MS) - Math.floor(new Date(row.hour).getTime() / HOUR_MS);
  const place = counts.length - 1 - age;
  return place < 0 || place >= counts.length ? counts : counts.map((count, i) => (i === place ? Math.max(count, row.hour_count ?? 0) : count));
}

/** @param {{ sort: string }} props */
export function Head({ sort }) {
  const sorted = (/** @type {string} */ name) => (sort === name ? ' sorted' : '');
  const arrow = (/** @type {string} */ name) => (sort === name ? ' ↓' : '');
  return div(
    { class: 'cells head', 'aria-hidden': true },
    span(null), span(null, 'Issue'), span(null, '24 hours'),
    span({ class: `number${sorted('events')}` }, `Events${arrow('events')}`),
    span({ class: `number users${sorted('users')}` }, `Users${arrow('users')}`),
    span({ class: `number${sorted('last_seen')}` }, `Seen${arrow('last_seen')}`),
    span({ class: `number age${sorted('first_seen')}` }, `Age${arrow('first_seen')}`),
    span(null),
  );
}

/** How many rows are drawn, or left out, together. */
const BLOCK = 50;

/**
 * The rows of a list. Only those near the window are drawn, so that a long list stays fluid.
 *
 * @param {{ ids: string[], at: string | null, draw: (id: string) => any }} props at: the issue whose row is always drawn
 */
export function Rows({ ids, at, draw }) {
  return Array.from({ length: Math.ceil(ids.length / BLOCK) }, (_, n) =>
    h(Block, { key: n, from: n * BLOCK, ids: ids.slice(n * BLOCK, (n + 1) * BLOCK), at, draw }));
}

/** @param {{ from: number, ids: string[], at: string | null, draw: (id: string) => any }} props rows that keep their height when they are left out */
function Block({ from, ids, at, draw }) {
  const list = useRef(/** @type {HTMLOListElement | null} */ (null));
  const height = useRef(0);
  const [near, setNear] = useState(from === 0);
  useEffect(() => {
    const block = /** @type {HTMLOListElement} */ (list.current);
    const watcher = new IntersectionObserver((seen) => {
      if (block.childElementCount > 0) height.current = block.offsetHeight / block.childElementCount;
      setNear(seen.some((each) => each.isIntersecting));
    }, { rootMargin: '1500px 0px' });
    watcher.observe(block);
    return () => watcher.disconnect();
  }, []);
  if (near || (at !== null && ids.includes(at))) return ol({ ref: list, start: from + 1 }, ids.map(draw));
  return ol({ ref: list, 'aria-hidden': true, style: { height: `${ids.length * (height.current || usualHeight())}px` } });
}

/** The height of a row with its line, on a wide page. */
const usualHeight = () => parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row')) + 1;

/** Loads the next page when it comes near the window. @param {{ load: () => void }} props */
export function More({ load }) {
  const end = useRef(/** @type {HTMLParagraphElement | null} */ (null));
  useEffect(() => {
    const watcher = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && load(), { rootMargin: '800px' });
    if (end.current) watcher.observe(end.current);
    return () => watcher.disconnect();
  });
  return p({ class: 'more', ref: end }, button({ class: 'button bare', type: 'button', onClick: load }, 'More'));
}
