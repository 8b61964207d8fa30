import { matches } from './query.js';

/**
 * How a list of issues takes what changes. It is loaded with the first change.
 *
 * @typedef {import('./store.js').Row} Issue
 * @typedef {import('./pages/issue-list.js').List} List
 */

/**
 * The list with changed rows in their places. Rows that have left the list's filter stay, faded.
 *
 * @param {List} list
 * @param {Issue[]} issues
 * @param {string[]} gone
 * @param {string} sort
 * @param {string} query
 * @param {string | null} me
 */
export function merged(list, issues, gone, sort, query, me) {
  const rows = new Map(list.rows);
  const left = new Set(list.gone);
  /** @type {string[]} */
  const moved = [];
  for (const row of issues) {
    const before = rows.get(row.id);
    const fits = matches(row, query, me);
    if (before) {
      rows.set(row.id, { ...before, ...row, hours: row.hours ?? before.hours ?? new Array(24).fill(0) });
      if (fits === false) left.add(row.id);
      else left.delete(row.id);
    } else if (fits === true) {
      rows.set(row.id, row);
    }
    if (rows.has(row.id) && fits !== false && place(list, rows, row.id, sort)) moved.push(row.id);
  }
  gone.forEach((id) => rows.has(id) && left.add(id));
  return { list: { ...list, rows, gone: left }, moved };
}

/** Whether the issue would stand above where it stands now. @param {List} list @param {Map<string, Issue>} rows @param {string} id @param {string} sort */
function place(list, rows, id, sort) {
  const here = list.ids.indexOf(id);
  if (here < 0 && !list.more) return rows.has(id);
  const above = rows.get(list.ids[here < 0 ? list.ids.length - 1 : here - 1] ?? '');
  const row = rows.get(id);
  if (!row) return false;
  return above === undefined ? here < 0 : rank(row, sort) > rank(above, sort);
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

/** @param {List} list @param {string[]} moved @param {string} sort */
export function ordered(list, moved, sort) {
  const ids = [...new Set([...list.ids, ...moved])].filter((id) => list.rows.has(id) && !list.gone.has(id));
  ids.sort((x, y) => rank(/** @type {Issue} */ (list.rows.get(y)), sort) - rank(/** @type {Issue} */ (list.rows.get(x)), sort));
  return { ...list, ids, gone: new Set() };
}

/** @param {List} list @param {{ id: string, status?: string, assigned_to?: string | null }[]} states */
export function patched(list, states) {
  const rows = new Map(list.rows);
  const gone = new Set(list.gone);
  for (const { id, status, assigned_to } of states) {
    const row = rows.get(id);
    if (!row) continue;
    rows.set(id, { ...row, ...(status ? { status: /** @type {any} */ (status) } : {}), ...(assigned_to === undefined ? {} : { assigned_to }) });
  }
  return { ...list, rows, gone };
}
