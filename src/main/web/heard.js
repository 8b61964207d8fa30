import { tell } from './store.js';

/**
 * What the stream tells, on its way to the page. While the tab is hidden nothing is drawn: the newest state of each row
 * is kept, and told when somebody looks again.
 *
 * @typedef {import('./store.js').Changes} Changes
 */

/** More rows than these are read anew. */
const MOST_ROWS = 500;

/** @type {Changes | null} */
let rows = null;
/** @type {Map<string, any>} the newest message of each kind and issue */
const messages = new Map();
let everything = false;
let gap = false;

/** @param {Changes} changes */
export function changed(changes) {
  if (!document.hidden) {
    tell((each) => each.changed?.(changes));
    return;
  }
  const before = rows?.project === changes.project ? rows : { project: changes.project, issues: [], gone: [] };
  const byId = new Map(before.issues.map((row) => [row.id, row]));
  changes.issues.forEach((row) => byId.set(row.id, { ...byId.get(row.id), ...row }));
  rows = { project: changes.project, issues: [...byId.values()], gone: [...new Set([...before.gone, ...changes.gone])] };
  everything ||= rows.issues.length + rows.gone.length > MOST_ROWS;
  if (everything) rows = null;
}

/** Too much has changed to be told row by row. */
export function reload() {
  if (document.hidden) everything = true;
  else tell((each) => each.reload?.());
}

/** @param {any} message every other message */
export function said(message) {
  if (document.hidden) messages.set(`${message.type} ${message.issue_id ?? ''}`, message);
  else tell((each) => each.message?.(message));
}

/** Messages may have been missed. */
export function missed() {
  if (document.hidden) gap = true;
  else tell((each) => each.missed?.());
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  const changes = rows;
  const all = everything;
  const others = [...messages.values()];
  const missing = gap;
  rows = null;
  everything = false;
  gap = false;
  messages.clear();
  if (all) reload();
  else if (changes) changed(changes);
  others.forEach(said);
  if (missing) missed();
});
