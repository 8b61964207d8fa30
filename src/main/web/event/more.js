import { h } from '../lib/preact.js';
import { useEffect, useState } from '../lib/hooks.js';
import { get } from '../api.js';
import { exact, size } from '../format.js';
import { tags } from '../html.js';
import { Pairs, text } from './pairs.js';

const { a, details, div, h2, header, li, p, pre, section, span, summary, ul } = tags;

/**
 * Named values, each on a line.
 *
 * @param {{ title: string, fields: Record<string, unknown>, open?: boolean }} props
 */
export function Fields({ title, fields, open = false }) {
  const entries = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== '');
  if (entries.length === 0) return null;
  return section(
    { class: 'card fold', 'aria-label': title },
    details(
      { open },
      summary(null, h2(null, title), span({ class: 'faint' }, String(entries.length))),
      h(Pairs, { entries, class: 'vars', scrolls: true }),
    ),
  );
}

/** @param {{ event: any }} props the request, contexts, extra and modules of an event */
export function More({ event }) {
  const request = event.request && typeof event.request === 'object' ? event.request : {};
  const { headers, cookies, env, data, ...line } = request;
  const contexts = event.contexts && typeof event.contexts === 'object' ? event.contexts : {};
  return [
    h(Fields, { title: 'Request', fields: { ...line, ...flat(headers, 'header '), ...(data === undefined ? {} : { body: data }), ...flat(cookies, 'cookie '), ...flat(env, 'env ') }, open: true }),
    Object.entries(contexts).map(([name, value]) =>
      h(Fields, { key: name, title: `Context: ${name}`, fields: value && typeof value === 'object' ? /** @type {any} */ (value) : { value } })),
    h(Fields, { title: 'Extra', fields: flat(event.extra, '') }),
    h(Fields, { title: 'Modules', fields: flat(event.modules, '') }),
  ];
}

/** @param {any} fields @param {string} prefix @returns {Record<string, unknown>} */
function flat(fields, prefix) {
  if (Array.isArray(fields)) return Object.fromEntries(fields.filter(Array.isArray).map((pair) => [prefix + text(pair[0]), pair[1]]));
  return fields && typeof fields === 'object' ? Object.fromEntries(Object.entries(fields).map(([name, value]) => [prefix + name, value])) : {};
}

/** @param {{ event: any }} props what users wrote about the event */
export function Feedback({ event }) {
  const said = Array.isArray(event.user_feedback) ? event.user_feedback : [];
  if (said.length === 0) return null;
  return section(
    { class: 'card', 'aria-label': 'Feedback' },
    header(null, h2(null, 'What users say')),
    ul({ class: 'said-list' }, said.map((/** @type {any} */ each, /** @type {number} */ i) =>
      li({ key: i }, p(null, each.message), p({ class: 'faint' }, [each.name, each.email, exact(each.received_at)].filter(Boolean).join(' · '))))),
  );
}

/** @param {{ event: any }} props the files that came with the event */
export function Attachments({ event }) {
  const [files, setFiles] = useState(/** @type {any[]} */ ([]));
  useEffect(() => {
    let shown = true;
    get(`/api/v1/events/${event.id}/attachments`).then((list) => shown && setFiles(list), () => {});
    return () => {
      shown = false;
    };
  }, [event.id]);
  if (files.length === 0) return null;
  return section(
    { class: 'card', 'aria-label': 'Attachments' },
    header(null, h2(null, 'Files')),
    ul({ class: 'said-list' }, files.map((file) =>
      li({ key: file.id }, a({ class: 'link', href: `/api/v1/attachments/${file.id}`, download: file.filename }, file.filename), ' ', span({ class: 'faint' }, `${size(file.size)} · ${file.type}`)))),
  );
}

/** @param {{ event: any }} props what was left out or changed of what the client sent */
export function Trimmed({ event }) {
  const notes = Array.isArray(event.notes) ? event.notes : [];
  if (notes.length === 0) return null;
  return section(
    { class: 'card' },
    h2(null, 'Trimmed or changed'),
    ul({ class: 'shares' }, notes.slice(0, 50).map((/** @type {any} */ each, /** @type {number} */ i) =>
      li({ key: i, class: 'about' }, span({ class: 'code' }, String(each.field ?? '')), ' ', String(each.problem ?? '')))),
  );
}

/** @param {{ event: any }} props the whole event as JSON */
export function Json({ event }) {
  return div({ class: 'card' }, pre({ class: 'source plain', tabIndex: 0 }, JSON.stringify(event, null, 2)));
}
