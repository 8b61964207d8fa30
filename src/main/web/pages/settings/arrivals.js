import { h } from '../../lib/preact.js';
import { projectPath } from '../../api.js';
import { whole } from '../../format.js';
import { tags } from '../../html.js';
import { card, grid, problemLine, useAnswer } from '../../parts.js';
import { Refusals } from '../refusals.js';

const { a, p, span } = tags;

/** What is stored of the items that are no events. */
const STORED = ['attachment', 'feedback'];
const DISCARDED = 'discarded.';

const REASONS = /** @type {Record<string, string>} */ ({
  no_event: 'not stored: the envelope names no event',
  event_not_kept: 'not stored: its event was sampled out, or the issue is discarded',
  event_missing: 'not stored: its event did not come within an hour',
  invalid: 'not stored: not JSON, or without a message',
  too_large: 'not stored: too large',
  too_many: 'not stored: more than 20 in one envelope',
});

/** @param {{ project: import('../../store.js').Project }} props what became of what clients sent */
export function Arrivals({ project }) {
  const items = useAnswer(`${projectPath(project.number)}/items`);
  return [
    p({ class: 'about quiet' }, 'Where did it go? Accepted events are among the ', a({ class: 'link', href: `/p/${project.number}/issues?q=%20` }, 'issues'), ' and in the ', a({ class: 'link', href: `/p/${project.number}/events` }, 'search over events'), '. What was refused, and what came besides events, is here.'),
    h(Refusals, { project }),
    card('Besides events, in 30 days', [
      problemLine(items.problem, items.again, items.answer !== null),
      items.answer === null ? null : items.answer.length === 0
        ? p(null, 'Nothing but events came in.')
        : grid('Items', ['What', 'What became of it', '#Today', '#30 days'], rows(items.answer).map((each) => ({
            key: each.key,
            cells: [each.category, span({ class: each.lost ? 'problem-text' : '' }, each.fate), whole(each.today), whole(each.all)],
          }))),
    ]),
  ];
}

/** @typedef {{ category: string, reason?: string, day: string, count: number }} Item */

/** One row for each category and reason: what was lost first, then by its number. @param {Item[]} items */
function rows(items) {
  const today = new Date().toISOString().slice(0, 10);
  /** @type {Map<string, { key: string, category: string, fate: string, lost: boolean, today: number, all: number }>} */
  const found = new Map();
  for (const each of items) {
    const key = `${each.category} ${each.reason ?? ''}`;
    const row = found.get(key) ?? { key, ...named(each), today: 0, all: 0 };
    row.all += each.count;
    if (each.day === today) row.today += each.count;
    found.set(key, row);
  }
  return [...found.values()].sort((x, y) => Number(y.lost) - Number(x.lost) || y.all - x.all);
}

/** @param {Item} item */
function named({ category, reason }) {
  if (category.startsWith(DISCARDED)) {
    const [what = '', why = ''] = category.slice(DISCARDED.length).split('.', 2);
    return { category: what.replaceAll('_', ' '), fate: `the client discarded it: ${why.replaceAll('_', ' ') || 'it does not say why'}`, lost: true };
  }
  if (reason !== undefined) return { category: category.replaceAll('_', ' '), fate: REASONS[reason] ?? `not stored: ${reason.replaceAll('_', ' ')}`, lost: true };
  return { category: category.replaceAll('_', ' '), fate: STORED.includes(category) ? 'stored' : 'counted, not stored', lost: false };
}
