import { h } from '../../lib/preact.js';
import { useState } from '../../lib/hooks.js';
import { agoInWords, exact } from '../../format.js';
import { tags } from '../../html.js';
import { Lazy } from '../../shell.js';
import { useStore } from '../../store.js';

const { a, b, button, div, li, p, span } = tags;

/**
 * One alert. What became of it is read when somebody asks.
 *
 * @param {{ project: import('../../store.js').Project, alert: import('./read.js').Alert, act: (target: string, done: string) => void }} props
 */
export function AlertRow({ project, alert, act }) {
  const [open, setOpen] = useState(false);
  const now = useStore((state) => state.now);
  const target = `/api/v1/alerts/${alert.id}`;
  return li(
    null,
    div(
      { class: 'what' },
      p(null, alert.issue_id ? a({ class: 'link', href: `/p/${project.number}/issues/${alert.issue_id}` }, b(null, alert.message)) : b(null, alert.message)),
      p({ class: 'faint' }, span({ title: exact(alert.triggered_at) }, agoInWords(alert.triggered_at, now)), done('acknowledged', alert.acknowledged_at, alert.acknowledged_by), done('resolved', alert.resolved_at, alert.resolved_by)),
    ),
    span(
      { class: 'acts' },
      alert.status === 'active' ? button({ class: 'button', type: 'button', onClick: () => act(`${target}/acknowledge`, 'The alert is acknowledged.') }, 'Acknowledge') : null,
      alert.status !== 'resolved' ? button({ class: 'button', type: 'button', onClick: () => act(`${target}/resolve`, 'The alert is resolved.') }, 'Resolve') : null,
      button({ class: 'button bare', type: 'button', 'aria-expanded': open, onClick: () => setOpen(!open) }, 'Timeline'),
    ),
    open ? h(Lazy, { load: () => import('./timeline.js'), name: 'Timeline', props: { alert: alert.id } }) : null,
  );
}

/** Whoever used a link, or PagerDuty, is no user. @param {string} what @param {string | null} at @param {{ display_name: string } | null} user */
const done = (what, at, user) => (at ? ` · ${what}${user ? ` by ${user.display_name || 'somebody'}` : ''}` : '');
