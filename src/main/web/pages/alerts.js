import { useEffect } from '../lib/hooks.js';
import { get, post, projectPath } from '../api.js';
import { agoInWords, exact } from '../format.js';
import { tags } from '../html.js';
import { moreButton, pageHead, problemLine, subPages, usePages } from '../parts.js';
import { useTitle } from '../shell.js';
import { listen, notify, update, useStore } from '../store.js';

const { a, b, button, div, li, ol, p, span } = tags;

const KINDS = /** @type {const} */ ([['active', 'Open'], ['acknowledged', 'Acknowledged'], ['resolved', 'Resolved']]);

/** @param {{ project: import('../store.js').Project, place: import('../route.js').Place }} props what the rules have raised */
export function Alerts({ project, place }) {
  const status = place.query.get('status') ?? 'active';
  const path = `/p/${project.number}/alerts`;
  const { rows, problem, more, again } = usePages(`${projectPath(project.number)}/alerts`, { status });
  const now = useStore((state) => state.now);
  useTitle(`Alerts · ${project.name}`);
  useEffect(() => listen({ message: (message) => message.type === 'alert' && again(), reload: again }), [status]);
  const act = async (/** @type {any} */ alert, /** @type {string} */ action, /** @type {string} */ done) => {
    try {
      await post(`/api/v1/alerts/${alert.id}/${action}`);
      notify(`The alert is ${done}.`);
      again();
      update({ openAlerts: (await get(`${projectPath(project.number)}/alerts`, { status: 'active', limit: 100 })).length });
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  return [
    pageHead('Alerts', a({ class: 'button', href: `/p/${project.number}/settings/rules` }, 'Rules')),
    subPages(KINDS.map(([name, label]) => [name === 'active' ? path : `${path}?status=${name}`, label]), status === 'active' ? path : `${path}?status=${status}`),
    problemLine(problem, again, rows !== null),
    rows === null ? null : rows.length === 0
      ? p({ class: 'state' }, status === 'active' ? 'No alert is open.' : 'None.')
      : ol({ class: 'list alert-list' }, rows.map((each) =>
          li(
            { key: each.id },
            div(
              { class: 'what' },
              p(null, each.issue_id ? a({ class: 'link', href: `/p/${project.number}/issues/${each.issue_id}` }, b(null, each.message)) : b(null, each.message)),
              p({ class: 'faint', title: exact(each.triggered_at) }, `${each.rule_name ?? 'a rule'} · ${agoInWords(each.triggered_at, now)}`, each.acknowledged_by ? ` · acknowledged by ${each.acknowledged_by.display_name || 'somebody'}` : ''),
            ),
            span({ class: 'acts' },
              each.status === 'active' ? button({ class: 'button main', type: 'button', onClick: () => act(each, 'acknowledge', 'acknowledged') }, 'Acknowledge') : null,
              each.status !== 'resolved' ? button({ class: 'button', type: 'button', onClick: () => act(each, 'resolve', 'resolved') }, 'Resolve') : null),
          ))),
    moreButton(more),
  ];
}

