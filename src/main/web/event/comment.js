import { useState } from '../lib/hooks.js';
import { post } from '../api.js';
import { tags } from '../html.js';
import { notify } from '../store.js';

const { button, form, p, span, textarea } = tags;

/**
 * What somebody wrote about an issue. Its author may change and delete it.
 *
 * @param {{ entry: { id: string, data: { text: string, edited_at?: string } }, mine: boolean, again: () => void }} props
 *   again: reads the entries anew
 */
export function Comment({ entry, mine, again }) {
  const [text, setText] = useState(/** @type {string | null} */ (null));
  const path = `/api/v1/comments/${entry.id}`;
  const act = async (/** @type {Promise<any>} */ call) => {
    try {
      await call;
      setText(null);
      again();
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (text !== null && text.trim() !== '') act(post(path, { text: text.trim() }));
  };
  if (text !== null) {
    return form(
      { class: 'comment', onSubmit: save },
      textarea({ 'aria-label': 'Text of the comment', rows: 2, maxLength: 10_000, value: text, onInput: (event) => setText(event.currentTarget.value) }),
      button({ class: 'button', type: 'submit' }, 'Save'), ' ',
      button({ class: 'button bare', type: 'button', onClick: () => setText(null) }, 'Cancel'),
    );
  }
  return [
    p({ class: 'commented' }, entry.data.text),
    p(
      { class: 'faint' },
      entry.data.edited_at ? span(null, 'edited ') : null,
      mine ? button({ class: 'button bare', type: 'button', onClick: () => setText(entry.data.text) }, 'Edit') : null,
      mine ? button({ class: 'button bare', type: 'button', onClick: () => confirm('Delete this comment?') && act(post(`${path}/delete`)) }, 'Delete') : null,
    ),
  ];
}
