import { h } from './lib/preact.js';

/**
 * @template {keyof import('preact').JSX.IntrinsicElements} K
 * @typedef {(props?: import('preact').JSX.IntrinsicElements[K] | null, ...children: import('preact').ComponentChildren[]) => import('preact').VNode} Tag
 */

/**
 * A function for each element: `div({ class: 'row' }, 'text', a({ href }, title))`. Text from events is always text,
 * never markup.
 *
 * @type {{ [K in keyof import('preact').JSX.IntrinsicElements]: Tag<K> }}
 */
export const tags = /** @type {any} */ (
  new Proxy({}, {
    get: (_, name) => (/** @type {any} */ props, /** @type {any[]} */ ...children) =>
      h(/** @type {string} */ (name), props ?? null, ...children),
  })
);
