import { useEffect, useRef, useState } from '../../lib/hooks.js';
import { post, projectPath } from '../../api.js';
import { day, dayAndTime, exact } from '../../format.js';
import { tags } from '../../html.js';

const { button, details, div, figcaption, figure, li, ol, p, path, rect, span, summary, svg } = tags;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURS = 168;

/** The API tells of the newest so many times. */
const MOST_TIMES = 100;

/** Somebody who goes on typing is waited for. */
const PAUSE_MS = 600;

/** @typedef {{ fired: string[], exact: boolean, at: number }} Found */

/**
 * When a rule would have fired. It is asked for by the button, and from then on whenever the rule is another one.
 *
 * @param {{ project: import('../../store.js').Project, rule: any, valid: () => boolean }} props
 *   rule: as the API takes it; valid: whether the fields hold what they may
 */
export function RulePreview({ project, rule, valid }) {
  const [found, setFound] = useState(/** @type {Found | null} */ (null));
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const asked = useRef(false);
  const running = useRef(false);
  const changed = useRef(false);
  const latest = useRef(rule);
  latest.current = rule;
  const look = async () => {
    if (!valid()) return { found: null, words: 'Some of the fields above are not filled in yet.' };
    try {
      const answer = await post(`${projectPath(project.number)}/alert-rules/preview`, latest.current);
      return { found: { ...answer, at: Date.now() }, words: '' };
    } catch (refused) {
      return { found: null, words: /** @type {Error} */ (refused).message };
    }
  };
  const ask = async () => {
    asked.current = true;
    changed.current = true;
    // The server makes few previews at a time: the next one waits for the one before.
    if (running.current) return;
    running.current = true;
    setBusy(true);
    while (changed.current) {
      changed.current = false;
      const answer = await look();
      if (!changed.current) {
        setFound(answer.found);
        setWords(answer.words);
      }
    }
    setBusy(false);
    running.current = false;
  };
  useEffect(() => {
    if (!asked.current) return undefined;
    const timer = setTimeout(ask, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [JSON.stringify(rule)]);
  return div(
    { class: 'preview' },
    button({ class: 'button', type: 'button', 'aria-disabled': busy, onClick: ask }, busy ? 'Looking back' : 'Look back seven days'),
    p({ role: 'status' }, words !== '' ? words : found ? inWords(found) : ''),
    found && found.fired.length > 0 ? [strip(found), times(found)] : null,
  );
}

/** @param {Found} found */
function inWords({ fired, exact: sure }) {
  const count = fired.length;
  const when = 'in the last seven days';
  if (count === 0) return sure ? `It would not have fired ${when}.` : `Nothing was found that would have fired it ${when}.`;
  const times = count === 1 ? 'once' : `${count} times`;
  return `It would have fired ${sure ? '' : count >= MOST_TIMES ? 'at least ' : 'about '}${times} ${when}.`;
}

/** A bar for each hour in which it would have fired, the newest at the right. @param {Found} found */
function strip({ fired, at }) {
  const start = at - HOURS * HOUR_MS;
  const counts = new Array(HOURS).fill(0);
  for (const each of fired) counts[Math.min(HOURS - 1, Math.max(0, Math.floor((new Date(each).getTime() - start) / HOUR_MS)))]++;
  const most = Math.max(...counts);
  const midnights = Array.from({ length: 7 }, (_, i) => Math.ceil(start / DAY_MS + i) * DAY_MS).filter((each) => each <= at);
  const edges = [start, ...midnights, at];
  return figure(
    { class: 'plot' },
    svg(
      { class: 'chart', viewBox: `0 0 ${HOURS} 32`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${fired.length} times in seven days, at most ${most} in an hour` },
      midnights.map((each) => path({ key: each, class: 'edge', d: `M${(each - start) / HOUR_MS} 0V32` })),
      counts.map((count, i) => (count === 0 ? null : rect({ key: i, class: 'on', x: i, y: 32 - Math.max(6, (count / most) * 32), width: 1, height: Math.max(6, (count / most) * 32) }))),
      path({ class: 'base', d: `M0 31.5H${HOURS}` }),
    ),
    figcaption(null, edges.slice(0, -1).map((each, i) => {
      const long = (edges[i + 1] ?? at) - each;
      return span({ key: each, style: { flexGrow: long / HOUR_MS } }, long < 0.75 * DAY_MS ? '' : day(each));
    })),
  );
}

/** @param {Found} found */
function times({ fired }) {
  return details(null, summary(null, fired.length >= MOST_TIMES ? 'The newest times, in UTC' : 'The times, in UTC'), ol({ class: 'times' }, fired.map((each, i) => li({ key: i, title: exact(each) }, dayAndTime(each)))));
}
