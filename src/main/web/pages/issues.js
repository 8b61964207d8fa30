import { h } from '../lib/preact.js';
import { useEffect, useRef, useState } from '../lib/hooks.js';
import { get, projectPath } from '../api.js';
import { whole } from '../format.js';
import { tags } from '../html.js';
import { icon } from '../icons.js';
import { useKeys } from '../keys.js';
import { RANGES, chooseTimes, go, timesOf, withQuery } from '../route.js';
import { Lazy, useTitle } from '../shell.js';
import { listen } from '../store.js';
import { IssueList } from './issue-list.js';
import { FIRST_VIEW, keptList, readEarly } from './kept-list.js';

const { a, b, div, form, h1, input, kbd, nav, option, select } = tags;

const VIEWS = /** @type {const} */ ([
  ['unresolved', 'Unresolved', 'is:unresolved'],
  ['new', 'New', 'is:unresolved is:new'],
  ['regressed', 'Back again', 'is:regressed'],
  ['mine', 'Mine', 'is:unresolved assigned:me'],
  ['unassigned', 'Nobody’s', 'is:unresolved assigned:none'],
  ['archived', 'Archived', 'is:archived'],
  ['resolved', 'Resolved', 'is:resolved'],
]);
const SORTS = { last_seen: 'Last seen', first_seen: 'First seen', events: 'Events', users: 'Users' };

/** What an address asks for. @param {URLSearchParams} of */
function wanted(of) {
  const query = of.get('q') ?? FIRST_VIEW;
  const sort = /** @type {keyof typeof SORTS} */ (of.get('sort') ?? 'last_seen');
  const times = timesOf(of);
  // An issue is in a range of time when it was seen both before the end of it and after its beginning.
  const asked = times ? `${query.trim()} last_seen:>${times.from} first_seen:<${times.to}`.trim() : query.trim();
  return { query, sort, range: of.get('range') ?? '7d', times, asked };
}

/** Reads what the page shows first, before it is shown. @param {number} project @param {URLSearchParams} query */
export function readAhead(project, query) {
  const { asked, sort } = wanted(query);
  return readEarly(project, asked, sort);
}

/** @param {{ project: import('../store.js').Project, place: import('../route.js').Place }} props */
export function Issues({ project, place }) {
  const { query, sort, range, times, asked } = wanted(place.query);
  const counts = useCounts(project);
  const unresolved = counts?.['unresolved'];
  // The chart's module is loaded after the rows are drawn. A list that is kept is drawn at once.
  const [drawn, setDrawn] = useState(keptList() !== null);
  const noChart = div({ class: 'volume' });
  useTitle(`${unresolved ? `${whole(unresolved.count)} unresolved · ` : ''}${project.name}`);
  return [
    h1({ class: 'unseen' }, `Issues of ${project.name}`),
    drawn ? h(Lazy, { key: range, load: () => import('../chart.js'), name: 'Volume', props: { project, range, times } }, noChart) : noChart,
    nav(
      { class: 'views', 'aria-label': 'Views' },
      VIEWS.map(([name, label, text]) =>
        a(
          { key: name, href: withQuery({ q: text === FIRST_VIEW ? null : text }), 'aria-current': query === text ? 'page' : undefined },
          label, ' ', counts?.[name] ? b(null, whole(counts[name].count) + (counts[name].more ? '+' : '')) : null,
        )),
      h(Lazy, { load: () => import('./views.js'), name: 'SavedViews', props: { project, query, sort, known: VIEWS.some(([, , text]) => text === query) } }),
    ),
    h(Find, { key: `find ${query}`, query, sort, range }),
    h(IssueList, { key: `${project.number} ${sort} ${asked}`, project, asked, sort, place, query, clear: times ? () => chooseTimes(null) : null, onDrawn: () => setDrawn(true) }),
  ];
}

/** @typedef {Record<string, { count: number, more: boolean }>} Counts */

/** The counts that were shown last, for the way back. @type {{ project: number, counts: Counts } | null} */
let keptCounts = null;

/** @param {import('../store.js').Project} project */
function useCounts(project) {
  const [counts, setCounts] = useState(/** @type {Counts | null} */ (keptCounts?.project === project.number ? keptCounts.counts : null));
  useEffect(() => {
    let shown = true;
    const read = () => get(`${projectPath(project.number)}/issues/counts`).then((answer) => {
      keptCounts = { project: project.number, counts: answer };
      if (shown) setCounts(answer);
    }, () => {});
    read();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        read();
      }, 2_000);
    };
    const stop = listen({
      message: (message) => {
        if (message.type === 'issue_count' || message.type === 'issue') soon();
      },
      missed: soon,
      reload: soon,
    });
    return () => {
      shown = false;
      clearTimeout(timer);
      stop();
    };
  }, [project.number]);
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
    select({ class: 'button', 'aria-label': 'Range of the chart', value: range, onChange: choose('range', '7d') },
      Object.entries(RANGES).map(([name, { label }]) => option({ key: name, value: name }, label))),
    select({ class: 'button', 'aria-label': 'Order', value: sort, onChange: choose('sort', 'last_seen') },
      Object.entries(SORTS).map(([name, label]) => option({ key: name, value: name }, label))),
  );
}
