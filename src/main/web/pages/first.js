import { h } from '../lib/preact.js';
import { useEffect, useState } from '../lib/hooks.js';
import { get, projectPath } from '../api.js';
import { tags } from '../html.js';
import { icon } from '../icons.js';
import { useKeys } from '../keys.js';
import { go } from '../route.js';
import { useTitle } from '../shell.js';
import { copy } from '../event/copy.js';
import { snippets } from '../snippets.js';
import { listen } from '../store.js';

const { b, button, code, h1, h2, header, i, p, pre, section, span, div } = tags;

/** @param {{ project: import('../store.js').Project, onList: () => void }} props waits for a project's first event, and greets it */
export function First({ project, onList }) {
  const [arrived, setArrived] = useState(/** @type {import('../store.js').Row | null} */ (null));
  useTitle(`Waiting for the first event · ${project.name}`);
  useEffect(() => {
    const look = () => get(`${projectPath(project.number)}/issues`, { limit: 1 }).then((page) => page.data[0] && setArrived(page.data[0]), () => {});
    const again = setInterval(look, 5_000);
    const stop = listen({ changed: ({ issues }) => issues[0] && setArrived(issues[0]), reload: look });
    return () => {
      clearInterval(again);
      stop();
    };
  }, []);
  useKeys([{ key: 'c', label: 'Copy the DSN', run: () => copy(project.dsn, 'The DSN is copied.') }]);
  if (arrived) {
    return div(
      { class: 'first', role: 'status' },
      p({ class: 'wait' }, icon('check'), 'It works'),
      h1(null, `The first event of ${project.name} is here`),
      p({ class: 'said' }, arrived.title),
      p({ class: 'about' }, button({ class: 'button main', type: 'button', onClick: () => go(`/p/${project.number}/issues/${arrived.id}`) }, 'Look at it'), ' ', button({ class: 'button', type: 'button', onClick: onList }, 'To the list')),
    );
  }
  return div(
    { class: 'first' },
    p({ class: 'wait', role: 'status' }, i(null), 'Waiting for the first event of ', b(null, project.name)),
    h1(null, 'Point a client here and break something'),
    h(Connect, { project }),
    p({ class: 'about quiet' }, 'The event shows up here by itself, usually within a second.'),
  );
}

/** @param {{ project: import('../store.js').Project }} props the DSN, and what to paste for each client */
export function Connect({ project }) {
  const [chosen, setChosen] = useState('curl');
  const all = snippets(project.dsn, location.origin);
  const text = all.find((each) => each.name === chosen)?.text ?? '';
  return [
    section(
      { class: 'card', 'aria-label': 'Address' },
      header(null, h2(null, 'DSN'), span({ class: 'faint' }, 'for any of Sentry’s own clients'), span({ class: 'end' }, button({ class: 'button bare', type: 'button', onClick: () => copy(project.dsn, 'The DSN is copied.') }, icon('copy'), 'Copy'))),
      p({ class: 'dsn code' }, project.dsn),
    ),
    section(
      { class: 'card', 'aria-label': 'Client' },
      header(
        null,
        span({ class: 'pick', role: 'group', 'aria-label': 'Client' }, all.map((each) => button({ key: each.name, type: 'button', 'aria-pressed': each.name === chosen, onClick: () => setChosen(each.name) }, each.name))),
        span({ class: 'end' }, button({ class: 'button bare', type: 'button', onClick: () => copy(text, 'The snippet is copied.') }, icon('copy'), 'Copy')),
      ),
      pre({ class: 'source plain', tabIndex: 0 }, code(null, text)),
    ),
  ];
}
