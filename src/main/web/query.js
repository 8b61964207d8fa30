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
