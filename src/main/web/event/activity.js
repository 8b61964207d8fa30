import { h } from '../lib/preact.js';
import { useEffect, useState } from '../lib/hooks.js';
import { get, issuePath, post } from '../api.js';
import { agoInWords, exact } from '../format.js';
import { tags } from '../html.js';
import { listen, notify, useStore } from '../store.js';
import { Comment } from './comment.js';

const { b, button, form, h2, li, ol, p, section, span, textarea } = tags;

const WORDS = /** @type {Record<string, string>} */ ({
  resolved: 'resolved it', unresolved: 'unresolved it', archived: 'archived it', discarded: 'discarded it', assigned: 'assigned it',
  merged: 'merged another issue into it', unmerged: 'took a group out', regressed: 'It came back', spiked: 'It came back by a spike', comment: 'wrote',
});

/** What nobody did. */
const AUTOMATIC = ['regressed', 'spiked'];

/** @param {{ issue: string }} props who did what with an issue, and what they wrote */
export function Activity({ issue }) {
  const [list, setList] = useState(/** @type {any[]} */ ([]));
  const [text, setText] = useState('');
  const now = useStore((state) => state.now);
  const me = useStore((state) => state.me?.user?.id);
  const load = () => get(`${issuePath(issue)}/activity`, { limit: 25 }).then((page) => setList(page.data ?? page), () => {});
  useEffect(() => {
    load();
    return listen({
      missed: load,
      reload: load,
      message: (message) => {
        if (message.type === 'activity' && message.issue_id === issue) load();
      },
    });
  }, [issue]);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (text.trim() === '') return;
    try {
      await post(`${issuePath(issue)}/comments`, { text: text.trim() });
      setText('');
      load();
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  return section(
    { class: 'card' },
    h2(null, 'Activity'),
    form(
      { class: 'comment', onSubmit: send },
      textarea({ 'aria-label': 'Comment', rows: 2, maxLength: 10_000, placeholder: 'Write a comment', value: text, onInput: (event) => setText(event.currentTarget.value) }),
      text.trim() === '' ? null : button({ class: 'button', type: 'submit' }, 'Comment'),
    ),
    ol(
      { class: 'shares' },
      list.map((each) =>
        li(
          { key: each.id },
          p({ class: 'about', title: exact(each.at) }, AUTOMATIC.includes(each.kind) ? null : b(null, each.user?.display_name || 'Somebody'), ' ', WORDS[each.kind] ?? each.kind, ' ', span({ class: 'faint' }, agoInWords(each.at, now))),
          each.kind === 'comment' ? h(Comment, { entry: each, mine: each.user?.id === me, again: load }) : null,
        )),
    ),
  );
}
