/**
 * The search language, as far as a page can judge a row by itself. The server has the whole of it.
 *
 * @typedef {{ key: string, value: string, not: boolean }} Term a word has the key ''
 */

/** @param {string} query @returns {Term[]} */
export function terms(query) {
  /** @type {Term[]} */
  const found = [];
  for (const match of query.matchAll(/(!)?(?:([a-z_.]+(?:\.[^\s:"]+)?):)?("(?:[^"\\]|\\.)*"|\S+)/g)) {
    const text = /** @type {string} */ (match[3]);
    const value = text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
    found.push({ key: match[2] ?? '', value, not: match[1] === '!' });
  }
  return found;
}

/**
 * Whether an issue belongs to a list. Null when only the server can tell.
 *
 * @param {import('./store.js').Row} row
 * @param {string} query
 * @param {string | null} me
 * @returns {boolean | null}
 */
export function matches(row, query, me) {
  let unsure = false;
  for (const term of terms(query)) {
    const holds = one(row, term, me);
    if (holds === null) unsure = true;
    else if (holds === term.not) return false;
  }
  return unsure ? null : true;
}

/**
 * @param {import('./store.js').Row} row
 * @param {Term} term
 * @param {string | null} me
 */
function one(row, { key, value }, me) {
  switch (key) {
    case '':
      return row.title.toLowerCase().includes(value.toLowerCase());
    case 'is':
      return isOne(row, value);
    case 'level':
      return row.level === value;
    case 'env':
      return row.environments?.includes(value) ? true : (row.environments?.length ?? 3) < 3 ? false : null;
    case 'assigned':
      if (value === 'none') return row.assigned_to === null;
      if (value === 'me') return me !== null && row.assigned_to === me;
      return row.assigned_to === value ? true : null;
    case 'first_seen':
      return isSeen(row.first_seen, value);
    case 'last_seen':
      return isSeen(row.last_seen, value);
    case 'events':
      return compared(row.event_count, value);
    case 'users':
      return compared(row.user_count, value);
    default:
      return null;
  }
}

/**
 * @param {import('./store.js').Row} row
 * @param {string} value
 */
function isOne(row, value) {
  switch (value) {
    case 'new': return row.is_new ?? null;
    case 'spiking': return row.spiking ?? null;
    case 'regressed': return row.status === 'unresolved' && row.regressed_at !== null;
    case 'assigned': return row.assigned_to !== null;
    case 'unassigned': return row.assigned_to === null;
    default: return row.status === value;
  }
}

const UNIT_MS = /** @type {Record<string, number>} */ ({ m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 });

/** @param {string} time @param {string} value `>7d`, longer ago; `<7d`, within that time; `>2026-11-01`, later; `<2026-11-01`, earlier */
function isSeen(time, value) {
  const seen = new Date(time).getTime();
  const ago = /^([<>])(\d{1,5})([mhdw])$/.exec(value);
  if (ago) {
    const then = Date.now() - Number(ago[2]) * (UNIT_MS[ago[3] ?? ''] ?? 0);
    return ago[1] === '>' ? seen < then : seen > then;
  }
  const then = new Date(value.slice(1)).getTime();
  if (Number.isNaN(then)) return null;
  return value.startsWith('>') ? seen > then : seen < then;
}

/** @param {number} count @param {string} value `>100` or `<100` */
function compared(count, value) {
  const than = Number(value.slice(1));
  if (Number.isNaN(than)) return null;
  return value.startsWith('>') ? count > than : count < than;
}
