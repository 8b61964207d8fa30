import { useEffect, useRef, useState } from './lib/hooks.js';
import { get } from './api.js';
import { tags } from './html.js';
import { useKeys } from './keys.js';
import { gathered, listen, murmur } from './store.js';

const { button, kbd } = tags;

/** Most rows that are counted. */
const MOST = 50;
/** Rows are counted at most this often while the stream tells of changes. */
const PAUSE_MS = 5_000;

/**
 * How many rows would stand above those of a list. They are counted when the stream tells of a change, and the list stays
 * as it is.
 *
 * @param {string} path of the list in the API
 * @param {Record<string, string | null | undefined>} query
 * @param {any[] | null} rows as they are shown, the newest first
 * @param {(changes: import('./store.js').Changes) => boolean} concerns whether these changes may have brought rows
 * @param {number} everyMs rows are also counted this often, if the stream does not tell of all that come; 0 if it does
 */
export function useNewer(path, query, rows, concerns, everyMs = 0) {
  const [count, setCount] = useState(0);
  const shown = useRef(rows);
  shown.current = rows;
  const first = rows?.[0]?.id;
  useEffect(() => setCount(0), [rows === null, first]);
  useEffect(() => {
    let listens = true;
    const look = gathered(async () => {
      if (!listens || shown.current === null) return;
      // When it cannot be read, the next change is an occasion.
      const newest = await get(path, { limit: MOST, ...query }).catch(() => null);
      if (listens && newest && shown.current) setCount(above(newest.data, shown.current));
    }, PAUSE_MS);
    const timer = everyMs > 0 ? setInterval(() => document.hidden || look(), everyMs) : undefined;
    const stop = listen({ reload: look, changed: (changes) => concerns(changes) && look() });
    return () => {
      listens = false;
      clearInterval(timer);
      stop();
    };
  }, [path, JSON.stringify(query)]);
  return count;
}

/** How many of the newest rows would stand above those that are shown. @param {any[]} newest @param {any[]} shown */
function above(newest, shown) {
  const time = (/** @type {any} */ row) => new Date(row?.received_at ?? 0).getTime();
  const known = new Set(shown.map((each) => each.id));
  return newest.filter((each) => !known.has(each.id) && time(each) >= time(shown[0])).length;
}

/**
 * A line over the top of a list that offers its newer rows. It takes no room, so that nothing moves when it comes.
 *
 * @param {{ count: number, name: string, names: string, show: () => void }} props name, names: of one row and of several
 */
export function Newer({ count, name, names, show }) {
  const text = `${count}${count === MOST ? '+' : ''} new ${count === 1 ? name : names}`;
  useEffect(() => {
    if (count > 0) murmur(text);
  }, [text]);
  const run = () => {
    show();
    scrollTo(0, 0);
  };
  useKeys(count > 0 ? [{ key: '.', label: 'Show what is new', run }] : []);
  return count === 0 ? null : button({ class: 'moved above', type: 'button', onClick: run }, `${text} – show `, kbd({ class: 'wide' }, '.'));
}
