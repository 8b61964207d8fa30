import { useEffect, useState } from './lib/hooks.js';

/** @typedef {{ path: string, parts: string[], query: URLSearchParams }} Place */

/** @returns {Place} */
function here() {
  return {
    path: location.pathname,
    parts: location.pathname.split('/').filter(Boolean).map(decoded),
    query: new URLSearchParams(location.search),
  };
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** @type {Set<() => void>} */
const listeners = new Set();

/** The address that the page shows. */
export function usePlace() {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const listener = () => setPlace(here());
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return place;
}

/**
 * Goes to an address of this dashboard. Another page is shown from its top; the browser's way back leads to where the
 * page was left.
 *
 * @param {string} to
 * @param {{ replace?: boolean, y?: number }} [how] replace: the browser's way back does not lead to the present address;
 *   y: where the page is shown from
 */
export function go(to, how = {}) {
  if (to === location.pathname + location.search) return;
  const other = new URL(to, location.origin).pathname !== location.pathname;
  if (how.replace) history.replaceState(history.state, '', to);
  else {
    history.replaceState({ y: scrollY }, '');
    left.set(location.pathname, scrollY);
    history.pushState({ y: how.y ?? 0 }, '', to);
  }
  listeners.forEach((listener) => listener());
  if (other || how.y !== undefined) scrollSoon(how.y ?? 0);
}

/** Where each page was left. @type {Map<string, number>} */
const left = new Map();

/** @param {string} path */
export function leftAt(path) {
  return left.get(path) ?? 0;
}

/** Most frames that wait until the page is long enough. */
const MOST_FRAMES = 60;

/** @param {number} y */
function scrollSoon(y) {
  if (y === 0) {
    scrollTo(0, 0);
    return;
  }
  let frames = 0;
  const look = () => {
    if (++frames < MOST_FRAMES && document.documentElement.scrollHeight < y + innerHeight) requestAnimationFrame(look);
    else scrollTo(0, y);
  };
  requestAnimationFrame(look);
}

/**
 * The present address with other parameters.
 *
 * @param {Record<string, string | null>} change null or empty takes a parameter away
 */
export function withQuery(change) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return location.pathname + (text === '' ? '' : `?${text}`);
}

/** What of the list's address an issue's page keeps, so that the way back leads to the same list. */
const KEPT = ['q', 'sort', 'range', 'from', 'to'];

/**
 * The address of an issue's page.
 *
 * @param {import('./store.js').Project} project
 * @param {string} id
 * @param {URLSearchParams} query of the present address
 */
export function issueAddress(project, id, query) {
  const text = new URLSearchParams(KEPT.flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? '']] : []))).toString();
  return `/p/${project.number}/issues/${id}${text === '' ? '' : `?${text}`}`;
}

/** The ranges that an address may name in `range`, which a chart shows. Their lengths are in hours. */
export const RANGES = /** @type {Record<string, { hours: number, label: string }>} */ ({
  '24h': { hours: 24, label: '24 hours' },
  '7d': { hours: 168, label: '7 days' },
  '30d': { hours: 720, label: '30 days' },
  '90d': { hours: 2160, label: '90 days' },
});

/** @typedef {{ from: string, to: string }} Times a range of time in UTC, of which `to` is no part */

/** The range of time that an address names. @param {URLSearchParams} query @returns {Times | null} */
export function timesOf(query) {
  const from = new Date(query.get('from') ?? '').getTime();
  const to = new Date(query.get('to') ?? '').getTime();
  return from < to ? { from: new Date(from).toISOString(), to: new Date(to).toISOString() } : null;
}

/** Puts a range of time into the address. @param {Times | null} times */
export function chooseTimes(times) {
  const short = (/** @type {string | undefined} */ time) => time?.replace(/(:00)?\.000Z$/, 'Z') ?? null;
  go(withQuery({ from: short(times?.from), to: short(times?.to) }));
}

/** Links lead within the page, unless they are to open elsewhere. */
export function followLinks() {
  history.scrollRestoration = 'manual';
  addEventListener('popstate', (event) => {
    listeners.forEach((listener) => listener());
    scrollSoon(event.state?.y ?? 0);
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (
      !(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0
      || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
      || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin
      || /^\/(api|openapi\.yaml|healthz|readyz|metrics)(\/|$)/.test(link.pathname)
    ) {
      return;
    }
    event.preventDefault();
    if (link.hash !== '' && link.pathname === location.pathname) document.getElementById(link.hash.slice(1))?.focus();
    else go(link.pathname + link.search);
  });
}
