import { h } from './lib/preact.js';
import { useEffect, useRef, useState } from './lib/hooks.js';
import { get } from './api.js';
import { tags } from './html.js';
import { Problem } from './problem.js';

const { button, div, h1, header, h2, p, section, span, label, input, nav, a, table, tbody, td, th, thead, tr } = tags;

/**
 * What a route answers. It is read anew when the address changes, and by `again`; the former answer stays until then.
 *
 * @param {string} path
 * @param {Record<string, string | number | null | undefined>} [query]
 */
export function useAnswer(path, query = {}) {
  const [answer, setAnswer] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState(/** @type {import('./api.js').Refused | null} */ (null));
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    get(path, query, stop.signal).then(
      (found) => { setAnswer(found); setProblem(null); },
      (refused) => { if (!stop.signal.aborted) setProblem(refused); },
    );
    return () => stop.abort();
  }, [path, JSON.stringify(query), turn]);
  return { answer, problem, again: () => setTurn((before) => before + 1) };
}

/**
 * A list that goes on: pages are added at its end.
 *
 * @param {string} path
 * @param {Record<string, string | number | null | undefined>} [query]
 */
export function usePages(path, query = {}) {
  const [rows, setRows] = useState(/** @type {any[] | null} */ (null));
  const [last, setLast] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState(/** @type {import('./api.js').Refused | null} */ (null));
  const key = path + JSON.stringify(query);
  const asked = useRef(key);
  asked.current = key;
  const load = async (/** @type {any} */ after) => {
    try {
      const page = await get(path, { limit: 50, ...query, cursor: after?.next_cursor, cursor_id: after?.next_cursor_id });
      if (asked.current !== key) return;
      const data = Array.isArray(page) ? page : page.data;
      setRows((before) => (after ? [...(before ?? []), ...data] : data));
      setLast(Array.isArray(page) ? { has_more: false } : page);
      setProblem(null);
    } catch (refused) {
      if (asked.current === key) setProblem(/** @type {any} */ (refused));
    }
  };
  useEffect(() => {
    setRows(null);
    load(null);
  }, [key]);
  return { rows, problem, complete: last?.complete !== false, more: last?.has_more ? () => load(last) : null, again: () => load(null) };
}

/**
 * @param {import('./api.js').Refused | null} problem
 * @param {() => void} [again]
 * @param {boolean} [beside] whether older data is shown
 */
export function problemLine(problem, again, beside = false) {
  return problem === null ? null : h(Problem, { key: String(problem.turn), problem, again, beside });
}

/** @param {string} title @param {any} [beside] */
export function pageHead(title, beside = null) {
  return header({ class: 'page-head' }, h1(null, title), beside ? div({ class: 'acts' }, beside) : null);
}

/** @param {string} title @param {any} children @param {any} [end] */
export function card(title, children, end = null) {
  return section({ class: 'card', 'aria-label': title }, header(null, h2(null, title), end ? span({ class: 'end' }, end) : null), div({ class: 'inside' }, children));
}

/**
 * @param {[string, string][]} places address and name
 * @param {string} current
 */
export function subPages(places, current) {
  return nav({ class: 'views', 'aria-label': 'Parts of this page' }, places.map(([href, name]) => a({ key: href, href, 'aria-current': href === current ? 'page' : undefined }, name)));
}

/** @param {string} name @param {string} value @param {(value: string) => void} set @param {object} [more] */
export function field(name, value, set, more = {}) {
  return label({ class: 'labelled' }, span(null, name), input({ class: 'field', value, onInput: (event) => set(event.currentTarget.value), ...more }));
}

/**
 * A table with a caption for those who hear it.
 *
 * @param {string} caption
 * @param {string[]} heads a head that begins with # stands over numbers, an empty one over buttons
 * @param {{ key: string, cells: any[], href?: string }[]} rows
 */
export function grid(caption, heads, rows) {
  const numeric = heads.map((head) => head.startsWith('#'));
  return div(
    { class: 'list scroll', role: 'group', 'aria-label': caption, tabIndex: 0 },
    table(
      { class: 'table', 'aria-label': caption },
      thead(null, tr(null, heads.map((head, i) => th({ key: i, scope: 'col', class: numeric[i] ? 'number' : '' }, head === '' ? span({ class: 'unseen' }, 'Actions') : head.replace('#', ''))))),
      tbody(null, rows.map((row) => tr({ key: row.key }, row.cells.map((cell, i) => td({ key: i, class: numeric[i] ? 'number' : '' }, cell))))),
    ),
  );
}

/** @param {(() => void) | null} load */
export function moreButton(load) {
  return load === null ? null : p({ class: 'more' }, button({ class: 'button', type: 'button', onClick: load }, 'More'));
}
