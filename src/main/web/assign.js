import { useEffect, useRef, useState } from './lib/hooks.js';
import { get } from './api.js';
import { initials } from './format.js';
import { tags } from './html.js';
import { current, update } from './store.js';

const { button, dialog, h2, input, li, p, span, ul } = tags;

/**
 * Asks for a person of the project's organisation.
 *
 * @param {{ project: import('./store.js').Project, onClose: () => void, onChoose: (person: import('./store.js').Person | null) => void }} props
 */
export function Assign({ project, onClose, onChoose }) {
  const frame = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const [people, setPeople] = useState(current().people);
  const [text, setText] = useState('');
  useEffect(() => {
    frame.current?.showModal();
    get(`/api/v1/orgs/${project.org_id}/members`).then((list) => { setPeople(list); update({ people: list }); }, () => {});
  }, []);
  const found = people.filter((each) => `${each.display_name} ${each.email}`.toLowerCase().includes(text.toLowerCase())).slice(0, 20);
  return dialog(
    { class: 'pane', ref: frame, onClose, 'aria-label': 'Assign' },
    h2(null, 'Assign to'),
    input({
      class: 'field', 'aria-label': 'Name or e-mail', placeholder: 'Name or e-mail', value: text, autofocus: true,
      onInput: (event) => setText(event.currentTarget.value),
      onKeyDown: (event) => {
        if (event.key === 'Enter' && found[0]) onChoose(found[0]);
      },
    }),
    ul(
      { class: 'choices' },
      found.map((each) => li({ key: each.user_id }, button({ type: 'button', onClick: () => onChoose(each) }, span({ class: 'face' }, initials(each.display_name || each.email)), each.display_name || each.email))),
      li(null, button({ type: 'button', onClick: () => onChoose(null) }, span({ class: 'face none' }), 'Nobody')),
    ),
    found.length === 0 && text === '' ? p({ class: 'faint' }, 'The organisation has no members yet: make an account first.') : null,
  );
}
