import { h } from '../lib/preact.js';
import { useState } from '../lib/hooks.js';
import { tags } from '../html.js';
import { icon } from '../icons.js';
import { copy } from './copy.js';
import { Pairs } from './pairs.js';
import { Source } from './source.js';
import { asText } from './text.js';

const { b, bdi, button, details, div, h2, header, p, pre, section, span, summary } = tags;

/**
 * @typedef {object} Frame
 * @property {string} [filename]
 * @property {string} [abs_path]
 * @property {string} [function_name]
 * @property {string} [module]
 * @property {string} [package]
 * @property {number} [lineno]
 * @property {number} [colno]
 * @property {string[]} [pre_context]
 * @property {string} [context_line]
 * @property {string[]} [post_context]
 * @property {boolean} [in_app]
 * @property {Record<string, unknown>} [vars]
 *
 * @typedef {object} Thrown an exception, or a thread, or a stack by itself
 * @property {string} type
 * @property {string} value
 * @property {string} relation how it belongs to the one above; empty for the first
 * @property {Frame[]} frames the oldest call first
 */

/**
 * What happened, from the event's exceptions, its threads, or its bare stack: whichever it has.
 *
 * @param {any} event
 * @returns {Thrown[]} what was thrown last is first
 */
export function thrown(event) {
  const chain = Array.isArray(event.exceptions) && event.exceptions.length > 0 ? event.exceptions : event.exception ? [event.exception] : [];
  const only = chain.length === 1;
  const found = [...chain].reverse().map((each, i) => ({
    type: String(each.type_name ?? ''),
    value: String(each.value ?? ''),
    relation: i === 0 ? '' : each.mechanism?.type === 'suppressed' ? 'suppressed' : isMember(each, chain) ? 'in this group' : 'caused by',
    frames: frames(each.stacktrace ?? (only ? event.stacktrace : null)),
  }));
  if (found.length > 0 && found.every((each) => each.frames.length === 0) && event.stacktrace?.length > 0) {
    /** @type {Thrown} */ (found[0]).frames = frames(event.stacktrace);
  }
  if (found.length === 0 && event.stacktrace?.length > 0) {
    found.push({ type: '', value: String(event.message ?? ''), relation: '', frames: frames(event.stacktrace) });
  }
  return found;
}

/** @param {any} event the stacks of threads other than the one that failed, or all when nothing else has a stack */
export function threads(event) {
  const listed = Array.isArray(event.threads) ? event.threads : Array.isArray(event.threads?.values) ? event.threads.values : [];
  const has = thrown(event).some((each) => each.frames.length > 0);
  return listed
    .filter((/** @type {any} */ each) => each && (!has || !(each.crashed || each.current)))
    .map((/** @type {any} */ each) => ({
      type: `Thread ${each.name ?? each.id ?? ''}`.trim(), value: each.state ? String(each.state) : '', relation: 'thread', frames: frames(each.stacktrace),
    }))
    .filter((/** @type {Thrown} */ each) => each.frames.length > 0);
}

/** @param {any} list @returns {Frame[]} */
function frames(list) {
  const found = Array.isArray(list) ? list : Array.isArray(list?.frames) ? list.frames : [];
  return found.filter((/** @type {unknown} */ each) => each !== null && typeof each === 'object');
}

/** @param {any} exception @param {any[]} chain */
function isMember(exception, chain) {
  const parent = exception.mechanism?.parent_id;
  return chain.some((each) => each.mechanism?.exception_id === parent && each.mechanism?.is_exception_group === true);
}

/** @param {{ event: any, view: import('./view.js').View, show: (view: import('./view.js').View) => void }} props */
export function Stack({ event, view, show }) {
  const all = thrown(event);
  const others = threads(event);
  const count = [...all, ...others].reduce((sum, each) => sum + each.frames.length, 0);
  if (all.length === 0 && others.length === 0) return null;
  return section(
    { class: 'card', 'aria-label': 'Stack' },
    header(
      null,
      h2(null, 'Stack'),
      count > 0
        ? span(
            { class: 'pick', role: 'group', 'aria-label': 'Frames' },
            [['ours', 'Ours'], ['all', `All ${count}`], ['text', 'As text']].map(([name, label]) =>
              button({ key: name, type: 'button', 'aria-pressed': view === name, onClick: () => show(/** @type {import('./view.js').View} */ (name)) }, label)),
          )
        : null,
      span({ class: 'end' }, button({ class: 'button bare', type: 'button', onClick: () => copy(asText(event), 'The stack is copied as text.') }, icon('copy'), 'Copy')),
    ),
    view === 'text'
      ? pre({ class: 'source plain', tabIndex: 0 }, asText(event))
      : [...all, ...others].map((each, i) => h(One, { key: i, thrown: each, first: i === 0, view })),
  );
}

/** @param {{ thrown: Thrown, first: boolean, view: string }} props */
function One({ thrown: one, first, view }) {
  const newest = [...one.frames].reverse();
  const marked = newest.some((frame) => frame.in_app === true);
  const ours = (/** @type {Frame} */ frame) => (marked ? frame.in_app === true : frame.in_app !== false);
  return [
    div(
      { class: first ? 'thrown' : 'thrown cause' },
      one.relation === '' ? null : p({ class: 'faint' }, one.relation),
      one.type === '' ? null : p({ class: 'type' }, one.type),
      one.value === '' ? null : p({ class: 'value' }, one.value),
    ),
    view === 'all'
      ? newest.map((frame, i) => h(One.Frame, { key: i, frame, open: i === 0 }))
      : folded(newest, ours).map((group, i) =>
          Array.isArray(group)
            ? h(Others, { key: i, frames: group })
            : h(One.Frame, { key: i, frame: group, open: first && i < 2 && hasSource(group) })),
  ];
}

/** @param {Frame} frame */
function hasSource(frame) {
  return typeof frame.context_line === 'string' || Object.keys(frame.vars ?? {}).length > 0;
}

/**
 * Our frames each by itself, the others between them together. A stack without any of ours shows its newest five.
 *
 * @param {Frame[]} newest
 * @param {(frame: Frame) => boolean} ours
 * @returns {(Frame | Frame[])[]}
 */
function folded(newest, ours) {
  if (!newest.some(ours)) {
    return newest.length > 5 ? [...newest.slice(0, 5), newest.slice(5)] : newest;
  }
  /** @type {(Frame | Frame[])[]} */
  const groups = [];
  for (const frame of newest) {
    const last = groups[groups.length - 1];
    if (ours(frame)) groups.push(frame);
    else if (Array.isArray(last)) last.push(frame);
    else groups.push([frame]);
  }
  return groups;
}

/** @param {{ frames: Frame[] }} props */
function Others({ frames: list }) {
  const [open, setOpen] = useState(false);
  const names = [...new Set(list.map(library).filter((each) => each !== ''))].slice(0, 3);
  const words = `${list.length} ${list.length === 1 ? 'frame' : 'frames'}${names.length > 0 ? ` of ${names.join(', ')}` : ''}`;
  return details(
    { class: 'frame others', open, onToggle: (event) => setOpen(event.currentTarget.open) },
    summary({ class: 'at' }, words),
    open ? list.map((frame, i) => h(One.Frame, { key: i, frame, open: false })) : null,
  );
}

/** @param {Frame} frame the name of what the frame belongs to, as short as it says something */
function library(frame) {
  if (frame.package) return String(frame.package).replace(/.*[\\/]/, '');
  const path = String(frame.filename ?? frame.abs_path ?? '');
  const found = /(?:site-packages|dist-packages|node_modules|gems|vendor)\/(@[^/]+\/[^/]+|[^/]+)/.exec(path);
  if (found?.[1]) return found[1].replace(/\.py$/, '');
  return String(frame.module ?? path).split(/[./\\:]/).filter(Boolean).slice(0, 2).join('.');
}

/** @param {{ frame: Frame, open: boolean }} props */
One.Frame = function FramePart({ frame, open: first }) {
  const [open, setOpen] = useState(first);
  const file = String(frame.filename ?? frame.abs_path ?? frame.module ?? frame.package ?? '');
  const line = frame.lineno ? `line ${frame.lineno}${frame.colno ? `:${frame.colno}` : ''}` : '';
  const more = hasSource(frame);
  const head = [
    b(null, String(frame.function_name || '?')),
    span({ class: 'file clip', title: String(frame.abs_path ?? file) }, bdi(null, file)),
    span({ class: 'line' }, line),
  ];
  if (!more) return div({ class: 'frame' }, p({ class: 'at bare' }, head));
  const variables = Object.entries(frame.vars ?? {});
  return details(
    { class: 'frame', open, onToggle: (event) => setOpen(event.currentTarget.open) },
    summary({ class: 'at' }, head),
    open && typeof frame.context_line === 'string' ? h(Source, { frame }) : null,
    open && variables.length > 0 ? h(Pairs, { entries: variables, class: 'vars' }) : null,
  );
};
