import { h } from './lib/preact.js';
import { useEffect, useRef, useState } from './lib/hooks.js';
import { tags } from './html.js';
import { bound, singleKeys } from './keys.js';

const { button, dd, dialog, div, dl, dt, h2, input, kbd, label, p } = tags;

/** @param {{ close: () => void }} props the keys that hold on this page */
export function Help({ close }) {
  const frame = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => frame.current?.showModal(), []);
  return dialog(
    { class: 'pane wide-pane', ref: frame, onClose: close, 'aria-label': 'Keys' },
    h2(null, 'Keys'),
    dl({ class: 'keylist' }, bound().map((each) => div({ key: each.key }, dt(null, each.key.split(' ').map((name) => kbd({ key: name }, shown(name)))), dd(null, each.label)))),
    p(null, h(KeySwitch, null)),
    p({ class: 'faint' }, 'In a chart: arrow keys go from bar to bar, with ⇧ they choose a time, esc shows all times. ⌘ stands for Control as well.'),
    p(null, button({ class: 'button', type: 'button', onClick: () => frame.current?.close() }, 'Close')),
  );
}

/** Switches single keys off, for those who press them by accident or speak to the machine. Keys with Control go on. */
export function KeySwitch() {
  const [on, setOn] = useState(singleKeys.on());
  return label(null, input({ type: 'checkbox', checked: on, onChange: (event) => { singleKeys.set(event.currentTarget.checked); setOn(event.currentTarget.checked); } }), ' Single keys work');
}

/** @param {string} key */
const shown = (key) => key.replace(/mod\+(.)/, (_, letter) => `⌘${letter.toUpperCase()}`).replace('shift+', '⇧').replace('Enter', '↵').replace('Escape', 'esc');
