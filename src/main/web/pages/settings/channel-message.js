import { agoInWords, exact, lasting, whole } from '../../format.js';
import { tags } from '../../html.js';
import { icon } from '../../icons.js';
import { useStore } from '../../store.js';

const { a, b, button, details, div, li, ol, p, span, summary } = tags;

const KINDS = /** @type {Record<string, string>} */ ({ first: 'First alert', digest: 'Digest', calm: 'Calm again', acknowledged: 'Acknowledged', resolved: 'Resolved', test: 'Test' });

/** The most characters of a receiver's words that are shown. */
const MOST_WORDS = 300;

/** Whether it is delivered or given up. @param {any} message */
export const isSettled = (message) => message.delivered_at !== null || message.given_up_at !== null;

/** @param {any} message */
export const settledInWords = (message) => `${KINDS[message.kind] ?? 'A message'}: ${message.delivered_at === null ? 'given up' : 'delivered'}`;

/** @param {{ message: any, again: ((message: any) => void) | null }} props a message, and what became of it */
export function Said({ message, again }) {
  const now = useStore((state) => state.now);
  const projects = useStore((state) => state.projects);
  const project = projects?.find((each) => each.id === message.project_id);
  const kind = KINDS[message.kind] ?? message.kind;
  return li(
    { class: 'said' },
    div(
      { class: 'what' },
      p(null, b(null, message.summary ?? (message.kind === 'test' ? 'Test' : 'Its words are chosen when it is sent'))),
      p(
        { class: 'faint', title: exact(message.created_at) },
        `${kind}${message.said_by ? ` by ${message.said_by}` : ''} · `,
        message.kind === 'test' ? null : [message.rule_name === null ? 'a rule that was deleted' : project ? a({ class: 'link', href: `/p/${project.number}/settings/rules` }, message.rule_name) : message.rule_name, project ? ` of ${project.name}` : '', ' · '],
        agoInWords(message.created_at, now),
      ),
      div({ class: 'delivery' }, state(message, now)),
      message.tries.length > 0 ? tries(message) : null,
    ),
    again ? span({ class: 'acts' }, button({ class: 'button', type: 'button', onClick: () => again(message) }, 'Send again')) : null,
  );
}

/** Where it stands. @param {any} message @param {number} now */
function state(message, now) {
  const count = `${whole(message.attempt)} ${message.attempt === 1 ? 'try' : 'tries'}`;
  if (message.delivered_at !== null) return [mark('plain', [icon('check'), 'delivered']), span({ title: exact(message.delivered_at) }, agoInWords(message.delivered_at, now), message.attempt > 1 ? `, after ${count}` : '')];
  if (message.given_up_at !== null) return [mark('back', 'given up'), span({ title: exact(message.given_up_at) }, `${agoInWords(message.given_up_at, now)}, after ${count}`)];
  const next = new Date(message.next_try_at).getTime();
  const when = `until ${exact(message.next_try_at).replace(/\.\d+/, '')}, in ${lasting(now, next)}`;
  if (message.tries.length === 0) return next > now ? [mark('plain', 'waiting'), span(null, when)] : mark('plain', 'being sent');
  return [mark('spike', 'not delivered yet'), span(null, next > now ? `waiting ${when}` : 'being sent again')];
}

/** @param {string} kind @param {any} words */
const mark = (kind, words) => span({ class: `mark ${kind}` }, words);

/** @param {any} message of which the newest tries are listed */
function tries(message) {
  return details(
    { class: 'tries', open: message.delivered_at === null },
    summary(null, message.attempt > message.tries.length ? `The newest of ${whole(message.attempt)} tries` : message.tries.length === 1 ? '1 try' : `${message.tries.length} tries`),
    ol(null, message.tries.map((/** @type {any} */ each) => li(
      { key: each.attempt },
      p(null, span({ class: 'faint' }, `${each.attempt}. ${exact(each.at)}, ${whole(each.millis)} ms`), ' ', span({ class: each.error === null ? '' : 'problem-text' }, each.error ?? `taken${each.status === null ? '' : ` with ${each.status}`}`)),
      each.words === '' ? null : p({ class: 'code words' }, each.words.length > MOST_WORDS ? `${each.words.slice(0, MOST_WORDS)}…` : each.words),
    ))),
  );
}
