import { h } from '../lib/preact.js';
import { useEffect, useState } from '../lib/hooks.js';
import { get, projectPath } from '../api.js';
import { dayAndTime } from '../format.js';
import { tags } from '../html.js';
import { withQuery } from '../route.js';
import { First } from './first.js';
import { FIRST_VIEW } from './kept-list.js';

const { a, b, div, p, span } = tags;

/**
 * What stands in place of a list without issues.
 *
 * @param {{ project: import('../store.js').Project, query: string, timed: boolean, onWait: () => void, onList: () => void }} props
 *   timed: a time is chosen; onWait is told when the project has had no event yet, onList when the list is wanted in spite of that
 */
export function Empty({ project, query, timed, onWait, onList }) {
  const [last, setLast] = useState(/** @type {string | null | undefined} */ (undefined));
  useEffect(() => {
    get(`${projectPath(project.number)}/issues`, { limit: 1 }).then((page) => {
      setLast(page.data[0]?.last_seen ?? null);
      if (page.data.length === 0) onWait();
    }, () => {});
  }, []);
  if (last === undefined) return null;
  if (last === null) return h(First, { project, onList });
  if (query === FIRST_VIEW && !timed) {
    return div(
      { class: 'state' },
      p(null, b(null, `Nothing is broken since ${dayAndTime(last)} UTC.`)),
      p(null, 'No issue is unresolved. ', a({ class: 'link', href: withQuery({ q: 'is:resolved' }) }, 'Look at the resolved ones')),
    );
  }
  const parts = query.trim() === '' ? [] : (query.trim().match(/!?(?:[a-z_.]+(?:\.[^\s:"]+)?:)?(?:"(?:[^"\\]|\\.)*"|\S+)/g) ?? []);
  return div(
    { class: 'state' },
    p(null, 'No issue matches ', parts.length > 0 ? span({ class: 'code' }, parts.join(' ')) : 'this', timed ? ' in the chosen time.' : '.'),
    p(
      { class: 'drops' },
      parts.map((part) => a({ key: part, class: 'button', href: withQuery({ q: parts.filter((each) => each !== part).join(' ') || ' ' }) }, 'without ', span({ class: 'code clip' }, part))),
      timed ? a({ class: 'button', href: withQuery({ from: null, to: null }) }, 'at all times') : null,
    ),
  );
}
