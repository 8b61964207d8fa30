import { useState } from '../lib/hooks.js';
import { tags } from '../html.js';

const { button, dd, dl, dt, p, span } = tags;

/** More of them would freeze the page. */
const SHOWN = 50;
const LONGEST = 500;

/**
 * Names and values. Of many, fifty are shown until somebody asks for all.
 *
 * @param {{ entries: [string, unknown][], class: 'pairs' | 'vars', scrolls?: boolean }} props
 */
export function Pairs({ entries, class: look, scrolls = false }) {
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, SHOWN);
  const clipped = look === 'pairs' ? ' clip' : '';
  return [
    dl({ class: look, tabIndex: scrolls ? 0 : undefined }, shown.map(([name, value]) => {
      const words = text(value);
      return [
        dt({ key: name, class: clipped, title: look === 'pairs' ? name : undefined }, name),
        dd({ key: `${name} value` }, look === 'pairs'
          ? span({ class: 'code clip', title: words.slice(0, LONGEST) }, words)
          : words.length <= LONGEST || all ? words : [words.slice(0, LONGEST), ' ', span({ class: 'faint' }, `… ${words.length - LONGEST} more characters`)]),
      ];
    })),
    !all && (entries.length > SHOWN || (look === 'vars' && entries.some(([, value]) => text(value).length > LONGEST)))
      ? p({ class: 'show-all' }, button({ class: 'button bare', type: 'button', onClick: () => setAll(true) }, `Show all ${entries.length}`))
      : null,
  ];
}

/** @param {unknown} value */
export function text(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
