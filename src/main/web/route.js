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
 * Goes to an address of this dashboard.
 *
 * @param {string} to
 * @param {{ replace?: boolean }} [how] replace: the browser's way back does not lead to the present address
 */
export function go(to, how = {}) {
  if (to === location.pathname + location.search) return;
  if (how.replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  listeners.forEach((listener) => listener());
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

/** Links lead within the page, unless they are to open elsewhere. */
export function followLinks() {
  addEventListener('popstate', () => listeners.forEach((listener) => listener()));
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
    go(link.pathname + link.search);
    if (!link.dataset['keepScroll']) scrollTo(0, 0);
  });
}
