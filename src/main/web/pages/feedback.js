import { h } from '../lib/preact.js';
import { projectPath } from '../api.js';
import { Fields } from '../event/more.js';
import { agoInWords, exact, size } from '../format.js';
import { tags } from '../html.js';
import { Newer, useNewer } from '../newer.js';
import { moreButton, pageHead, problemLine, usePages } from '../parts.js';
import { useTitle } from '../shell.js';
import { useStore } from '../store.js';

const { a, b, button, code, div, li, ol, p, span } = tags;

/** The stream tells of the events that feedback comes with, but not of feedback that comes later or alone. */
const LOOK_MS = 30_000;

/** @param {{ project: import('../store.js').Project }} props what users wrote, about an event or about none */
export function Feedback({ project }) {
  const path = `${projectPath(project.number)}/feedback`;
  const { rows, problem, more, again } = usePages(path);
  const newer = useNewer(path, {}, rows, ({ issues }) => issues.length > 0, LOOK_MS);
  const now = useStore((state) => state.now);
  useTitle(`Feedback · ${project.name}`);
  return [
    pageHead('Feedback', button({ class: 'button', type: 'button', onClick: again }, 'Look again')),
    problemLine(problem, again, rows !== null),
    h(Newer, { count: newer, name: 'message', names: 'messages', show: again }),
    rows === null ? null : rows.length === 0
      ? div(
          { class: 'state' },
          p(null, b(null, 'No user has written yet.')),
          p(null, 'A client sends what a user writes with ', code(null, 'captureFeedback'), ' or a user report. ', a({ class: 'link', href: `/p/${project.number}/settings/arrivals` }, 'See what came in and was not kept')),
        )
      : ol({ class: 'list feedback' }, rows.map((each) => li({ key: each.id }, h(Said, { project, said: each, now })))),
    moreButton(more),
  ];
}

/** @param {{ project: import('../store.js').Project, said: any, now: number }} props */
function Said({ project, said, now }) {
  const who = [said.name, said.email].filter(Boolean);
  const issue = said.issue_id ? `/p/${project.number}/issues/${said.issue_id}` : null;
  return [
    p(
      { class: 'from' },
      who.length > 0 ? [b({ class: 'clip' }, who[0]), who[1] ? span({ class: 'quiet clip' }, who[1]) : null] : span({ class: 'quiet' }, 'Somebody without a name'),
      span({ class: 'faint when', title: exact(said.received_at) }, agoInWords(said.received_at, now)),
    ),
    p({ class: 'words' }, said.message),
    said.url ? p({ class: 'faint code url' }, said.url) : null,
    said.attachments.length > 0
      ? p({ class: 'files' }, said.attachments.map((/** @type {any} */ file) =>
          a({ key: file.id, class: 'button', href: `/api/v1/attachments/${file.id}`, download: file.filename }, span({ class: 'clip' }, file.filename), span({ class: 'faint' }, size(file.size)))))
      : null,
    p(
      { class: 'about' },
      issue
        ? [a({ class: 'link', href: issue }, 'The issue'), said.event_id ? a({ class: 'link', href: `/e/${said.event_id}` }, 'The event') : null]
        : span({ class: 'faint' }, said.event_id ? `Its event ${said.event_id.slice(0, 8)} is not stored.` : 'About no event.'),
      said.replay_id ? span({ class: 'faint' }, 'Replay ', span({ class: 'code' }, said.replay_id)) : null,
    ),
    said.contexts && Object.keys(said.contexts).length > 0 ? h(Fields, { title: 'What the client adds', fields: said.contexts }) : null,
  ];
}
