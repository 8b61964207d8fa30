import { useEffect, useState } from '../lib/hooks.js';
import { get, issuePath } from '../api.js';
import { tags } from '../html.js';
import { go } from '../route.js';

const { div, h1, p } = tags;

/** @param {{ place: import('../route.js').Place }} props a short address of an issue or event, as messages have them */
export function Short({ place }) {
  const [problem, setProblem] = useState('');
  const [kind, id = ''] = place.parts;
  useEffect(() => {
    (async () => {
      try {
        const event = kind === 'e' ? (await get(`/api/v1/events/${encodeURIComponent(id)}`)).event : null;
        const found = await get(issuePath(event ? event.issue_id : id));
        const issue = found.merged_into ? await get(issuePath(found.merged_into)) : found;
        go(`/p/${issue.project.number}/issues/${issue.id}${event ? `/events/${event.id}` : ''}`, { replace: true });
      } catch (refused) {
        setProblem(/** @type {Error} */ (refused).message);
      }
    })();
  }, [id]);
  return problem === '' ? null : div({ class: 'first' }, h1(null, 'This address leads nowhere'), p({ class: 'quiet' }, problem));
}
