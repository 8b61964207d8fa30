import { h, render } from './lib/preact.js';
import { useEffect } from './lib/hooks.js';
import { get, whenSignedOut } from './api.js';
import { tags } from './html.js';
import { startKeys } from './keys.js';
import { watch } from './live.js';
import { Issues } from './pages/issues.js';
import { followLinks, go, usePlace } from './route.js';
import { Lazy, Shell, showDensity, useTitle } from './shell.js';
import { current, update, useStore } from './store.js';

const { div, h1, p, a } = tags;
const LAST_PROJECT = 'mesher.project';

/** Pages of a project that are loaded when they are first shown: address, module, component, place in the bar. */
const PAGES = /** @type {Record<string, [() => Promise<any>, string, string]>} */ ({
  issue: [() => import('./pages/issue.js'), 'Issue', 'issues'],
  first: [() => import('./pages/first.js'), 'First', 'issues'],
});

/** Pages that belong to no project. */
const OTHERS = /** @type {Record<string, [() => Promise<any>, string, string]>} */ ({
  'sign-in': [() => import('./pages/sign-in.js'), 'SignIn', ''],
});

function App() {
  const place = usePlace();
  const projects = useStore((state) => state.projects);
  const signedOut = useStore((state) => state.signedOut);
  const [head, reference, page = 'issues', detail] = place.parts;
  const project = head === 'p' ? (projects?.find((each) => String(each.number) === reference || each.slug === reference) ?? null) : null;
  useEffect(() => {
    if (project) localStorage.setItem(LAST_PROJECT, String(project.number));
    watch(project?.number ?? null);
  }, [project?.number]);
  useEffect(() => {
    if (place.path === '/' && projects !== null) go(home(projects), { replace: true });
  }, [place.path, projects]);
  const other = OTHERS[head ?? ''];
  if (other) return h(Lazy, { load: other[0], name: other[1], props: { place } });
  if (projects === null) {
    return signedOut ? h(Lazy, { load: () => import('./pages/sign-in.js'), name: 'SignIn', props: { place } }) : null;
  }
  return [
    h(Shell, { project, page: project ? (PAGES[detail && page === 'issues' ? 'issue' : page]?.[2] ?? page) : (head ?? '') }, project ? projectPage(project, page, detail, place) : h(NotFound, { place })),
    signedOut ? h(Lazy, { load: () => import('./pages/sign-in.js'), name: 'SignInDialog', props: {} }) : null,
  ];
}

/**
 * @param {import('./store.js').Project} project
 * @param {string} page
 * @param {string | undefined} detail
 * @param {import('./route.js').Place} place
 */
function projectPage(project, page, detail, place) {
  if (page === 'issues' && !detail) return h(Issues, { key: project.number, project, place });
  const found = PAGES[page === 'issues' ? 'issue' : page];
  return found ? h(Lazy, { key: page, load: found[0], name: found[1], props: { project, place } }) : h(NotFound, { place });
}

/** @param {{ place: import('./route.js').Place }} props */
function NotFound({ place }) {
  useTitle('Not found');
  return div({ class: 'first' }, h1(null, 'There is no such page'), p({ class: 'quiet' }, place.path), p(null, a({ class: 'link', href: '/' }, 'To the issues')));
}

/** @param {import('./store.js').Project[]} projects */
function home(projects) {
  const last = projects.find((each) => String(each.number) === localStorage.getItem(LAST_PROJECT));
  const project = last ?? projects[0];
  return project ? `/p/${project.number}/issues` : '/account';
}

/** Reads who the caller is and what they may see. Called again after a sign-in. */
export async function start() {
  try {
    const [projects, me] = await Promise.all([get('/api/v1/projects'), get('/api/v1/auth/me')]);
    update({ projects, me, signedOut: false });
  } catch {
    if (current().projects === null) update({ signedOut: true });
  }
}

whenSignedOut(() => update({ signedOut: true }));
showDensity();
followLinks();
startKeys();
render(h(App, null), /** @type {HTMLElement} */ (document.getElementById('app')));
start();
