import { useEffect, useRef, useState } from './lib/hooks.js';
import { get, projectPath } from './api.js';
import { ago, short } from './format.js';
import { tags } from './html.js';
import { level } from './icons.js';
import { useStore } from './store.js';

const { b, dialog, div, h2, input, li, p, span, ul } = tags;

/** How long the keyboard rests before the search begins. */
const REST_MS = 200;

/**
 * Asks for the issue of the project that another one is merged into.
 *
 * @param {{
 *   project: import('./store.js').Project, issue: import('./store.js').Row, onClose: () => void,
 *   onChoose: (target: import('./store.js').Row) => void,
 * }} props
 */
export function MergeInto({ project, issue, onClose, onChoose }) {
  const frame = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const [text, setText] = useState('');
  const [found, setFound] = useState(/** @type {import('./store.js').Row[] | null} */ (null));
  const [problem, setProblem] = useState('');
  const [at, setAt] = useState(0);
  const now = useStore((state) => state.now);
  useEffect(() => frame.current?.showModal(), []);
  useEffect(() => {
    const stop = new AbortController();
    // At first those that were thrown alike: what is to be merged is among them more often than not.
    const query = text.trim() || (issue.type ? `"${issue.type.replace(/"/g, '\\"')}"` : '');
    const timer = setTimeout(() => {
      get(`${projectPath(project.number)}/issues`, { query, limit: 9 }, stop.signal).then(
        (page) => {
          setFound(page.data.filter((/** @type {any} */ each) => each.id !== issue.id).slice(0, 8));
          setProblem('');
          setAt(0);
        },
        (refused) => { if (!stop.signal.aborted) setProblem(refused.message); },
      );
    }, text === '' ? 0 : REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  const rows = found ?? [];
  return dialog(
    { class: 'pane merge-pane', ref: frame, onClose, 'aria-label': 'Merge into' },
    h2(null, 'Merge this issue into …'),
    input({
      class: 'field', 'aria-label': 'Search the issue to merge into', placeholder: 'Words, or is: level: release: …', value: text, autofocus: true, maxLength: 1_000,
      role: 'combobox', 'aria-expanded': true, 'aria-controls': 'merge-choices', 'aria-activedescendant': rows[at] ? `merge-${at}` : undefined,
      onInput: (event) => setText(event.currentTarget.value),
      onKeyDown: (event) => {
        const chosen = rows[at];
        if (event.key === 'ArrowDown') setAt(Math.min(rows.length - 1, at + 1));
        else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
        else if (event.key === 'Enter' && chosen) onChoose(chosen);
        else return;
        event.preventDefault();
      },
    }),
    problem === '' ? null : p({ class: 'problem', role: 'alert' }, problem),
    ul({ class: 'choices', id: 'merge-choices', role: 'listbox', 'aria-label': 'Issues' }, rows.map((each, i) =>
      li(
        { key: each.id, id: `merge-${i}`, role: 'option', 'aria-selected': i === at, onClick: () => onChoose(each) },
        level(each.level),
        div({ class: 'what' }, p({ class: 'clip' }, b(null, each.type || each.title), each.type ? ` ${each.value ?? ''}` : ''), p({ class: 'clip faint' }, each.culprit ?? '')),
        span({ class: 'number faint' }, `${short(each.event_count)} events, ${ago(each.last_seen, now)}`),
      ))),
    found !== null && rows.length === 0 && problem === '' ? p({ class: 'faint' }, 'No other issue matches.') : null,
    p({ class: 'faint' }, 'The issue that you choose keeps its title, its status and whom it is assigned to. You can undo it.'),
  );
}
