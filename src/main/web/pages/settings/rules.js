import { h } from '../../lib/preact.js';
import { useState } from '../../lib/hooks.js';
import { post, projectPath } from '../../api.js';
import { agoInWords } from '../../format.js';
import { tags } from '../../html.js';
import { card, problemLine, useAnswer } from '../../parts.js';
import { notify, useStore } from '../../store.js';
import { toldInWords } from './rule-channels.js';
import { RuleForm } from './rule-form.js';
import { filtersInWords, inWords, listed, pauseInWords } from './rule-words.js';

const { b, button, div, input, label, li, ol, p, span } = tags;

/** @param {{ project: import('../../store.js').Project }} props when alerts are raised, and who is told */
export function Rules({ project }) {
  const path = `${projectPath(project.number)}/alert-rules`;
  const rules = useAnswer(path);
  const channels = useAnswer(`/api/v1/orgs/${project.org_id}/channels`);
  const [editing, setEditing] = useState(/** @type {string | null} */ (null));
  const act = async (/** @type {Promise<any>} */ call, /** @type {string} */ done) => {
    try {
      await call;
      notify(done);
      setEditing(null);
      rules.again();
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  return [
    problemLine(rules.problem, rules.again),
    rules.answer
      ? card('Rules', rules.answer.length === 0 ? p(null, 'No rule yet: nothing raises an alert.') : ol({ class: 'alert-list' }, rules.answer.map((/** @type {any} */ each) =>
          li(
            { key: each.id },
            editing === each.id
              ? h(RuleForm, { project, rule: each, channels, save: (body) => act(post(`/api/v1/alert-rules/${each.id}`, body), 'The rule is saved.'), cancel: () => setEditing(null) })
              : h(Rule, { rule: each, channels, act, edit: () => setEditing(each.id) }),
          ))))
      : null,
    card('Another rule', h(RuleForm, { key: rules.answer?.length ?? 0, project, rule: null, channels, save: (body) => act(post(path, body), 'The rule is made.'), cancel: null })),
  ];
}

/** @param {{ rule: any, channels: import('./rule-channels.js').Channels, act: (call: Promise<any>, done: string) => void, edit: () => void }} props */
function Rule({ rule, channels, act, edit }) {
  const now = useStore((state) => state.now);
  const path = `/api/v1/alert-rules/${rule.id}`;
  const only = filtersInWords(listed(rule.filters));
  const toggle = (/** @type {boolean} */ enabled) => act(post(`${path}/toggle`, { enabled }), enabled ? 'The rule is on.' : 'The rule is off.');
  return [
    div(
      { class: 'what' },
      p(null, b(null, rule.name)),
      p({ class: 'faint' }, `${inWords(rule.condition)} · ${pauseInWords(rule)} · ${rule.last_fired_at ? `last ${agoInWords(rule.last_fired_at, now)}` : 'never raised'}`),
      p({ class: 'faint' }, only === '' ? 'All events' : `Only ${only}`, ` · ${toldInWords(channels, rule.channel_ids)}`),
    ),
    span(
      { class: 'acts' },
      label(null, input({ type: 'checkbox', checked: rule.enabled, onChange: (event) => toggle(event.currentTarget.checked) }), ' on'),
      button({ class: 'button', type: 'button', onClick: edit }, 'Edit'),
      button({ class: 'button bare', type: 'button', onClick: () => confirm(`Delete the rule ${rule.name} with its alerts?`) && act(post(`${path}/delete`), 'The rule is deleted.') }, 'Delete'),
    ),
  ];
}
