import { matches } from './query.js';

/**
 * How a list of issues takes what changes. It is loaded with the first change.
 *
 * @typedef {import('./store.js').Row} Issue
 * @typedef {import('./pages/kept-list.js').List} List
 */

/**
 * The list with changed rows in their places. Rows that have left the list's filter stay, faded.
 *
 * @param {List} list
 * @param {Issue[]} issues
 * @param {string[]} gone
 * @param {string | null} me
 * @returns {List}
 */
export function merged(list, issues, gone, me) {
  const rows = new Map(list.rows);
  const left = new Set(list.gone);
  const moved = new Set(list.moved);
  for (const row of issues) {
    const before = rows.get(row.id);
    const fits = matches(row, list.query, me);
    if (before) {
      rows.set(row.id, { ...before, ...row, hours: row.hours ?? before.hours ?? new Array(24).fill(0) });
      if (fits === false) left.add(row.id);
      else left.delete(row.id);
    } else if (fits === true && (!list.more || stirs(list, rows, row))) {
      rows.set(row.id, row);
    }
    if (fits === false) moved.delete(row.id);
    else if (rows.has(row.id) && (!list.ids.includes(row.id) || stirs(list, rows, row))) moved.add(row.id);
  }
  for (const id of gone) {
    if (rows.has(id)) left.add(id);
    moved.delete(id);
  }
  return { ...list, rows, gone: left, moved };
}

/** Whether the issue would stand above where it stands now. @param {List} list @param {Map<string, Issue>} rows @param {Issue} row */
function stirs(list, rows, row) {
  const here = list.ids.indexOf(row.id);
  const above = rows.get(list.ids[here < 0 ? list.ids.length - 1 : here - 1] ?? '');
  return above === undefined ? here < 0 : rank(row, list.sort) > rank(above, list.sort);
}

/** @param {Issue} row @param {string} sort */
function rank(row, sort) {
  switch (sort) {
    case 'events': return row.event_count;
    case 'users': return row.user_count;
    case 'first_seen': return new Date(row.first_seen).getTime();
    default: return new Date(row.last_seen).getTime();
  }
}

/** The list in its order, without what has left it. @param {List} list @returns {List} */
export function ordered(list) {
  const ids = [...new Set([...list.ids, ...list.moved])].filter((id) => list.rows.has(id) && !list.gone.has(id));
  ids.sort((x, y) => rank(/** @type {Issue} */ (list.rows.get(y)), list.sort) - rank(/** @type {Issue} */ (list.rows.get(x)), list.sort));
  return { ...list, ids, gone: new Set(), moved: new Set() };
}

/** @typedef {{ id: string, status?: string, assigned_to?: string | null }} State */

/** @param {List} list @param {State[]} states @param {string | null} me @returns {List} */
export function patched(list, states, me) {
  const issues = states.flatMap(({ id, status, assigned_to }) => {
    const row = list.rows.get(id);
    return row ? [{ ...row, ...(status ? { status: /** @type {any} */ (status) } : {}), ...(assigned_to === undefined ? {} : { assigned_to }) }] : [];
  });
  const next = merged(list, issues, [], me);
  // What was acted on stays in its place. What an undo brings back has none yet.
  return { ...next, moved: new Set([...next.moved].filter((id) => list.moved.has(id) || !list.ids.includes(id))) };
}
