import { useEffect, useRef, useState } from './lib/hooks.js';
import { tags } from './html.js';
import { bound, singleKeys } from './keys.js';

const { button, dd, dialog, div, dl, dt, h2, input, kbd, label, p } = tags;

/** @param {{ close: () => void }} props the keys that hold on this page */
export function Help({ close }) {
  const frame = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const [on, setOn] = useState(singleKeys.on());
  useEffect(() => frame.current?.showModal(), []);
  return dialog(
    { class: 'pane wide-pane', ref: frame, onClose: close, 'aria-label': 'Keys' },
    h2(null, 'Keys'),
    dl({ class: 'keylist' }, bound().map((each) => div({ key: each.key }, dt(null, each.key.split(' ').map((name) => kbd({ key: name }, shown(name)))), dd(null, each.label)))),
    p(null, label(null, input({ type: 'checkbox', checked: on, onChange: (event) => { singleKeys.set(event.currentTarget.checked); setOn(event.currentTarget.checked); } }), ' Single keys work')),
    p(null, button({ class: 'button', type: 'button', onClick: () => frame.current?.close() }, 'Close')),
  );
}

/** @param {string} key */
const shown = (key) => key.replace('mod+', '⌘').replace('shift+', '⇧').replace('Enter', '↵').replace('Escape', 'esc');
