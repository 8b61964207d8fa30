import { useEffect, useRef, useState } from '../lib/hooks.js';
import { get, projectPath } from '../api.js';
import { current, listen } from '../store.js';

/** @typedef {import('../store.js').Row} Issue */
/** @typedef {import('../store.js').Changes} Changes */

/** The list that is shown first. */
export const FIRST_VIEW = 'is:unresolved';
/** How many rows are read at first: as many as a window shows, so that they are there soon. */
const FIRST_PAGE = 25;
/** How many rows are read at a time while somebody scrolls. */
const PAGE = 100;
/** Most rows that are read anew at once. */
const MOST_ANEW = 300;

/**
 * The list that was shown last. It takes changes also while another page is shown, so that it is there at once on the way back.
 *
 * @typedef {object} List
 * @property {string} key
 * @property {number} project
 * @property {string} query
 * @property {string} sort
 * @property {string[]} ids
 * @property {Map<string, Issue>} rows
 * @property {Set<string>} gone what is shown still, but has left the list
 * @property {Set<string>} moved what would stand higher, or is new
 * @property {boolean} more
 * @property {string | null} cursor
 * @property {string | null} cursorId
 * @property {string | null} at the issue that the keyboard is at
 */
/** @type {List | null} */
let kept = null;

/**
 * @typedef {object} Reader whoever looks at the list
 * @property {() => boolean} holds whether the rows are to stay where they are
 * @property {() => string | null} at the issue that the keyboard is at
 */

/** The part of the page that shows the list. Null while another page is shown. @type {{ key: string, show: (list: List) => void, reload: () => void, holds: () => boolean } | null} */
let shown = null;

/** The list that `j` and `k` walk on an issue's page. */
export function keptList() {
  return kept;
}

/** Keeps the list and shows it, unless it is the late answer to a former search. @param {List} next */
export function keep(next) {
  const former = shown !== null && shown.key !== next.key;
  if (former && kept?.key !== next.key) return;
  kept = next;
  if (!former) shown?.show(next);
}

/** Puts the rows in their order. */
export async function order() {
  const { ordered } = await import('../list.js');
  if (kept) keep(ordered(kept));
}

/** The changes that came while a list is read: what is read may not have them yet. Null while none is read. @type {Changes[] | null} */
let waiting = null;

listen({
  reload: () => {
    if (shown) shown.reload();
    else kept = null;
  },
  changed: (changes) => {
    waiting?.push(changes);
    take(changes);
  },
});

/** @param {Changes} changes are taken into the list */
async function take({ project, issues, gone }) {
  const { merged, ordered } = await import('../list.js');
  if (kept?.project !== project) return;
  const next = merged(kept, issues, gone, current().me?.user?.id ?? null);
  keep(next.moved.size === 0 || shown === null || shown.holds() ? next : ordered(next));
}

/** @param {number} project @param {string} asked @param {string} sort */
const keyOf = (project, asked, sort) => `${project} ${sort} ${asked}`;

/** @param {number} project @param {string} asked @param {string} sort @returns {List} */
function emptyList(project, asked, sort) {
  return {
    key: keyOf(project, asked, sort), project, query: asked, sort, ids: [], rows: new Map(), gone: new Set(), moved: new Set(),
    more: true, cursor: null, cursorId: null, at: null,
  };
}

/** Reads the page after those that the list has. @param {List} list */
function nextPage(list) {
  return get(`${projectPath(list.project)}/issues`, {
    query: list.query, sort: list.sort, hours: 24, limit: list.cursor ? PAGE : FIRST_PAGE, cursor: list.cursor, cursor_id: list.cursorId,
  });
}

/** The list with one more page. @param {List} list @param {any} page @returns {List} */
function grown(list, page) {
  const rows = new Map(list.rows);
  page.data.forEach((/** @type {Issue} */ row) => rows.set(row.id, row));
  const ids = [...new Set([...list.ids, ...page.data.map((/** @type {Issue} */ row) => row.id)])];
  return { ...list, ids, rows, more: page.has_more, cursor: page.next_cursor ?? null, cursorId: page.next_cursor_id ?? null };
}

/** The first page of a list that is not shown yet, while it is read. @type {{ key: string, page: Promise<any> } | null} */
let early = null;

/** @param {string} key of the list that takes it @returns {Promise<any> | null} */
function takeEarly(key) {
  if (early?.key !== key) return null;
  const { page } = early;
  early = null;
  return page;
}

/**
 * Reads the first page of a list before it is shown, so that its rows come with the page's first picture.
 *
 * @param {number} project
 * @param {string} asked
 * @param {string} sort
 */
export async function readEarly(project, asked, sort) {
  const list = emptyList(project, asked, sort);
  const page = nextPage(list);
  early = { key: list.key, page };
  try {
    const first = await page;
    // A list that is shown by now has taken the page itself, or is another one.
    if (shown === null && early?.page === page) keep(grown(list, first));
  } finally {
    // Nobody takes it later: what changes from now on is not in it.
    if (early?.page === page) early = null;
  }
}

/**
 * The list for the part of the page that shows it. The part needs a key of its own for each project, search and order.
 *
 * @param {number} project
 * @param {string} asked the search
 * @param {string} sort
 * @param {Reader} reader
 */
export function useList(project, asked, sort, reader) {
  const key = keyOf(project, asked, sort);
  const [list, setList] = useState(/** @type {List | null} */ (kept?.key === key ? kept : null));
  const [problem, setProblem] = useState(/** @type {import('../api.js').Refused | null} */ (null));
  const loading = useRef(false);

  /** Reads the next page, or as many rows anew as were there. @param {'anew' | 'next'} which */
  const load = async (which) => {
    const before = kept?.key === key ? kept : null;
    if (loading.current || (which === 'next' && !before?.more)) return;
    loading.current = true;
    /** @type {Changes[]} */
    const came = [];
    if (which === 'anew') waiting = came;
    const wanted = which === 'next' ? (before?.ids.length ?? 0) + 1 : Math.min(MOST_ANEW, before?.ids.length ?? 1);
    let next = (which === 'next' && before) || emptyList(project, asked, sort);
    try {
      while (next.ids.length < wanted && next.more) {
        const page = await (takeEarly(key) ?? nextPage(next));
        next = grown(which === 'next' && kept?.key === key ? kept : next, page);
      }
      setProblem(null);
      keep(next);
      came.forEach(take);
    } catch (refused) {
      setProblem(/** @type {any} */ (refused));
    } finally {
      loading.current = false;
      if (waiting === came) waiting = null;
    }
  };

  useEffect(() => {
    const part = { key, show: setList, reload: () => load('anew'), holds: reader.holds };
    shown = part;
    if (kept?.key !== key) load('anew');
    return () => {
      if (shown === part) shown = null;
      if (kept?.key === key) kept = { ...kept, at: reader.at() };
    };
  }, []);
  /** Changes the list, unless another one is kept by now. @param {(list: List) => List} changed */
  const change = (changed) => {
    if (kept?.key === key) keep(changed(kept));
  };
  return { list, problem, load, change };
}
