import { useState } from '../lib/hooks.js';
import { go, withQuery } from '../route.js';

const REMEMBERED = 'mesher.view';

/** @typedef {'ours' | 'all' | 'text' | 'json'} View how an event is shown */

const VIEWS = /** @type {readonly string[]} */ (['ours', 'all', 'text', 'json']);

/**
 * How events are shown: as the address says, or else as it was chosen last.
 *
 * @returns {[View, (view: View) => void]}
 */
export function useView() {
  const [view, setView] = useState(/** @type {View} */ (first()));
  return [view, (next) => {
    localStorage.setItem(REMEMBERED, next);
    setView(next);
    go(withQuery({ view: next === 'ours' ? null : next }), { replace: true });
  }];
}

/** @returns {string} */
function first() {
  const asked = new URLSearchParams(location.search).get('view') ?? localStorage.getItem(REMEMBERED) ?? '';
  return VIEWS.includes(asked) ? asked : 'ours';
}
