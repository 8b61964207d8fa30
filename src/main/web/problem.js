import { useEffect, useState } from './lib/hooks.js';
import { tags } from './html.js';
import { useStore } from './store.js';

const { button, p } = tags;

/** How long a page waits before it asks again when the server does not say. */
const USUAL_PAUSE_S = 5;
/** Answers after which the same request may succeed: none at all, too many requests, not now. */
const PASSING = [0, 429, 502, 503, 504];

/**
 * What a request was refused with. Where waiting helps, it says when the next try is, and tries.
 *
 * @param {{ problem: import('./api.js').Refused, again?: () => void, beside?: boolean }} props beside: older data is shown
 *   and stays
 */
export function Problem({ problem, again, beside = false }) {
  const passing = again !== undefined && PASSING.includes(problem.status);
  const [next] = useState(() => Date.now() + 1_000 * (problem.retrySeconds || USUAL_PAUSE_S));
  const now = useStore((state) => state.now);
  const signedOut = useStore((state) => state.signedOut);
  useEffect(() => {
    const timer = passing ? setTimeout(again, Math.max(0, next - Date.now())) : undefined;
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (problem.status === 401 && !signedOut) again?.();
  }, [signedOut]);
  const wait = Math.max(0, Math.ceil((next - now) / 1_000));
  return p(
    { class: beside ? 'state beside' : 'state', role: 'alert' },
    `${inWords(problem)} `,
    passing ? `${beside ? 'What is shown is older. ' : ''}Next try ${wait > 0 ? `in ${wait} s` : 'now'}. ` : '',
    again && problem.status !== 403 && problem.status !== 404 ? button({ class: 'button', type: 'button', onClick: again }, 'Try again') : null,
  );
}

/** @param {import('./api.js').Refused} problem */
function inWords({ status, message, body }) {
  const at = typeof body?.at === 'number' ? ` (at character ${body.at + 1})` : '';
  const sentence = `${message.replace(/^[a-z](?=[a-z]* )/, (first) => first.toUpperCase())}${at}`.replace(/([^.!?])$/, '$1.');
  if (status === 403 && /your role/.test(message)) return `${sentence} An admin or an owner of the organisation may.`;
  if (status === 403 && /operator/.test(message)) return `${sentence} The first account is one; "mesher user create --operator" makes others.`;
  if (status === 404) return `${sentence} It was deleted, or it is not yours to see.`;
  return sentence;
}
