import { h } from '../lib/preact.js';
import { useEffect, useState } from '../lib/hooks.js';
import { get, projectPath } from '../api.js';
import { tags } from '../html.js';
import { withQuery } from '../route.js';
import { First } from './first.js';
import { FIRST_VIEW } from './issue-list.js';

const { a, div, p } = tags;

/**
 * What stands in place of a list without issues.
 *
 * @param {{ project: import('../store.js').Project, query: string, onWait: () => void, onList: () => void }} props onWait is
 *   told when the project has had no event yet, onList when the list is wanted in spite of that
 */
export function Empty({ project, query, onWait, onList }) {
  const [any, setAny] = useState(/** @type {boolean | null} */ (null));
  useEffect(() => {
    get(`${projectPath(project.number)}/issues`, { limit: 1 }).then((page) => {
      setAny(page.data.length > 0);
      if (page.data.length === 0) onWait();
    }, () => {});
  }, []);
  if (any === null) return null;
  if (!any) return h(First, { project, onList });
  const parts = query.trim().split(/\s+/);
  return div(
    { class: 'state' },
    p(null, query === FIRST_VIEW ? 'Nothing is broken: no issue is unresolved.' : 'No issue matches all of this.'),
    query === FIRST_VIEW
      ? p(null, a({ class: 'link', href: withQuery({ q: 'is:resolved' }) }, 'Resolved ones'))
      : p(null, parts.map((part) => a({ key: part, class: 'mark plain', href: withQuery({ q: parts.filter((each) => each !== part).join(' ') || ' ' }) }, `without ${part}`, ' '))),
  );
}
