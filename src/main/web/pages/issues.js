import { h } from '../lib/preact.js';
import { useEffect, useRef, useState } from '../lib/hooks.js';
import { get, post, projectPath } from '../api.js';
import { Bars } from '../chart.js';
import { whole } from '../format.js';
import { tags } from '../html.js';
import { icon } from '../icons.js';
import { useKeys } from '../keys.js';
import { listen } from '../live.js';
import { go, withQuery } from '../route.js';
import { Lazy, useTitle } from '../shell.js';
import { current, notify, useStore } from '../store.js';
import { Row } from './row.js';

const { a, b, button, div, form, h1, i, input, kbd, nav, ol, option, p, section, select, span } = tags;

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
const FIRST_VIEW = 'is:unresolved';
const SORTS = { last_seen: 'Last seen', first_seen: 'First seen', events: 'Events', users: 'Users' };
const RANGES = { '24h': '24 hours', '7d': '7 days', '30d': '30 days', '90d': '90 days' };
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
  const range = /** @type {keyof typeof RANGES} */ (place.query.get('range') ?? '7d');
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

const HOUR_MS = 3_600_000;

/** @param {{ project: import('../store.js').Project, range: keyof typeof RANGES }} props */
export function Volume({ project, range }) {
  const [volume, setVolume] = useState(/** @type {{ bucket: string, counts: Record<string, number> }[] | null} */ (null));
  const [releases, setReleases] = useState(/** @type {{ release: string, at: string }[]} */ ([]));
  const hours = { '24h': 24, '7d': 168, '30d': 720, '90d': 2160 }[range] ?? 168;
  const bucket = hours > 200 ? 'day' : 'hour';
  useEffect(() => {
    let shown = true;
    const from = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - (hours - 1) * HOUR_MS).toISOString();
    const to = new Date().toISOString();
    const read = () => get(`${projectPath(project.number)}/dashboard/volume`, { from, to: new Date().toISOString(), bucket, by: 'level' })
      .then((answer) => shown && setVolume(answer), () => {});
    read();
    get(`${projectPath(project.number)}/releases`, { from, to, limit: 10 }).then(
      (answer) => shown && setReleases((answer.data ?? answer).map((/** @type {any} */ each) => ({ release: each.release, at: each.first_seen })).slice(0, 4)),
      () => {},
    );
    const again = setInterval(() => {
      if (!document.hidden) read();
    }, 30_000);
    return () => {
      shown = false;
      clearInterval(again);
    };
  }, [project.number]);
  const sum = volume?.reduce((all, each) => all + Object.values(each.counts).reduce((x, y) => x + y, 0), 0) ?? 0;
  const bars = (volume ?? []).map(({ bucket: at, counts: c }) => ({
    bucket: at,
    parts: /** @type {{ kind: 'o' | 'w' | 'e', count: number }[]} */ ([
      { kind: 'o', count: (c['info'] ?? 0) + (c['debug'] ?? 0) },
      { kind: 'w', count: c['warning'] ?? 0 },
      { kind: 'e', count: (c['error'] ?? 0) + (c['fatal'] ?? 0) },
    ]),
  }));
  return section(
    { class: 'volume', 'aria-label': 'Events over time' },
    div(
      { class: 'key' },
      p({ class: 'sum' }, volume === null ? ' ' : whole(sum), ' ', span({ class: 'quiet' }, volume === null ? '' : 'events')),
      p({ class: 'legend' }, span(null, i({ class: 'e' }), 'error, fatal'), span(null, i({ class: 'w' }), 'warning'), span(null, i({ class: 'o' }), 'other')),
    ),
    h(Bars, { bars, height: 64, unit: bucket === 'day' ? 'd' : 'h', label: `Events by the ${bucket} over ${RANGES[range] ?? range}`, releases }),
  );
}

/** @param {{ query: string, sort: keyof typeof SORTS, range: keyof typeof RANGES }} props */
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
      Object.entries(RANGES).map(([name, label]) => option({ key: name, value: name }, label))),
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
      const { matches } = await import('../query.js');
      const { list: before, chosen: held } = latest.current;
      if (before === null) return;
      const change = merged(before, issues, gone, sort, (row) => matches(row, query, current().me?.user?.id ?? null));
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

  const showMoved = () => {
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
    await actOn(project, ids, action, done, more, (states) => {
      const before = latest.current.list;
      if (before) show(patched(before, states));
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
    { key: 'm', label: 'Merge the chosen', run: () => chosen.size > 1 && merge(project, [...chosen], () => { setChosen(new Set()); load('first'); }) },
    { key: '.', label: 'Show what moved up', run: showMoved },
  ]);

  if (problem && list === null) return h(Problem, { problem, retry: () => load('first') });
  if (list === null) return slow ? section({ class: 'list', 'aria-busy': true }, h(Head, { sort }), ol(null, Array.from({ length: 8 }, (_, n) => div({ key: n, class: 'issue cells blank' })))) : null;
  if (list.ids.length === 0) return h(Empty, { project, query });
  return [
    problem ? h(Problem, { problem, retry: () => load('first') }) : null,
    chosen.size > 0
      ? div(
          { class: 'bulk', role: 'toolbar', 'aria-label': 'Chosen issues' },
          b(null, `${chosen.size} chosen`),
          button({ class: 'button main', type: 'button', onClick: () => act('resolve', 'resolved') }, icon('check'), 'Resolve ', kbd(null, 'e')),
          button({ class: 'button', type: 'button', onClick: () => act('archive', 'archived') }, 'Archive ', kbd(null, 'y')),
          button({ class: 'button', type: 'button', onClick: () => setAssigning(aimed()) }, 'Assign ', kbd(null, 'a')),
          button({ class: 'button', type: 'button', disabled: chosen.size < 2, onClick: () => merge(project, [...chosen], () => { setChosen(new Set()); load('first'); }) }, 'Merge ', kbd(null, 'm')),
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

/** @param {{ sort: keyof typeof SORTS }} props */
function Head({ sort }) {
  const sorted = (/** @type {string} */ name) => (sort === name ? ' sorted' : '');
  const arrow = (/** @type {string} */ name) => (sort === name ? ' ↓' : '');
  return div(
    { class: 'cells head', 'aria-hidden': true },
    span(null), span(null, 'Issue'), span(null, '24 hours'),
    span({ class: `number${sorted('events')}` }, `Events${arrow('events')}`),
    span({ class: `number users${sorted('users')}` }, `Users${arrow('users')}`),
    span({ class: `number${sorted('last_seen')}` }, `Seen${arrow('last_seen')}`),
    span({ class: `number age${sorted('first_seen')}` }, `Age${arrow('first_seen')}`),
    span(null),
  );
}

/** Loads the next page when it comes near the window. @param {{ load: () => void }} props */
function More({ load }) {
  const end = useRef(/** @type {HTMLParagraphElement | null} */ (null));
  useEffect(() => {
    const watcher = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && load(), { rootMargin: '800px' });
    if (end.current) watcher.observe(end.current);
    return () => watcher.disconnect();
  });
  return p({ class: 'more', ref: end }, button({ class: 'button bare', type: 'button', onClick: load }, 'More'));
}

/** @param {{ problem: import('../api.js').Refused, retry: () => void }} props */
function Problem({ problem, retry }) {
  const at = typeof problem.body?.at === 'number' ? ` (at character ${problem.body.at + 1})` : '';
  return p({ class: 'state', role: 'alert' }, `${problem.message}${at} `, button({ class: 'button', type: 'button', onClick: retry }, 'Try again'));
}

/** @param {{ project: import('../store.js').Project, query: string }} props */
function Empty({ project, query }) {
  const [any, setAny] = useState(/** @type {boolean | null} */ (null));
  useEffect(() => {
    get(`${projectPath(project.number)}/issues`, { limit: 1 }).then((page) => setAny(page.data.length > 0), () => {});
  }, []);
  if (any === null) return null;
  if (!any) return h(Lazy, { load: () => import('./first.js'), name: 'First', props: { project } });
  const parts = query.trim().split(/\s+/);
  return div(
    { class: 'state' },
    p(null, query === FIRST_VIEW ? 'Nothing is broken: no issue is unresolved.' : 'No issue matches all of this.'),
    query === FIRST_VIEW
      ? p(null, a({ class: 'link', href: withQuery({ q: 'is:resolved' }) }, 'Resolved ones'))
      : p(null, parts.map((part) => a({ key: part, class: 'mark plain', href: withQuery({ q: parts.filter((each) => each !== part).join(' ') || ' ' }) }, `without ${part}`, ' '))),
  );
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

/**
 * The list with changed rows in their places. Rows that have left the list's filter stay, faded.
 *
 * @param {List} list
 * @param {Issue[]} issues
 * @param {string[]} gone
 * @param {string} sort
 * @param {(row: Issue) => boolean | null} belongs
 */
function merged(list, issues, gone, sort, belongs) {
  const rows = new Map(list.rows);
  const left = new Set(list.gone);
  /** @type {string[]} */
  const moved = [];
  for (const row of issues) {
    const before = rows.get(row.id);
    const fits = belongs(row);
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
function ordered(list, moved, sort) {
  const ids = [...new Set([...list.ids, ...moved])].filter((id) => list.rows.has(id) && !list.gone.has(id));
  ids.sort((x, y) => rank(/** @type {Issue} */ (list.rows.get(y)), sort) - rank(/** @type {Issue} */ (list.rows.get(x)), sort));
  return { ...list, ids, gone: new Set() };
}

/** @param {List} list @param {{ id: string, status?: string, assigned_to?: string | null }[]} states */
function patched(list, states) {
  const rows = new Map(list.rows);
  const gone = new Set(list.gone);
  for (const { id, status, assigned_to } of states) {
    const row = rows.get(id);
    if (!row) continue;
    rows.set(id, { ...row, ...(status ? { status: /** @type {any} */ (status) } : {}), ...(assigned_to === undefined ? {} : { assigned_to }) });
  }
  return { ...list, rows, gone };
}

/** @param {Set<string>} set @param {string} id */
function toggled(set, id) {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

const STATUS_AFTER = /** @type {Record<string, string>} */ ({ resolve: 'resolved', unresolve: 'unresolved', archive: 'archived', discard: 'discarded' });

/**
 * Acts on issues at once, and offers to undo it.
 *
 * @param {import('../store.js').Project} project
 * @param {string[]} ids
 * @param {string} action
 * @param {string} done what is said afterwards, for example "resolved"
 * @param {{ user_id?: string }} more
 * @param {(states: { id: string, status?: string, assigned_to?: string | null }[]) => void} show
 */
export async function actOn(project, ids, action, done, more, show) {
  const path = `${projectPath(project.number)}/issues/actions`;
  show(ids.map((id) => ({ id, ...(STATUS_AFTER[action] ? { status: /** @type {string} */ (STATUS_AFTER[action]) } : {}), ...(action === 'assign' ? { assigned_to: more.user_id || null } : {}) })));
  try {
    const answer = await post(path, { issue_ids: ids, action, ...more });
    const before = answer.results.filter((/** @type {any} */ each) => each.status === 'ok');
    notify(`${before.length === 1 ? 'The issue is' : `${before.length} issues are`} ${done}.`, {
      undo: async () => {
        const states = before.map((/** @type {any} */ each) => ({ id: each.id, ...each.before, changed: each.changed }));
        try {
          const undone = await post(path, { action: 'restore', states });
          const conflicts = undone.results.filter((/** @type {any} */ each) => each.status === 'conflict').length;
          show(before.map((/** @type {any} */ each) => ({ id: each.id, ...each.before })));
          notify(conflicts > 0 ? `${conflicts} of them had been changed since, and stay as they are.` : 'Undone.');
        } catch (refused) {
          notify(/** @type {Error} */ (refused).message, { bad: true });
        }
      },
    });
  } catch (refused) {
    const old = kept;
    if (old) show(ids.flatMap((id) => { const row = old.rows.get(id); return row ? [{ id, status: row.status, assigned_to: row.assigned_to }] : []; }));
    notify(`Not done: ${/** @type {Error} */ (refused).message}`, { bad: true });
  }
}

/**
 * @param {import('../store.js').Project} project
 * @param {string[]} ids the first one keeps the others' events
 * @param {() => void} done
 */
async function merge(project, ids, done) {
  const rows = ids.map((id) => kept?.rows.get(id)).filter((row) => row !== undefined);
  rows.sort((x, y) => y.event_count - x.event_count);
  const into = rows[0];
  if (!into) return;
  try {
    await post(`/api/v1/issues/${into.id}/merge`, { issue_ids: rows.slice(1).map((row) => row.id) });
    notify(`Merged into "${into.title}". Its page can take them apart again.`);
    done();
  } catch (refused) {
    notify(`Not merged: ${/** @type {Error} */ (refused).message}`, { bad: true });
  }
}
