import { tags } from './html.js';

const { svg, path, circle, rect } = tags;

/** @typedef {'search' | 'down' | 'left' | 'right' | 'check' | 'copy' | 'back' | 'rise' | 'box' | 'person' | 'more' | 'close' | 'issues' | 'overview' | 'alerts' | 'operate' | 'settings' | 'events'} Name */

/** @type {Record<Name, [string, string]>} the view box's size and the lines */
const LINES = {
  search: ['16', 'M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.5 10.5L14 14'],
  down: ['16', 'M4 6l4 4 4-4'],
  left: ['16', 'M10 4L6 8l4 4'],
  right: ['16', 'M6 4l4 4-4 4'],
  check: ['16', 'M3 8.5l3.2 3.2L13 5'],
  copy: ['16', 'M7 5.5h5A1.5 1.5 0 0113.5 7v5A1.5 1.5 0 0112 13.500H7A1.5 1.5 0 015.5 12V7A1.5 1.5 0 017 5.500zM10.5 5.5V4A1.5 1.5 0 009 2.5H4A1.5 1.5 0 002.5 4v5A1.5 1.5 0 004 10.5h1.5'],
  back: ['12', 'M3.5 2L1.5 4l2 2M1.5 4h6a2.5 2.5 0 010 5h-3'],
  rise: ['12', 'M1.5 9L5 5.5l2 2 3.5-4.5M7.5 3h3v3'],
  box: ['16', 'M2.5 3h11v3h-11zM3.5 6v7h9V6M6.5 9h3'],
  person: ['16', 'M8 2.500a2.75 2.75 0 100 5.5 2.75 2.75 0 000-5.500zM3 13.500c.6-2.7 2.5-4 5-4s4.4 1.3 5 4'],
  more: ['16', 'M3.5 8h.01M8 8h.01M12.5 8h.01'],
  close: ['16', 'M4 4l8 8M12 4l-8 8'],
  issues: ['20', 'M3 5h2M3 10h2M3 15h2M8 5h9M8 10h9M8 15h9'],
  overview: ['20', 'M3 17h14M5 14v-4M9 14V5M13 14V8M17 14v-2'],
  alerts: ['20', 'M5 14V9a5 5 0 0110 0v5l1.5 1.5h-13zM8.5 17.5h3'],
  operate: ['20', 'M4.5 3.500h11A1.5 1.5 0 0117 5v2a1.5 1.5 0 01-1.5 1.500h-11A1.5 1.5 0 013 7V5a1.5 1.5 0 011.5-1.500zM4.5 11.500h11A1.5 1.5 0 0117 13v2a1.5 1.5 0 01-1.5 1.500h-11A1.5 1.5 0 013 15v-2a1.5 1.5 0 011.5-1.500zM6 6h.01M6 14h.01'],
  settings: ['20', 'M3 6h7M14 6h3M3 14h3M10 14h7M12 4a2 2 0 100 4 2 2 0 000-4zM8 12a2 2 0 100 4 2 2 0 000-4z'],
  events: ['20', 'M3 4h14M3 8h9M3 12h14M3 16h6'],
};

/** @param {Name} name an icon without a meaning of its own: its text stands beside it */
export function icon(name) {
  const [size, lines] = LINES[name];
  return svg({ viewBox: `0 0 ${size} ${size}`, width: 16, height: 16, 'aria-hidden': true }, path({ d: lines }));
}

/**
 * A level's shape and colour.
 *
 * @param {string} level
 */
export function level(level) {
  const shape = {
    fatal: () => path({ d: 'M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.500v-5z' }),
    error: () => circle({ cx: 6, cy: 6, r: 5 }),
    warning: () => path({ d: 'M6 .5l5.8 10.500H.2z' }),
    info: () => rect({ x: 1.5, y: 1.5, width: 9, height: 9, rx: 1.5 }),
    debug: () => circle({ cx: 6, cy: 6, r: 4.5 }),
  }[level] ?? (() => circle({ cx: 6, cy: 6, r: 5 }));
  return svg({ class: `level ${level}`, viewBox: '0 0 12 12', role: 'img', 'aria-label': level }, shape());
}

export function brand() {
  return svg(
    { viewBox: '0 0 24 24', 'aria-hidden': true },
    path({ d: 'M4 5l8 7 8-7M4 19l8-7 8 7M4 5v14M20 5v14' }),
    circle({ cx: 4, cy: 5, r: 2.2 }),
    circle({ cx: 20, cy: 5, r: 2.2 }),
    circle({ cx: 12, cy: 12, r: 2.8 }),
    circle({ cx: 4, cy: 19, r: 2.2 }),
    circle({ cx: 20, cy: 19, r: 2.2 }),
  );
}
