import { h, render } from './lib/preact.js';
import { useEffect, useState } from './lib/hooks.js';
import { get, projectPath, whenSignedOut } from './api.js';
import { tags } from './html.js';
import { startKeys } from './keys.js';
import { Issues, readAhead } from './pages/issues.js';
import { followLinks, go, usePlace } from './route.js';
import { Lazy, Shell, showDensity, useTitle } from './shell.js';
import { current, cursors, update, useStore } from './store.js';

const { div, h1, p, a } = tags;
const LAST_PROJECT = 'mesher.project';

/** @typedef {[load: () => Promise<any>, component: string, place: string]} Page its module, and its place in the bar */

/** Pages of a project. Each is loaded when it is first shown. */
const PAGES = /** @type {Record<string, Page>} */ ({
  issue: [() => import('./pages/issue.js'), 'Issue', 'issues'],
  events: [() => import('./pages/events.js'), 'Events', 'issues'],
  sessions: [() => import('./pages/events.js'), 'Events', 'issues'],
  overview: [() => import('./pages/overview.js'), 'Overview', 'overview'],
  feedback: [() => import('./pages/feedback.js'), 'Feedback', 'overview'],
  alerts: [() => import('./pages/alerts.js'), 'Alerts', 'alerts'],
  settings: [() => import('./pages/settings.js'), 'Settings', 'settings'],
});

/** Pages that belong to no project, with the bar above. */
const OTHERS = /** @type {Record<string, Page>} */ ({
  account: [() => import('./pages/account.js'), 'Account', ''],
  operate: [() => import('./pages/operate.js'), 'Operate', 'operate'],
  i: [() => import('./pages/short.js'), 'Short', 'issues'],
  e: [() => import('./pages/short.js'), 'Short', 'issues'],
});

/** Pages for somebody who has not signed in. */
const OUTSIDE = /** @type {Record<string, Page>} */ ({
  'sign-in': [() => import('./pages/sign-in.js'), 'SignIn', ''],
  accept: [() => import('./pages/accept.js'), 'Accept', ''],
});

/** The project whose stream the page follows. @type {number | null} */
let watched = null;

function App() {
  const place = usePlace();
  const projects = useStore((state) => state.projects);
  const signedOut = useStore((state) => state.signedOut);
  const [head = '', reference] = place.parts;
  const asked = head === 'p' ? projects?.find((each) => String(each.number) === reference || each.slug === reference) : undefined;
  const project = asked ?? (OTHERS[head] && projects ? (lastProject(projects) ?? null) : null);
  const begun = useBegin(asked?.number ?? null);
  useEffect(() => {
    if (asked) localStorage.setItem(LAST_PROJECT, String(asked.number));
    watched = asked?.number ?? null;
    // Of two imports, the later one may be answered first.
    import('./live.js').then(({ watch }) => watch(watched), () => {});
  }, [asked?.number]);
  useEffect(() => {
    if (place.path === '/' && projects !== null) go(home(projects), { replace: true });
  }, [place.path, projects]);
  const outside = OUTSIDE[head];
  if (outside) return h(Lazy, { key: head, load: outside[0], name: outside[1], props: { place } });
  if (projects === null) {
    return signedOut ? h(Lazy, { load: () => import('./pages/sign-in.js'), name: 'SignIn', props: { place } }) : null;
  }
  const page = asked ? pageOf(place.parts) : head;
  const found = (asked ? PAGES : OTHERS)[page];
  return [
    h(
      Shell,
      { project, page: page === 'issues' ? 'issues' : (found?.[2] ?? '') },
      asked && !begun ? null : asked && page === 'issues'
        ? h(Issues, { key: asked.number, project: asked, place })
        : found ? h(Lazy, { key: `${page} ${asked?.number}`, load: found[0], name: found[1], props: { project, place } }) : h(NotFound, { place }),
    ),
    signedOut ? h(Lazy, { load: () => import('./pages/sign-in.js'), name: 'SignInDialog', props: {} }) : null,
  ];
}

/** @param {number | null} number of a project @returns {boolean} whether what it shows may be read */
function useBegin(number) {
  const [, setTurn] = useState(0);
  const begun = number === null || cursors.has(number) || failed.has(number);
  useEffect(() => {
    if (!begun && number !== null) begin(number).then(() => setTurn((turn) => turn + 1));
  }, [number]);
  return begun;
}

/** @type {Set<number>} projects whose cursor could not be read: the stream tells it later */
const failed = new Set();

/** Reads a project's cursor: what changes after it is told. @param {number} number */
async function begin(number) {
  try {
    cursors.set(number, (await get(`${projectPath(number)}/changes`)).cursor);
  } catch {
    failed.add(number);
  }
}

/** @param {string[]} parts of an address below a project */
function pageOf([, , page = 'issues', issue, kind, event]) {
  if (page !== 'issues' || !issue) return page;
  return kind === 'events' && !event ? 'events' : 'issue';
}

/** @param {{ place: import('./route.js').Place }} props */
function NotFound({ place }) {
  useTitle('Not found');
  return div({ class: 'first' }, h1(null, 'There is no such page'), p({ class: 'quiet' }, place.path), p(null, a({ class: 'link', href: '/' }, 'To the issues')));
}

/** @param {import('./store.js').Project[]} projects */
function lastProject(projects) {
  return projects.find((each) => String(each.number) === localStorage.getItem(LAST_PROJECT)) ?? projects[0];
}

/** @param {import('./store.js').Project[]} projects */
function home(projects) {
  const project = lastProject(projects);
  return project ? `/p/${project.number}/issues` : '/account';
}

/** The page is shown without its list when that takes longer. */
const LIST_MS = 100;

/** Reads who the caller is, what they may see, and the list that the address asks for. */
async function start() {
  try {
    const parts = location.pathname.split('/').filter(Boolean);
    const inProject = parts[0] === 'p';
    const number = Number(inProject ? parts[1] : localStorage.getItem(LAST_PROJECT));
    const listed = location.pathname === '/' || (inProject && pageOf(parts) === 'issues');
    const [projects, me] = await Promise.all([
      get('/api/v1/projects'),
      get('/api/v1/auth/me'),
      number > 0 ? begin(number).then(() => (listed ? soon(readAhead(number, new URLSearchParams(location.search))) : null)) : null,
    ]);
    update({ projects, me, signedOut: false });
    update({ server: await get('/api/v1/server') });
  } catch {
    if (current().projects === null) update({ signedOut: true });
  }
}

/** Waits for it, but not for long. Whoever needs it says what went wrong. @param {Promise<void>} read */
function soon(read) {
  return Promise.race([read.catch(() => {}), new Promise((over) => setTimeout(over, LIST_MS))]);
}

whenSignedOut(() => update({ signedOut: true }));
showDensity();
followLinks();
startKeys();
render(h(App, null), /** @type {HTMLElement} */ (document.getElementById('app')));
start();
