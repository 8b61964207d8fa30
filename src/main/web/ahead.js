import { get, issuePath } from './api.js';

/**
 * What the page of an issue reads first: it is read ahead for the issue that the keyboard is at, so that the page is
 * there at once.
 */

/** What was read ahead holds for this long. */
const HOLDS_MS = 10_000;
const MOST = 20;

/** @typedef {{ at: number, issue: Promise<any>, event: Promise<any> }} Ahead */

/** @type {Map<string, Ahead>} */
const ahead = new Map();

/** @param {string} id of an issue */
export function readAhead(id) {
  import('./pages/issue.js').catch(() => {});
  if (taken(id)) return;
  const issue = get(issuePath(id));
  const event = newest(id, {});
  // Whoever takes them says what went wrong.
  issue.catch(() => {});
  event.catch(() => {});
  ahead.set(id, { at: Date.now(), issue, event });
  const [oldest] = ahead.keys();
  if (ahead.size > MOST && oldest !== undefined) ahead.delete(oldest);
}

/** @param {string} id @returns {Ahead | null} what was read ahead, if it still holds */
export function taken(id) {
  const found = ahead.get(id);
  ahead.delete(id);
  if (!found || Date.now() - found.at > HOLDS_MS) return null;
  ahead.set(id, found);
  return found;
}

/**
 * An issue's newest event in full, or null when none is stored.
 *
 * @param {string} id
 * @param {{ from?: string | undefined, to?: string | undefined }} times
 */
export async function newest(id, times) {
  const event = (await get(`${issuePath(id)}/events`, { ...times, limit: 1 })).data[0];
  return event ? get(`/api/v1/events/${event.id}`) : null;
}
