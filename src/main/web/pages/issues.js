import { h } from '../lib/preact.js';
import { useEffect, useRef, useState } from '../lib/hooks.js';
import { get, projectPath } from '../api.js';
import { RANGES, Volume } from '../chart.js';
import { whole } from '../format.js';
import { tags } from '../html.js';
import { icon } from '../icons.js';
import { useKeys } from '../keys.js';
import { listen } from '../live.js';
import { go, withQuery } from '../route.js';
import { Lazy, useTitle } from '../shell.js';
import { current, useStore } from '../store.js';
import { Head, More, Problem, Row } from './row.js';

const { a, b, button, div, form, h1, input, kbd, nav, ol, option, p, section, select, span } = tags;

/** @typedef {import('../store.js').Row} Issue */

const VIEWS = /** @type {const} */ ([
  ['unresolved', 'Unresolved', 'is:unresolved'],
  ['new', 'New', 'is:unresolved is:new'],
  ['regressed', 'Back again', 'is:regressed'],
  ['mine', 'Mine', 'is:unresolved assigned:me'],
  ['unassigned', 'Nobody’s', 'is:unresolved assigned:none'],
  ['archived', 'Archived', 'is:archived'],
  ['resolved', 'Resolved', 'is:resolved'],
]);
export const FIRST_VIEW = 'is:unresolved';
const SORTS = { last_seen: 'Last seen', first_seen: 'First seen', events: 'Events', users: 'Users' };
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

/** @param {{ project: import('../store.js').Project, place: import('../route.js').Place }} props */
export function Issues({ project, place }) {
  const query = place.query.get('q') ?? FIRST_VIEW;
  const sort = /** @type {keyof typeof SORTS} */ (place.query.get('sort') ?? 'last_seen');
  const range = place.query.get('range') ?? '7d';
  const counts = useCounts(project, query);
  const unresolved = counts?.['unresolved'];
  useTitle(`${unresolved ? `${whole(unresolved.count)} unresolved · ` : ''}${project.name}`);
  return [
    h1({ class: 'unseen' }, `Issues of ${project.name}`),
    h(Volume, { key: range, project, range }),
    nav(
      { class: 'views', 'aria-label': 'Views' },
      VIEWS.map(([name, label, text]) =>
        a(
          { key: name, href: `/p/${project.number}/issues${text === FIRST_VIEW ? '' : `?q=${encodeURIComponent(text)}`}`, 'aria-current': query === text ? 'page' : undefined },
          label, ' ', counts?.[name] ? b(null, whole(counts[name].count) + (counts[name].more ? '+' : '')) : null,
        )),
      h(Lazy, { load: () => import('./views.js'), name: 'SavedViews', props: { project, query, sort, known: VIEWS.some(([, , text]) => text === query) } }),
    ),
    h(Find, { key: `find ${query}`, query, sort, range }),
    h(IssueList, { key: `${project.number} ${sort} ${query}`, project, query, sort }),
  ];
}

/**
 * @param {import('../store.js').Project} project
 * @param {string} query
 */
function useCounts(project, query) {
  const [counts, setCounts] = useState(/** @type {Record<string, { count: number, more: boolean }> | null} */ (null));
  useEffect(() => {
    let shown = true;
    const read = () => get(`${projectPath(project.number)}/issues/counts`).then((answer) => shown && setCounts(answer), () => {});
    read();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let soon;
    const stop = listen({
      message: (message) => {
        if (message.type === 'issue_count' || message.type === 'issue') {
          soon ??= setTimeout(() => {
            soon = undefined;
            read();
          }, 2_000);
        }
      },
    });
    return () => {
      shown = false;
      clearTimeout(soon);
      stop();
    };
  }, [project.number, query]);
  return counts;
}

/** @param {{ query: string, sort: keyof typeof SORTS, range: string }} props */
function Find({ query, sort, range }) {
  const [text, setText] = useState(query);
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useKeys([{ key: '/', label: 'Search', run: () => field.current?.focus() }]);
  const choose = (/** @type {string} */ name, /** @type {string} */ first) => (/** @type {any} */ event) =>
    go(withQuery({ [name]: event.currentTarget.value === first ? null : event.currentTarget.value }));
  return form(
    {
      class: 'find', role: 'search',
      onSubmit: (event) => {
        event.preventDefault();
        field.current?.blur();
        go(withQuery({ q: text.trim() === FIRST_VIEW ? null : text.trim() || ' ' }));
      },
    },
    div(
      { class: 'query' },
      icon('search'),
      input({
        ref: field, class: 'code', 'aria-label': 'Search issues', value: text, maxLength: 1000, autocomplete: 'off', spellcheck: false,
        placeholder: 'Words, or is: level: env: release: assigned: user: tag.key: first_seen:<7d',
        onInput: (event) => setText(event.currentTarget.value),
        onKeyDown: (event) => event.key === 'Escape' && field.current?.blur(),
      }),
      kbd({ class: 'wide' }, '/'),
    ),
    select({ class: 'button wide', 'aria-label': 'Range of the chart', value: range, onChange: choose('range', '7d') },
      Object.entries(RANGES).map(([name, { label }]) => option({ key: name, value: name }, label))),
    select({ class: 'button wide', 'aria-label': 'Order', value: sort, onChange: choose('sort', 'last_seen') },
      Object.entries(SORTS).map(([name, label]) => option({ key: name, value: name }, label))),
  );
}

/** @param {{ project: import('../store.js').Project, query: string, sort: keyof typeof SORTS }} props */
function IssueList({ project, query, sort }) {
  const key = `${project.number} ${sort} ${query}`;
  const [list, setList] = useState(/** @type {List | null} */ (kept?.key === key ? kept : null));
  const [problem, setProblem] = useState(/** @type {import('../api.js').Refused | null} */ (null));
  const [at, setAt] = useState(/** @type {string | null} */ (null));
  const [chosen, setChosen] = useState(/** @type {Set<string>} */ (new Set()));
  const [moved, setMoved] = useState(/** @type {Set<string>} */ (new Set()));
  const [assigning, setAssigning] = useState(/** @type {string[] | null} */ (null));
  const [slow, setSlow] = useState(false);
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
  if (list.ids.length === 0) return h(Lazy, { load: () => import('./empty.js'), name: 'Empty', props: { project, query } });
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
