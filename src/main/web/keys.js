import { useLayoutEffect, useRef } from './lib/hooks.js';

/**
 * Keys. None works while somebody types. Single keys can be switched off, as WCAG 2.1.4 asks.
 *
 * @typedef {object} Binding
 * @property {string} key as the keyboard names it ("j", "Enter", "?"), "shift+j", "mod+k" (Command or Control), or two
 *   keys in turn: "g i"
 * @property {string} label what it does, for the list of keys
 * @property {() => void} run
 */

const SWITCH = 'mesher.keys';
const LONGEST_PAUSE_MS = 1_000;

/** @type {Binding[][]} the newest part of the page last */
const layers = [];
let before = '';
let beforeAt = 0;

export const singleKeys = {
  on: () => localStorage.getItem(SWITCH) !== 'off',
  /** @param {boolean} on */
  set: (on) => localStorage.setItem(SWITCH, on ? 'on' : 'off'),
};

/**
 * Binds keys while the component is shown. Of two bindings of one key, that of the newer component holds.
 *
 * @param {Binding[]} bindings
 */
export function useKeys(bindings) {
  const layer = useRef(/** @type {Binding[]} */ ([]));
  layer.current.length = 0;
  layer.current.push(...bindings);
  // With what is drawn, not after it: a key that follows at once is meant for what is shown.
  useLayoutEffect(() => {
    layers.push(layer.current);
    return () => {
      layers.splice(layers.indexOf(layer.current), 1);
    };
  }, []);
}

/** All that hold now, without those that newer ones hide. */
export function bound() {
  /** @type {Map<string, Binding>} */
  const byKey = new Map();
  layers.forEach((layer) => layer.forEach((each) => byKey.set(each.key, each)));
  return [...byKey.values()];
}

/** @param {KeyboardEvent} event */
function name(event) {
  // Many keyboards write [ and { with AltGr, which some systems report as Control and Alt.
  if ((event.metaKey || event.ctrlKey) && !event.getModifierState('AltGraph')) return `mod+${event.key.toLowerCase()}`;
  if (!/^[A-Za-z]$/.test(event.key)) return event.key;
  return event.shiftKey ? `shift+${event.key.toLowerCase()}` : event.key.toLowerCase();
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement
    && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
      || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)));
}

export function startKeys() {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || (event.altKey && !event.getModifierState('AltGraph'))) return;
    if (['Shift', 'Alt', 'AltGraph', 'Control', 'Meta'].includes(event.key)) return;
    const key = name(event);
    const strong = key.startsWith('mod+') || key === 'Escape';
    if (!strong && (isTyping(event.target) || !singleKeys.on() || document.querySelector('dialog[open]'))) return;
    // A button that has the focus takes these two itself.
    if ((key === 'Enter' || key === ' ') && event.target instanceof HTMLElement && event.target.closest('a, button, summary')) return;
    const two = event.timeStamp - beforeAt < LONGEST_PAUSE_MS ? `${before} ${key}` : '';
    const all = bound();
    const found = all.find((each) => each.key === two) ?? all.find((each) => each.key === key);
    before = found ? '' : key;
    beforeAt = event.timeStamp;
    if (found) {
      event.preventDefault();
      found.run();
    }
  });
}
