import { h } from '../lib/preact.js';
import { useEffect } from '../lib/hooks.js';
import { issuePath } from '../api.js';
import { tags } from '../html.js';
import { useAnswer } from '../parts.js';
import { issueAddress } from '../route.js';
import { murmur } from '../store.js';

const { a, div, h1, p } = tags;

/**
 * What stands in place of an issue that was deleted, or merged into another, while its page was open.
 *
 * @param {{
 *   project: import('../store.js').Project, place: import('../route.js').Place, title: string, into: string | null, back: string,
 * }} props title: of the issue that is gone; into: the issue that it was merged into, null when it was deleted; back: the list's address
 */
export function Gone({ project, place, title, into, back }) {
  const what = into === null ? 'This issue was deleted' : 'This issue was merged into another';
  useEffect(() => murmur(what), [what]);
  return div(
    { class: 'first' },
    h1(null, what),
    p({ class: 'said' }, title),
    into === null ? null : h(Target, { id: into, href: issueAddress(project, into, place.query) }),
    p(null, a({ class: 'link', href: back }, 'Back to the list')),
  );
}

/** @param {{ id: string, href: string }} props the issue that now has the events */
function Target({ id, href }) {
  const { answer } = useAnswer(issuePath(id));
  return p(null, 'Its events belong to ', a({ class: 'link', href }, answer?.title ?? 'that issue'), ' now.');
}
