import { h } from '../../lib/preact.js';
import { useEffect, useRef, useState } from '../../lib/hooks.js';
import { get, post } from '../../api.js';
import { tags } from '../../html.js';
import { card, moreButton, problemLine, useAnswer } from '../../parts.js';
import { useTitle } from '../../shell.js';
import { murmur, notify } from '../../store.js';
import { readServer } from '../../failing.js';
import { Facts } from './channels.js';
import { Said, isSettled, settledInWords } from './channel-message.js';

const { a, button, div, ol, p } = tags;

const PAGE = 20;
/** The pauses between two reads while something is under way: they grow while nothing changes. */
const SHORTEST_MS = 1_000;
const LONGEST_MS = 15_000;
const GROWTH = 1.5;
/** The longest pause while the next try is farther away. */
const FAR_MS = 60_000;

/** @param {{ id: string, org: string, path: string, mayEdit: boolean }} props what became of a channel's messages */
export function ChannelLog({ id, org, path, mayEdit }) {
  const channels = useAnswer(`/api/v1/orgs/${org}/channels`);
  const channel = channels.answer?.find((/** @type {any} */ each) => each.id === id);
  const log = useLog(id, () => { channels.again(); readServer(); });
  useTitle(channel ? `Log of ${channel.name}` : 'Channels');
  const act = async (/** @type {string} */ route, /** @type {string} */ done) => {
    try {
      await post(route);
      notify(done);
      log.hurry();
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  const again = (/** @type {any} */ message) => {
    if (message.delivered_at === null || confirm('It was delivered already. Send it again?')) act(`/api/v1/messages/${message.id}/redeliver`, 'The message is sent again.');
  };
  const back = p({ class: 'about' }, a({ class: 'link', href: path }, 'All channels'));
  if (channels.answer && !channel) return [back, p({ class: 'state' }, 'This channel is not there. It was deleted, or it belongs to another organisation.')];
  return [
    back,
    problemLine(channels.problem, channels.again, channels.answer !== null),
    channel
      ? card('Channel', div({ class: 'channel-head' }, h(Facts, { channel }), mayEdit ? button({ class: 'button main', type: 'button', onClick: () => act(`/api/v1/channels/${id}/test`, 'The test is on its way.') }, 'Send a test') : null))
      : null,
    problemLine(log.problem, log.hurry, log.rows !== null),
    log.rows === null ? null : card('Messages of the last 30 days', log.rows.length === 0
      ? p(null, 'Nothing was sent yet.')
      : ol({ class: 'alert-list' }, log.rows.map((each) => h(Said, { key: each.id, message: each, again: mayEdit ? again : null })))),
    moreButton(log.more),
  ];
}

/**
 * The messages, the newest first. They are read again while one of them is under way.
 *
 * @param {string} id of the channel
 * @param {() => void} onSettled a message that was under way is not any more
 */
function useLog(id, onSettled) {
  const path = `/api/v1/channels/${encodeURIComponent(id)}/deliveries`;
  const [rows, setRows] = useState(/** @type {any[] | null} */ (null));
  const [last, setLast] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState(/** @type {import('../../api.js').Refused | null} */ (null));
  const known = useRef(/** @type {any[]} */ ([]));
  const pause = useRef(SHORTEST_MS);
  const read = async (/** @type {any} */ after) => {
    try {
      const page = await get(path, { limit: PAGE, cursor: after?.next_cursor, cursor_id: after?.next_cursor_id });
      const before = known.current;
      const ended = page.data.filter((/** @type {any} */ each) => isSettled(each) && before.some((was) => was.id === each.id && !isSettled(was)));
      pause.current = JSON.stringify(page.data[0]) === JSON.stringify(before[0]) ? Math.min(LONGEST_MS, pause.current * GROWTH) : SHORTEST_MS;
      known.current = after ? joined(before, page.data) : page.has_more ? joined(page.data, before) : page.data;
      setRows(known.current);
      setLast((/** @type {any} */ was) => (after || was === null || !page.has_more ? page : was));
      setProblem(null);
      if (ended.length > 0) {
        murmur(settledInWords(ended[0]));
        onSettled();
      }
    } catch (refused) {
      setProblem(/** @type {any} */ (refused));
    }
  };
  const hurry = () => {
    pause.current = SHORTEST_MS;
    read(null);
  };
  useEffect(hurry, [path]);
  useEffect(() => {
    const waiting = (rows ?? []).filter((each) => !isSettled(each));
    if (waiting.length === 0) return undefined;
    const soonest = Math.min(...waiting.map((each) => new Date(each.next_try_at).getTime())) - Date.now();
    const next = () => {
      if (document.hidden) timer = setTimeout(next, LONGEST_MS);
      else read(null);
    };
    let timer = setTimeout(next, Math.max(pause.current, Math.min(FAR_MS, soonest + SHORTEST_MS)));
    return () => clearTimeout(timer);
  }, [rows]);
  return { rows, problem, hurry, more: last?.has_more ? () => { read(last); } : null };
}

/** @param {any[]} first @param {any[]} others those of them that are not among the first follow */
function joined(first, others) {
  const ids = new Set(first.map((each) => each.id));
  return [...first, ...others.filter((each) => !ids.has(each.id))];
}
