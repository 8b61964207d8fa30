import { h } from '../../lib/preact.js';
import { useState } from '../../lib/hooks.js';
import { post, projectPath } from '../../api.js';
import { copy } from '../../event/copy.js';
import { exact } from '../../format.js';
import { tags } from '../../html.js';
import { card, field, grid, problemLine, useAnswer } from '../../parts.js';
import { notify } from '../../store.js';
import { Connect } from '../first.js';

const { button, form, span } = tags;

/** @param {{ project: import('../../store.js').Project }} props the keys that clients send with, and what to paste into them */
export function Keys({ project }) {
  const keys = useAnswer(`${projectPath(project.number)}/api-keys`);
  const [label, setLabel] = useState('');
  const live = (keys.answer ?? []).filter((/** @type {any} */ each) => each.revoked_at === null);
  const act = async (/** @type {Promise<any>} */ call, /** @type {string} */ done) => {
    try {
      await call;
      notify(done);
      setLabel('');
      keys.again();
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  return [
    problemLine(keys.problem, keys.again),
    h(Connect, { project }),
    keys.answer
      ? card('Keys', [
          grid('Keys', ['Label', 'Key', 'Made', ''], live.map((/** @type {any} */ each) => ({
            key: each.id,
            cells: [
              each.label,
              button({ class: 'button bare code', type: 'button', title: 'Copy', onClick: () => copy(each.key_value, 'The key is copied.') }, `${each.key_value.slice(0, 14)}…`),
              span({ class: 'number' }, exact(each.created_at)),
              button({ class: 'button bare', type: 'button', onClick: () => confirm(`Revoke the key ${each.label}? Clients that use it are refused from now on.`) && act(post(`/api/v1/api-keys/${each.id}/revoke`), 'The key is revoked.') }, 'Revoke'),
            ],
          }))),
        ])
      : null,
    form(
      { onSubmit: (event) => { event.preventDefault(); act(post(`${projectPath(project.number)}/api-keys`, { label: label || 'default' }), 'The key is made.'); } },
      card('Another key', [field('Label', label, setLabel, { maxLength: 200 }), button({ class: 'button main', type: 'submit' }, 'Make a key')]),
    ),
  ];
}
