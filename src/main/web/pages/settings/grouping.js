import { useState } from '../../lib/hooks.js';
import { post, projectPath } from '../../api.js';
import { whole } from '../../format.js';
import { tags } from '../../html.js';
import { card } from '../../parts.js';
import { notify } from '../../store.js';

const { a, button, li, p, span, ul } = tags;

/** @param {{ project: import('../../store.js').Project }} props what the present grouping would make of the stored events */
export function GroupingPreview({ project }) {
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      setFound(await post(`${projectPath(project.number)}/regroup`, { dry_run: true }));
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
    setBusy(false);
  };
  const link = (/** @type {string} */ id) => a({ key: id, class: 'link code', href: `/p/${project.number}/issues/${id}` }, id.slice(0, 8), ' ');
  return card('Grouping', [
    p(null, 'Events keep the group they came into. This reads the newest events of each issue and says what the present rules would make of them. Nothing is changed.'),
    p(null, button({ class: 'button main', type: 'button', disabled: busy, onClick: run }, busy ? 'Reading events' : 'Try it')),
    found === null
      ? null
      : [
          p(null, `${whole(found.events)} events of ${whole(found.issues)} issues were read by algorithm ${found.algorithm}.${found.complete ? '' : ' There are more issues than could be read.'}${found.unreadable > 0 ? ` ${whole(found.unreadable)} could not be grouped.` : ''}`),
          found.merges.length === 0 && found.splits.length === 0 ? p(null, 'Every issue would stay as it is.') : null,
          ul({ class: 'said-list' }, found.merges.map((/** @type {any} */ each) => li({ key: each.fingerprint }, span(null, `One issue, "${each.title}": `), each.issue_ids.map(link)))),
          ul({ class: 'said-list' }, found.splits.map((/** @type {any} */ each) => li({ key: each.issue_id }, link(each.issue_id), span(null, `would be ${each.groups.length} issues`)))),
        ],
  ]);
}
