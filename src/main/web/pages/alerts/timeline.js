import { useEffect } from '../../lib/hooks.js';
import { dayAndTime, exact } from '../../format.js';
import { tags } from '../../html.js';
import { problemLine, useAnswer } from '../../parts.js';

const { b, div, li, ol, span, time } = tags;

/** Messages are delivered, and fail, while somebody looks. */
const PAUSE_MS = 5_000;

/** @typedef {{ at: string, kind: string, channel: { id: string, name: string, kind: string } | null, by: { display_name: string } | null, who: string | null, via: string | null, error: string | null }} Entry */

/** @param {{ alert: string }} props what became of an alert, in its order */
export function Timeline({ alert }) {
  const { answer, problem, again } = useAnswer(`/api/v1/alerts/${alert}/timeline`);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || again(), PAUSE_MS);
    return () => clearInterval(timer);
  }, []);
  /** @type {Entry[]} */
  const entries = [...(answer ?? [])].reverse();
  return div(
    { class: 'timeline' },
    problemLine(problem, again, answer !== null),
    answer === null ? null : ol({ 'aria-label': 'Timeline' }, entries.map((each) =>
      li(
        { key: `${each.at} ${each.kind} ${each.channel?.id}`, class: each.kind },
        time({ class: 'faint number', dateTime: each.at, title: exact(each.at) }, dayAndTime(each.at)),
        span({ class: each.kind === 'failed' ? 'problem-text' : '' }, words(each)),
      ))),
  );
}

/** @param {Entry} entry */
function words(entry) {
  const channel = entry.channel ? b(null, entry.channel.name) : 'a channel that is deleted';
  switch (entry.kind) {
    case 'raised': return 'Raised';
    case 'told': return ['Told ', channel, kindOf(entry)];
    case 'failed': return ['Could not tell ', channel, kindOf(entry), entry.error ? `: ${entry.error}` : ''];
    case 'calm': return 'Calm: no alert of this episode came for a while';
    default: return [entry.kind === 'resolved' ? 'Resolved' : 'Acknowledged', ...actor(entry, channel)];
  }
}

/** @param {Entry} entry */
const kindOf = (entry) => (entry.channel ? span({ class: 'faint' }, ` (${entry.channel.kind})`) : null);

/** Who acted, and by which way. @param {Entry} entry @param {any} channel */
function actor(entry, channel) {
  const name = entry.by ? entry.by.display_name || 'somebody' : entry.who;
  const who = name ? [' by ', b(null, name)] : [];
  switch (entry.via) {
    case 'link': return [...who, ' by the link that was sent to ', channel];
    case 'pagerduty': return [...who, ' in PagerDuty'];
    default: return who;
  }
}
