import { h } from '../lib/preact.js';
import { useEffect, useLayoutEffect, useRef, useState } from '../lib/hooks.js';
import { get, projectPath } from '../api.js';
import { tags } from '../html.js';
import { useKeys } from '../keys.js';
import { go } from '../route.js';
import { Lazy } from '../shell.js';
import { current, listen, murmur, notify, useStore } from '../store.js';
import { Head, More, Row, Rows } from './row.js';

const { button, kbd, li, ol, p, section, span } = tags;

/** @typedef {import('../store.js').Row} Issue */
/** @typedef {import('../store.js').Changes} Changes */

/** The list that is shown first. */
export const FIRST_VIEW = 'is:unresolved';
/** How many rows are read at first: a window's worth, so that they are there soon. Then while somebody scrolls. */
const FIRST_PAGE = 25;
const PAGE = 100;

/** Most rows that are read anew at once. */
const MOST_ANEW = 300;

/**
 * The list that was shown last. It takes what changes also while another page is shown: going back to it shows it at once.
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

/** What the page shows of it: null while another page is shown. @type {{ show: (list: List) => void, reload: () => void, holds: () => boolean } | null} */
let shown = null;

/** The list that `j` and `k` walk on an issue's page. */
export function keptList() {
  return kept;
}

/** @param {List} next */
export function keep(next) {
  kept = next;
  shown?.show(next);
}

/** What changes while a list is read: it may not have it yet. Null while none is read. @type {Changes[] | null} */
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
 * @param {{
 *   project: import('../store.js').Project, place: import('../route.js').Place, query: string, asked: string, sort: string,
 *   clear: (() => void) | null,
 * }} props query: what stands in the field; asked: the same with the chosen time, which `clear` takes away
 */
export function IssueList({ project, place, query, asked, sort, clear }) {
  const key = keyOf(project.number, asked, sort);
  const [list, setList] = useState(/** @type {List | null} */ (kept?.key === key ? kept : null));
  const [problem, setProblem] = useState(/** @type {import('../api.js').Refused | null} */ (null));
  const [at, setAt] = useState(list?.at ?? null);
  const [chosen, setChosen] = useState(/** @type {Set<string>} */ (new Set()));
  const [assigning, setAssigning] = useState(/** @type {string[] | null} */ (null));
  const [slow, setSlow] = useState(false);
  // The page that waits for the first event stays when the event comes, and greets it.
  const [waits, setWaits] = useState(false);
  const now = useStore((state) => state.now);
  const people = useStore((state) => state.people);
  const over = useRef(false);
  const loading = useRef(false);
  const latest = useRef({ chosen, at });
  latest.current = { chosen, at };
  const holds = () => over.current || latest.current.chosen.size > 0 || scrollY > 120;

  /** Reads the next page, or as many rows anew as were there. @param {'anew' | 'next'} which */
  const load = async (which) => {
    const before = kept?.key === key ? kept : null;
    if (loading.current || (which === 'next' && !before?.more)) return;
    loading.current = true;
    if (which === 'anew') waiting = [];
    const wanted = which === 'next' ? (before?.ids.length ?? 0) + 1 : Math.min(MOST_ANEW, before?.ids.length ?? 1);
    let next = which === 'next' && before ? before : emptyList(project.number, asked, sort);
    try {
      while (next.ids.length < wanted && next.more) {
        const page = await (takeEarly(key) ?? nextPage(next));
        next = grown(which === 'next' && kept?.key === key ? kept : next, page);
      }
      setProblem(null);
      keep(next);
      if (which === 'anew') waiting?.forEach(take);
    } catch (refused) {
      setProblem(/** @type {any} */ (refused));
    } finally {
      loading.current = false;
      if (which === 'anew') waiting = null;
    }
  };

  useEffect(() => {
    const part = { show: setList, reload: () => load('anew'), holds };
    shown = part;
    if (kept?.key !== key) load('anew');
    const timer = setTimeout(() => setSlow(true), 150);
    return () => {
      clearTimeout(timer);
      if (shown === part) shown = null;
      if (kept?.key === key) kept = { ...kept, at: latest.current.at };
    };
  }, []);

  const moved = list?.moved ?? new Set();
  const order = async () => {
    const { ordered } = await import('../list.js');
    if (kept) keep(ordered(kept));
  };
  const showMoved = async () => {
    await order();
    scrollTo(0, 0);
  };
  useEffect(() => {
    if (moved.size === 0) return;
    if (!holds() && !document.hidden) order();
    else murmur(`${moved.size} ${moved.size === 1 ? 'issue has' : 'issues have'} moved up`);
  }, [now, moved.size]);
  // Before the next key: Enter opens what has the focus.
  useLayoutEffect(() => {
    if (at === null) return;
    const row = document.querySelector(`[data-id="${at}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    /** @type {HTMLElement | null | undefined} */ (row?.querySelector('.title a'))?.focus({ preventScroll: true });
    const ahead = setTimeout(() => import('../ahead.js').then(({ readAhead }) => readAhead(at), () => {}), 150);
    return () => clearTimeout(ahead);
  }, [at]);
  const step = (/** @type {number} */ by, extend = false) => {
    if (!list || list.ids.length === 0) return;
    const from = at === null ? (by > 0 ? -1 : list.ids.length) : list.ids.indexOf(at);
    const id = list.ids[Math.max(0, Math.min(list.ids.length - 1, from + by))] ?? null;
    if (extend) setChosen(new Set([...chosen, ...(at ? [at] : []), ...(id ? [id] : [])]));
    setAt(id);
    if (by > 0 && list.ids.indexOf(id ?? '') > list.ids.length - 10) load('next');
  };
  const aimed = () => (chosen.size > 0 ? [...chosen] : at ? [at] : []);
  const act = async (/** @type {string} */ action, /** @type {string} */ done, /** @type {any} */ more = {}) => {
    const rows = aimed().flatMap((id) => list?.rows.get(id) ?? []);
    if (rows.length === 0) return;
    setChosen(new Set());
    const [{ actOn }, { patched }] = await Promise.all([import('../actions.js'), import('../list.js')]);
    await actOn(project, rows, action, done, more, (states) => {
      if (kept?.key === key) keep(patched(kept, states, current().me?.user?.id ?? null));
    });
  };
  const all = (/** @type {string} */ status) => aimed().every((id) => list?.rows.get(id)?.status === status);
  /** Does it, or takes it back when it was done to all of them. */
  const turn = (/** @type {'resolved' | 'archived'} */ status, /** @type {string} */ action) => () =>
    all(status) ? act('unresolve', 'unresolved') : act(action, status);
  const mergeChosen = async () => {
    if (chosen.size < 2) {
      notify('Choose two issues or more to merge them: x chooses the one that the keyboard is at.');
      return;
    }
    const { mergeRows } = await import('../merging.js');
    await mergeRows([...chosen].flatMap((id) => list?.rows.get(id) ?? []), () => setChosen(new Set()));
  };
  const removeChosen = async () => {
    const [{ remove }, { merged }] = await Promise.all([import('../actions.js'), import('../list.js')]);
    await remove(project, [...chosen], (ids) => {
      setChosen(new Set());
      if (kept?.key === key) keep(merged(kept, [], ids, current().me?.user?.id ?? null));
    });
  };
  const open = () => at && go(address(project, at, place.query));
  const assign = () => (aimed().length > 0 ? setAssigning(aimed()) : undefined);
  useKeys([
    { key: 'j', label: 'Next issue', run: () => step(1) },
    { key: 'k', label: 'Issue before', run: () => step(-1) },
    { key: 'shift+j', label: 'Choose down', run: () => step(1, true) },
    { key: 'shift+k', label: 'Choose up', run: () => step(-1, true) },
    { key: 'Enter', label: 'Open', run: open },
    { key: 'o', label: 'Open', run: open },
    { key: 'x', label: 'Choose', run: () => at && setChosen(toggled(chosen, at)) },
    { key: 'Escape', label: clear && chosen.size === 0 ? 'Show all times' : 'Choose none', run: () => (clear && chosen.size === 0 ? clear() : (setChosen(new Set()), setAt(null))) },
    { key: 'e', label: 'Resolve, or unresolve', run: turn('resolved', 'resolve') },
    { key: 'y', label: 'Archive, or unarchive', run: turn('archived', 'archive') },
    { key: 'a', label: 'Assign', run: assign },
    ...(current().me?.user ? [{ key: 'i', label: 'Assign to me', run: () => act('assign', 'assigned to you', { user_id: current().me.user.id }) }] : []),
    { key: 'm', label: 'Merge the chosen', run: mergeChosen },
    { key: 'shift+c', label: 'Copy the link', run: () => at && import('../event/copy.js').then(({ copy }) => copy(`${location.origin}/i/${at}`, 'The link is copied.')) },
    { key: '.', label: 'Show what moved up', run: showMoved },
  ]);

  const troubled = problem ? h(Lazy, { key: String(problem.turn), load: () => import('../problem.js'), name: 'Problem', props: { problem, beside: list !== null, again: () => load(list === null ? 'anew' : 'next') } }) : null;
  if (list === null && troubled) return troubled;
  if (list === null) return slow ? section({ class: 'list', 'aria-busy': true }, h(Head, { sort }), ol(null, Array.from({ length: 8 }, (_, n) => li({ key: n, class: 'issue cells blank' })))) : null;
  if (list.ids.length === 0 || waits) {
    const onList = () => { setWaits(false); load('anew'); };
    return h(Lazy, { load: () => import('./empty.js'), name: 'Empty', props: { project, query, timed: clear !== null, onWait: () => setWaits(true), onList } });
  }
  return [
    troubled,
    chosen.size > 0
      ? h(Lazy, {
          load: () => import('./bulk.js'), name: 'Bulk',
          props: {
            count: chosen.size, resolved: all('resolved'), archived: all('archived'), resolve: turn('resolved', 'resolve'), archive: turn('archived', 'archive'),
            assign, merge: mergeChosen, remove: removeChosen, none: () => setChosen(new Set()),
          },
        })
      : null,
    section(
      {
        class: 'list', 'aria-label': 'Issues',
        onPointerEnter: (event) => { over.current = event.pointerType === 'mouse'; },
        onPointerLeave: () => { over.current = false; },
      },
      h(Head, { sort }),
      moved.size > 0
        ? button({ class: 'moved', type: 'button', onClick: showMoved }, `${moved.size} ${moved.size === 1 ? 'issue has' : 'issues have'} moved up `, kbd({ class: 'wide' }, '.'))
        : null,
      h(Rows, { ids: list.ids, at, draw: (id) => {
        const row = list.rows.get(id);
        return row
          ? h(Row, {
              key: id, row, now, at: id === at, chosen: chosen.has(id), gone: list.gone.has(id), href: address(project, id, place.query),
              assignee: people.find((each) => each.user_id === row.assigned_to),
              onChoose: (range) => setChosen(range && at ? new Set([...chosen, ...between(list.ids, at, id)]) : toggled(chosen, id)),
            })
          : null;
      } }),
      list.more ? h(More, { load: () => load('next') }) : null,
    ),
    p(
      { class: 'keys' },
      [['j k', 'move'], ['↵', 'open'], ['x', 'choose'], ['e', 'resolve'], ['a', 'assign'], ['z', 'undo'], ['?', 'all keys']].map(([name, does]) =>
        span({ key: name }, kbd(null, name), does)),
    ),
    assigning ? h(Lazy, { load: () => import('../assign.js'), name: 'Assign', props: { project, onClose: () => setAssigning(null), onChoose: (/** @type {any} */ person) => { setAssigning(null); act('assign', person ? `assigned to ${person.display_name || person.email}` : 'assigned to nobody', { user_id: person?.user_id ?? '' }); } } }) : null,
  ];
}

/** What of the list's address an issue's page keeps, so that the way back leads to the same list. */
const KEPT = ['q', 'sort', 'range', 'from', 'to'];

/**
 * @param {import('../store.js').Project} project
 * @param {string} id
 * @param {URLSearchParams} query of the present address
 */
export function address(project, id, query) {
  const text = new URLSearchParams(KEPT.flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? '']] : []))).toString();
  return `/p/${project.number}/issues/${id}${text === '' ? '' : `?${text}`}`;
}

/** The ids between two of them, which are among them. @param {string[]} ids @param {string} one @param {string} other */
function between(ids, one, other) {
  const ends = [ids.indexOf(one), ids.indexOf(other)].sort((x, y) => x - y);
  return ids.slice(ends[0], /** @type {number} */ (ends[1]) + 1);
}

/** @param {Set<string>} set @param {string} id */
function toggled(set, id) {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
