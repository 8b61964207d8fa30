import { useEffect, useRef, useState } from './lib/hooks.js';
import { tags } from './html.js';
import { bound } from './keys.js';
import { go } from './route.js';
import { placeAddress } from './shell.js';
import { current } from './store.js';

const { dialog, input, kbd, li, span, ul } = tags;

/**
 * Everything that can be done or gone to from here, found by its words.
 *
 * @param {{ project: import('./store.js').Project | null, close: () => void }} props
 */
export function Palette({ project, close }) {
  const frame = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [all] = useState(() => choices(project));
  useEffect(() => frame.current?.showModal(), []);
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((each) => asked.every((word) => each.label.toLowerCase().includes(word))).slice(0, 12);
  if (text.trim() !== '' && project) {
    found.push({ label: `Search issues for "${text.trim()}"`, keys: '', run: () => go(`/p/${project.number}/issues?q=${encodeURIComponent(text.trim())}`) });
  }
  const chosen = Math.min(at, found.length - 1);
  const ran = useRef(false);
  const run = (/** @type {number} */ i) => {
    // What runs may open another pane: the end of this one must not close it.
    ran.current = true;
    close();
    found[i]?.run();
  };
  return dialog(
    { class: 'pane', ref: frame, onClose: () => { if (!ran.current) close(); }, 'aria-label': 'Go to anything' },
    input({
      class: 'field', 'aria-label': 'Search pages, projects and actions', placeholder: 'Page, project, action, or words to search', value: text, autofocus: true,
      role: 'combobox', 'aria-expanded': true, 'aria-controls': 'palette-choices', 'aria-activedescendant': `palette-${chosen}`,
      onInput: (event) => { setText(event.currentTarget.value); setAt(0); },
      onKeyDown: (event) => {
        if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, chosen + 1));
        else if (event.key === 'ArrowUp') setAt(Math.max(0, chosen - 1));
        else if (event.key === 'Enter') run(chosen);
        else return;
        event.preventDefault();
      },
    }),
    ul({ class: 'choices', id: 'palette-choices', role: 'listbox', 'aria-label': 'Choices' }, found.map((each, i) =>
      li({ key: each.label, id: `palette-${i}`, role: 'option', 'aria-selected': i === chosen, onClick: () => run(i) },
        span(null, each.label), each.keys === '' ? null : kbd(null, each.keys)))),
  );
}

/** @param {import('./store.js').Project | null} project */
function choices(project) {
  /** @type {[string, string, string][]} */
  const places = project
    ? [
        ['issues', 'g i', placeAddress(project, 'issues')], ['overview', 'g o', placeAddress(project, 'overview')], ['alerts', 'g a', placeAddress(project, 'alerts')],
        ['search over events', 'g e', `/p/${project.number}/events`], ['feedback', 'g f', `/p/${project.number}/feedback`],
        ['what came in and was refused', '', `/p/${project.number}/settings/arrivals`],
        ['settings', 'g s', placeAddress(project, 'settings')], ['keys and snippets', '', `/p/${project.number}/settings/keys`],
        ['alert rules', '', `/p/${project.number}/settings/rules`], ['members', '', `/p/${project.number}/settings/members`],
      ]
    : [];
  const pages = [...places, ['operate', project ? 'g p' : '', '/operate'], ['your account', '', '/account'], ...(project ? [['channels', '', `/p/${project.number}/settings/channels`]] : [])]
    .map(([name, keys = '', to = '']) => ({ label: `Go to ${name}`, keys, run: () => go(to) }));
  const projects = (current().projects ?? []).map((each) => ({ label: `Project ${each.name}`, keys: '', run: () => go(`/p/${each.number}/issues`) }));
  const actions = bound()
    .filter((each) => !['mod+k', 'Escape', 'Enter'].includes(each.key) && !each.key.startsWith('g '))
    .map((each) => ({ label: each.label, keys: each.key.replace('shift+', '⇧'), run: each.run }));
  return [...pages, ...projects, ...actions];
}
