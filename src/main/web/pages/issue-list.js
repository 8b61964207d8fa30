import { h } from '../lib/preact.js';
import { useEffect, useRef, useState } from '../lib/hooks.js';
import { get, projectPath } from '../api.js';
import { tags } from '../html.js';
import { icon } from '../icons.js';
import { useKeys } from '../keys.js';
import { go } from '../route.js';
import { Lazy } from '../shell.js';
import { current, listen, useStore } from '../store.js';
import { Head, More, Problem, Row } from './row.js';

const { b, button, div, kbd, ol, p, section, span } = tags;

/** @typedef {import('../store.js').Row} Issue */

/** The list that is shown first. */
export const FIRST_VIEW = 'is:unresolved';
const PAGE = 50;

/**
 * The list that was shown last: going back to it shows it at once.
 *
 * @typedef {{ key: string, ids: string[], rows: Map<string, Issue>, more: boolean, cursor: string | null, cursorId: string | null,
 *   gone: Set<string> }} List
 */
/** @type {List | null} */
let kept = null;

/** The list that `j` and `k` walk on an issue's page. */
export function keptList() {
  return kept;
}

/** @param {{ project: import('../store.js').Project, query: string, sort: string }} props */
export function IssueList({ project, query, sort }) {
  const key = `${project.number} ${sort} ${query}`;
  const [list, setList] = useState(/** @type {List | null} */ (kept?.key === key ? kept : null));
  const [problem, setProblem] = useState(/** @type {import('../api.js').Refused | null} */ (null));
  const [at, setAt] = useState(/** @type {string | null} */ (null));
  const [chosen, setChosen] = useState(/** @type {Set<string>} */ (new Set()));
  const [moved, setMoved] = useState(/** @type {Set<string>} */ (new Set()));
  const [assigning, setAssigning] = useState(/** @type {string[] | null} */ (null));
  const [slow, setSlow] = useState(false);
  // The page that waits for the first event stays when the event comes, and greets it.
  const [waits, setWaits] = useState(false);
  const now = useStore((state) => state.now);
  const people = useStore((state) => state.people);
  const over = useRef(false);
  const loading = useRef(false);
  const latest = useRef({ list, chosen, moved });
  latest.current = { list, chosen, moved };

  const show = (/** @type {List} */ next) => {
    kept = next;
    setList(next);
  };

  /** @param {'first' | 'next'} which */
  const load = async (which) => {
    const before = latest.current.list;
    if (loading.current || (which === 'next' && !before?.more)) return;
    loading.current = true;
    try {
      const after = which === 'next' ? before : null;
      const page = await get(`${projectPath(project.number)}/issues`, {
        query: query.trim(), sort, hours: 24, limit: PAGE, cursor: after?.cursor, cursor_id: after?.cursorId,
      });
      const rows = new Map(after?.rows);
      page.data.forEach((/** @type {Issue} */ row) => rows.set(row.id, row));
      const ids = [...new Set([...(after?.ids ?? []), ...page.data.map((/** @type {Issue} */ row) => row.id)])];
      setProblem(null);
      if (which === 'first') setMoved(new Set());
      show({ key, ids, rows, more: page.has_more, cursor: page.next_cursor ?? null, cursorId: page.next_cursor_id ?? null, gone: new Set() });
    } catch (refused) {
      setProblem(/** @type {any} */ (refused));
    } finally {
      loading.current = false;
    }
  };

  useEffect(() => {
    if (kept?.key !== key) load('first');
    const timer = setTimeout(() => setSlow(true), 150);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => listen({
    reload: () => load('first'),
    message: (message) => {
      // What changed between the reading of the list and the stream's begin is told by nobody.
      if (message.type === 'hello' && latest.current.list !== null) load('first');
    },
    changed: async ({ issues, gone }) => {
      if (document.hidden) return;
      const { merged, ordered } = await import('../list.js');
      const { list: before, chosen: held } = latest.current;
      if (before === null) return;
      const change = merged(before, issues, gone, sort, query, current().me?.user?.id ?? null);
      show(change.list);
      if (change.moved.length === 0) return;
      const hold = over.current || held.size > 0 || scrollY > 120;
      if (hold) setMoved(new Set([...latest.current.moved, ...change.moved]));
      else show(ordered(change.list, change.moved, sort));
    },
  }), []);

  useEffect(() => {
    const shown = () => {
      if (!document.hidden && latest.current.list !== null) load('first');
    };
    document.addEventListener('visibilitychange', shown);
    return () => document.removeEventListener('visibilitychange', shown);
  }, []);

  const showMoved = async () => {
    const { ordered } = await import('../list.js');
    if (list) show(ordered(list, [...moved], sort));
    setMoved(new Set());
    scrollTo(0, 0);
  };
  const step = (/** @type {number} */ by, extend = false) => {
    if (!list || list.ids.length === 0) return;
    const from = at === null ? (by > 0 ? -1 : list.ids.length) : list.ids.indexOf(at);
    const id = list.ids[Math.max(0, Math.min(list.ids.length - 1, from + by))] ?? null;
    if (extend) setChosen(new Set([...chosen, ...(at ? [at] : []), ...(id ? [id] : [])]));
    setAt(id);
    requestAnimationFrame(() => document.querySelector(`[data-id="${id}"]`)?.scrollIntoView({ block: 'nearest' }));
    if (by > 0 && list.ids.indexOf(id ?? '') > list.ids.length - 10) load('next');
  };
  const aimed = () => (chosen.size > 0 ? [...chosen] : at ? [at] : []);
  const act = async (/** @type {string} */ action, /** @type {string} */ done, /** @type {any} */ more = {}) => {
    const ids = aimed();
    if (ids.length === 0 || !list) return;
    setChosen(new Set());
    const [{ actOn }, { patched }] = await Promise.all([import('../actions.js'), import('../list.js')]);
    await actOn(project, ids, action, done, more, (states) => {
      const before = latest.current.list;
      if (before) show(patched(before, states));
    });
  };
  const mergeChosen = async () => {
    if (chosen.size < 2) return;
    const { merge } = await import('../actions.js');
    await merge(project, [...chosen], () => {
      setChosen(new Set());
      load('first');
    });
  };
  useKeys([
    { key: 'j', label: 'Next issue', run: () => step(1) },
    { key: 'k', label: 'Issue before', run: () => step(-1) },
    { key: 'shift+j', label: 'Choose down', run: () => step(1, true) },
    { key: 'shift+k', label: 'Choose up', run: () => step(-1, true) },
    { key: 'Enter', label: 'Open', run: () => at && go(address(project, at, query, sort)) },
    { key: 'o', label: 'Open', run: () => at && go(address(project, at, query, sort)) },
    { key: 'x', label: 'Choose', run: () => at && setChosen(toggled(chosen, at)) },
    { key: 'Escape', label: 'Choose none', run: () => setChosen(new Set()) },
    { key: 'e', label: 'Resolve', run: () => act('resolve', 'resolved') },
    { key: 'y', label: 'Archive', run: () => act('archive', 'archived') },
    { key: 'a', label: 'Assign', run: () => aimed().length > 0 && setAssigning(aimed()) },
    { key: 'i', label: 'Assign to me', run: () => current().me?.user && act('assign', 'assigned to you', { user_id: current().me.user.id }) },
    { key: 'm', label: 'Merge the chosen', run: () => mergeChosen() },
    { key: '.', label: 'Show what moved up', run: showMoved },
  ]);

  if (problem && list === null) return h(Problem, { problem, retry: () => load('first') });
  if (list === null) return slow ? section({ class: 'list', 'aria-busy': true }, h(Head, { sort }), ol(null, Array.from({ length: 8 }, (_, n) => div({ key: n, class: 'issue cells blank' })))) : null;
  if (list.ids.length === 0 || waits) return h(Lazy, { load: () => import('./empty.js'), name: 'Empty', props: { project, query, onWait: () => setWaits(true), onList: () => { setWaits(false); load('first'); } } });
  return [
    problem ? h(Problem, { problem, retry: () => load('first') }) : null,
    chosen.size > 0
      ? div(
          { class: 'bulk', role: 'toolbar', 'aria-label': 'Chosen issues' },
          b(null, `${chosen.size} chosen`),
          button({ class: 'button main', type: 'button', onClick: () => act('resolve', 'resolved') }, icon('check'), 'Resolve ', kbd(null, 'e')),
          button({ class: 'button', type: 'button', onClick: () => act('archive', 'archived') }, 'Archive ', kbd(null, 'y')),
          button({ class: 'button', type: 'button', onClick: () => setAssigning(aimed()) }, 'Assign ', kbd(null, 'a')),
          button({ class: 'button', type: 'button', disabled: chosen.size < 2, onClick: mergeChosen }, 'Merge ', kbd(null, 'm')),
          button({ class: 'button bare', type: 'button', onClick: () => setChosen(new Set()) }, 'None'),
        )
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
      ol(null, list.ids.map((id) => {
        const row = list.rows.get(id);
        return row
          ? h(Row, {
              key: id, row, now, at: id === at, chosen: chosen.has(id), gone: list.gone.has(id), href: address(project, id, query, sort),
              assignee: people.find((each) => each.user_id === row.assigned_to),
              onChoose: () => setChosen(toggled(chosen, id)),
            })
          : null;
      })),
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

/**
 * @param {import('../store.js').Project} project
 * @param {string} id
 * @param {string} query
 * @param {string} sort
 */
export function address(project, id, query, sort) {
  const kept = new URLSearchParams();
  if (query !== FIRST_VIEW) kept.set('q', query);
  if (sort !== 'last_seen') kept.set('sort', sort);
  const text = kept.toString();
  return `/p/${project.number}/issues/${id}${text === '' ? '' : `?${text}`}`;
}

/** @param {Set<string>} set @param {string} id */
function toggled(set, id) {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
