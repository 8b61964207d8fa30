import { h } from './lib/preact.js';
import { useEffect, useErrorBoundary, useRef, useState } from './lib/hooks.js';
import { get, projectPath } from './api.js';
import { tags } from './html.js';
import { initials, whole } from './format.js';
import { brand, icon } from './icons.js';
import { useKeys } from './keys.js';
import { go, usePlace } from './route.js';
import { gathered, listen, murmur, notify, undoNewest, update, useStore } from './store.js';

const { a, button, div, header, i, kbd, main, nav, p, select, option, span } = tags;

/** The pages of a project, in the order of the bar. */
const PLACES = /** @type {const} */ ([
  ['issues', 'Issues', 'i'],
  ['overview', 'Overview', 'o'],
  ['alerts', 'Alerts', 'a'],
  ['operate', 'Operate', 'p'],
  ['settings', 'Settings', 's'],
]);

/**
 * What stands around every page: the bar above, and lines that say what happened.
 *
 * @param {{ project: import('./store.js').Project | null, page: string, children?: any }} props
 */
export function Shell({ project, page, children }) {
  const failing = useStore((state) => state.server?.failing_channels?.length > 0);
  const [overlay, setOverlay] = useState(/** @type {'palette' | 'help' | null} */ (null));
  useKeys([
    ...(project ? PLACES.map(([name, label, key]) => ({ key: `g ${key}`, label: `Go to ${label}`, run: () => go(placeAddress(project, name)) })) : []),
    ...(project ? [
      { key: 'g e', label: 'Go to search over events', run: () => go(`/p/${project.number}/events`) },
      { key: 'g f', label: 'Go to feedback', run: () => go(`/p/${project.number}/feedback`) },
    ] : []),
    { key: 'mod+k', label: 'Go to anything', run: () => setOverlay('palette') },
    { key: '?', label: 'List of keys', run: () => setOverlay('help') },
    { key: 'z', label: 'Undo', run: undoNewest },
    { key: 'd', label: 'Rows: high or low', run: toggleDensity },
  ]);
  return [
    a({ class: 'skip', href: '#main' }, 'Skip to the page'),
    h(Top, { project, page, onSearch: () => setOverlay('palette') }),
    failing ? h(Lazy, { load: () => import('./failing.js'), name: 'FailingChannels', props: { project } }) : null,
    main({ id: 'main', tabIndex: -1 }, h(Guarded, { path: location.pathname }, children)),
    h(Lazy, { load: () => import('./notices.js'), name: 'Notices', props: {} }),
    overlay === 'palette' ? h(Lazy, { load: () => import('./palette.js'), name: 'Palette', props: { project, close: () => setOverlay(null) } }) : null,
    overlay === 'help' ? h(Lazy, { load: () => import('./help.js'), name: 'Help', props: { close: () => setOverlay(null) } }) : null,
  ];
}

/**
 * @param {import('./store.js').Project} project
 * @param {string} name
 */
export function placeAddress(project, name) {
  return name === 'operate' ? '/operate' : `/p/${project.number}/${name === 'settings' ? 'settings/general' : name}`;
}

/** @param {{ project: import('./store.js').Project | null, page: string, onSearch: () => void }} props */
function Top({ project, page, onSearch }) {
  const projects = useStore((state) => state.projects);
  const me = useStore((state) => state.me);
  const open = useStore((state) => state.openAlerts);
  useOpenAlerts(project);
  usePeople(project?.org_id ?? null);
  const name = me?.user ? me.user.display_name || me.user.email : null;
  return header(
    { class: 'top' },
    a({ class: 'brand', href: '/', 'aria-label': 'Mesher' }, brand(), span(null, 'Mesher')),
    project && projects
      ? select(
          {
            class: 'project', 'aria-label': 'Project', value: String(project.number),
            onChange: (event) => go(`/p/${event.currentTarget.value}/${PLACES.some(([each]) => each === page) && page !== 'operate' ? page : 'issues'}`),
          },
          projects.map((each) => option({ key: each.number, value: String(each.number) }, each.name)),
        )
      : null,
    project
      ? nav(
          { class: 'places', 'aria-label': 'Places' },
          PLACES.map(([each, label]) =>
            a(
              { key: each, href: placeAddress(project, each), 'aria-current': each === page ? 'page' : undefined },
              icon(each),
              label,
              each === 'alerts' && open > 0 ? span({ class: 'count', 'aria-label': `${open} open` }, whole(open)) : null,
            )),
        )
      : null,
    div(
      { class: 'rest' },
      project ? h(LiveState, null) : null,
      button({ class: 'button bare search', type: 'button', onClick: onSearch }, 'Go to… ', kbd(null, '⌘K')),
      a({ class: 'face', href: '/account', 'aria-label': name ? `Account of ${name}` : 'Account' }, name ? initials(name) : icon('person')),
    ),
  );
}

/** The most open alerts that are counted. */
const MOST_ALERTS = 100;

/** @param {import('./store.js').Project | null} project keeps the number of its open alerts, and says when one comes */
function useOpenAlerts(project) {
  useEffect(() => {
    if (project === null) return undefined;
    let shown = true;
    const count = () => get(`${projectPath(project.number)}/alerts`, { status: 'active', limit: MOST_ALERTS })
      .then((alerts) => shown && update({ openAlerts: alerts.length }), () => {});
    count();
    const soon = gathered(() => shown && count());
    const stop = listen({
      reload: count,
      missed: soon,
      message: (message) => {
        if (message.type === 'alert') {
          notify(`${message.rule_name}: ${message.message}`, { bad: true, live: true });
          murmur(`Alert: ${message.rule_name}`);
          soon();
        }
      },
    });
    return () => {
      shown = false;
      stop();
    };
  }, [project?.number]);
}

/** @param {string | null} org keeps the people of the project's organisation, to whom issues are assigned */
function usePeople(org) {
  useEffect(() => {
    if (org !== null) get(`/api/v1/orgs/${org}/members`).then((people) => update({ people }), () => update({ people: [] }));
  }, [org]);
}

function LiveState() {
  const live = useStore((state) => state.live);
  const lost = live.state === 'lost';
  const wasLost = useRef(false);
  useEffect(() => {
    if (lost) murmur('The connection is lost. What is shown may be older.');
    else if (wasLost.current && live.state === 'live') murmur('The connection is back, and nothing is missing.');
    wasLost.current = lost || (wasLost.current && live.state !== 'live');
  }, [live.state]);
  if (live.state === 'off') return null;
  return p({ class: `live ${live.state}`, title: words(live, lost) }, i(null), span(null, words(live, lost)), lost ? span({ class: 'brief' }, `Lost since ${clock(live.since)}`) : null);
}

/** @param {number} time by the clock of whoever looks, for example "10:31" */
const clock = (time) => new Date(time).toTimeString().slice(0, 5);

/**
 * @param {import('./store.js').Live} live
 * @param {boolean} lost
 */
function words(live, lost) {
  if (lost) return `Connection lost since ${clock(live.since)}, trying again`;
  if (live.state === 'catching-up') return 'Catching up';
  if (live.state !== 'live') return 'Connecting';
  if (live.rate === null) return 'Live';
  const delay = live.visibleMs === null || live.rate === 0 ? '' : `, shown after ${(live.visibleMs / 1_000).toFixed(1)} s`;
  return `Live, ${live.rate < 10 ? Number(live.rate.toFixed(1)) : whole(Math.round(live.rate))} events/s${delay}`;
}

/**
 * A page. When one of its parts cannot be drawn, the bar above and the other pages go on.
 *
 * @param {{ path: string, children?: any }} props
 */
function Guarded({ path, children }) {
  const [broken, again] = useErrorBoundary((error) => console.error(error));
  useEffect(() => {
    if (broken) again();
  }, [path]);
  return broken ? p({ class: 'state', role: 'alert' }, 'This page cannot be shown: a part of it is not as expected. The API has the data.') : children;
}

/** The parts that were loaded, by their names. @type {Map<string, any>} */
const loaded = new Map();

/**
 * A part of the page whose module is loaded when it is first shown.
 *
 * @param {{ load: () => Promise<any>, name: string, props: any, children?: any }} props children: what stands in its place until then
 */
export function Lazy({ load, name, props, children }) {
  const [part, setPart] = useState(() => loaded.get(name) ?? null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let shown = true;
    load().then(
      (module) => {
        loaded.set(name, module[name]);
        if (shown) setPart(() => module[name]);
      },
      () => shown && setFailed(true),
    );
    return () => {
      shown = false;
    };
  }, [name]);
  if (failed) return p({ class: 'state' }, 'This part of the page could not be loaded. Load the page again.');
  return part === null ? (children ?? null) : h(part, props);
}

export function useTitle(/** @type {string} */ text) {
  useEffect(() => {
    document.title = text === '' ? 'Mesher' : `${text} · Mesher`;
  }, [text]);
}

const DENSITY = 'mesher.density';

export function toggleDensity() {
  localStorage.setItem(DENSITY, localStorage.getItem(DENSITY) === 'compact' ? 'high' : 'compact');
  showDensity();
}

export function showDensity() {
  document.documentElement.dataset['density'] = localStorage.getItem(DENSITY) === 'compact' ? 'compact' : 'high';
}

export { usePlace };
