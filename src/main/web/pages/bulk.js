import { tags } from '../html.js';
import { icon } from '../icons.js';

const { b, button, div, kbd } = tags;

/**
 * What can be done with the chosen issues of a list.
 *
 * @param {{
 *   count: number, resolved: boolean, archived: boolean, resolve: () => void, archive: () => void, assign: () => void,
 *   merge: () => void, remove: () => void, none: () => void,
 * }} props resolved, archived: whether all of them are
 */
export function Bulk({ count, resolved, archived, resolve, archive, assign, merge, remove, none }) {
  const one = (/** @type {string} */ label, /** @type {string} */ key, /** @type {() => void} */ run) =>
    button({ class: 'button', type: 'button', onClick: run }, `${label} `, kbd({ class: 'wide' }, key));
  return div(
    { class: 'bulk', role: 'toolbar', 'aria-label': 'Chosen issues' },
    b(null, `${count} chosen`),
    button({ class: 'button main', type: 'button', onClick: resolve }, icon('check'), resolved ? 'Unresolve ' : 'Resolve ', kbd({ class: 'wide' }, 'e')),
    one(archived ? 'Unarchive' : 'Archive', 'y', archive),
    one('Assign', 'a', assign),
    button({ class: 'button', type: 'button', disabled: count < 2, onClick: merge }, 'Merge ', kbd({ class: 'wide' }, 'm')),
    button({ class: 'button bare', type: 'button', onClick: remove }, 'Delete'),
    button({ class: 'button bare', type: 'button', onClick: none }, 'None ', kbd({ class: 'wide' }, 'esc')),
  );
}
