import { h } from '../lib/preact.js';
import { useRef, useState } from '../lib/hooks.js';
import { issuePath, projectPath } from '../api.js';
import { Chosen } from '../brush.js';
import { exact } from '../format.js';
import { tags } from '../html.js';
import { icon, level } from '../icons.js';
import { useKeys } from '../keys.js';
import { Newer, useNewer } from '../newer.js';
import { grid, moreButton, pageHead, problemLine, usePages } from '../parts.js';
import { chooseTimes, go, timesOf, withQuery } from '../route.js';
import { useTitle } from '../shell.js';

const { a, button, div, form, input, kbd, p, span } = tags;

/**
 * A table of events: those of an issue, those that a search finds, or those of a session.
 *
 * @param {{ project: import('../store.js').Project, place: import('../route.js').Place }} props
 */
export function Events({ project, place }) {
  const [, , page, id = ''] = place.parts;
  const words = place.query.get('q') ?? '';
  const times = timesOf(place.query);
  const filters = { ...parts(words), ...times };
  if (page === 'sessions') return h(Listed, { project, title: `Session ${id}`, path: `${projectPath(project.number)}/sessions/${encodeURIComponent(id)}/events`, query: {}, note: 'The oldest first.' });
  if (page === 'issues') {
    return [
      p({ class: 'path' }, a({ href: `/p/${project.number}/issues/${id}` }, 'Issue'), span(null, '›'), span(null, 'Events')),
      h(Listed, { project, title: 'Events of the issue', path: `${issuePath(id)}/events`, query: filters, find: words, times, of: id }),
    ];
  }
  return h(Listed, { project, title: 'Search events', path: `${projectPath(project.number)}/events/search`, query: { sort: 'time', ...filters }, find: words, times });
}

/**
 * Reads `level: env: release: user: tag.k:` and words.
 *
 * @param {string} text
 * @returns {Record<string, string>}
 */
function parts(text) {
  /** @type {Record<string, string>} */
  const found = {};
  const words = [];
  for (const [whole, key, quoted, plain] of text.matchAll(/(?:(level|env|release|user|tag\.[^\s:"]+):)?(?:"([^"]*)"|(\S+))/g)) {
    const value = quoted ?? plain ?? '';
    if (key?.startsWith('tag.')) found['tag'] = `${key.slice(4)}:${value}`;
    else if (key) found[key] = value;
    else words.push(whole);
  }
  if (words.length > 0) found['q'] = words.join(' ');
  return found;
}

/**
 * @param {{
 *   project: import('../store.js').Project, title: string, path: string, query: Record<string, string>, find?: string, note?: string,
 *   times?: import('../route.js').Times | null, of?: string,
 * }} props of: the issue whose events these are; newer ones are offered
 */
function Listed({ project, title, path, query, find, note = '', times = null, of }) {
  useTitle(`${title} · ${project.name}`);
  const { rows, problem, complete, more, again } = usePages(path, query);
  const newer = useNewer(path, query, of ? rows : null, ({ issues }) => issues.some((each) => each.id === of));
  return [
    pageHead(title),
    find === undefined ? p({ class: 'page-note quiet' }, note) : h(Find, { key: find, text: find }),
    times ? div({ class: 'page-note' }, h(Chosen, { times })) : null,
    problemLine(problem, again, rows !== null),
    h(Newer, { count: newer, name: 'event', names: 'events', show: again }),
    rows === null
      ? null
      : rows.length === 0
        ? p({ class: 'state' }, 'No event matches.')
        : grid(title, ['Level', 'Message', 'Release', 'Environment', 'User', 'Received'], rows.map((row) => ({
            key: row.id,
            cells: [
              level(row.level),
              a({ class: 'link', href: row.issue_id ? `/p/${project.number}/issues/${row.issue_id}/events/${row.id}` : `/e/${row.id}` }, row.message || row.title || 'no message'),
              span({ class: 'code' }, row.release ?? ''), row.environment ?? '', row.user ?? '', span({ class: 'number' }, exact(row.received_at)),
            ],
          }))),
    complete ? null : p({ class: 'page-note quiet' }, 'Only the newest part was searched. More looks further back.'),
    moreButton(more),
  ];
}

/** @param {{ text: string }} props */
function Find({ text: first }) {
  const [text, setText] = useState(first);
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useKeys([
    { key: '/', label: 'Search', run: () => field.current?.focus() },
    ...(location.search.includes('from=') ? [{ key: 'Escape', label: 'Show all times', run: () => chooseTimes(null) }] : []),
  ]);
  return form(
    { class: 'find', role: 'search', onSubmit: (event) => { event.preventDefault(); go(withQuery({ q: text.trim() })); } },
    div({ class: 'query' }, icon('search'), input({ ref: field, class: 'code', 'aria-label': 'Search events', value: text, maxLength: 1000, autocomplete: 'off', spellcheck: false, placeholder: 'Words, or level: env: release: user: tag.key:', onInput: (event) => setText(event.currentTarget.value), onKeyDown: (event) => event.key === 'Escape' && field.current?.blur() }), kbd({ class: 'wide' }, '/')),
    button({ class: 'button', type: 'submit' }, 'Search'),
  );
}
