import { h } from '../../lib/preact.js';
import { useState } from '../../lib/hooks.js';
import { post, projectPath } from '../../api.js';
import { agoInWords } from '../../format.js';
import { tags } from '../../html.js';
import { card, field, problemLine, useAnswer } from '../../parts.js';
import { notify, useStore } from '../../store.js';

const { b, button, div, form, input, label, li, ol, option, p, select, span } = tags;

const CONDITIONS = /** @type {Record<string, string>} */ ({
  new_issue: 'A new issue', regression: 'A resolved issue came back', spike: 'An issue has over ten times its usual events', threshold: 'The project has many events',
});

/** @param {{ project: import('../../store.js').Project }} props when alerts are raised */
export function Rules({ project }) {
  const path = `${projectPath(project.number)}/alert-rules`;
  const rules = useAnswer(path);
  const [editing, setEditing] = useState(/** @type {string | null} */ (null));
  const now = useStore((state) => state.now);
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
              ? h(RuleForm, { rule: each, save: (body) => act(post(`/api/v1/alert-rules/${each.id}`, body), 'The rule is saved.'), cancel: () => setEditing(null) })
              : [
                  div(
                    { class: 'what' },
                    p(null, b(null, each.name)),
                    p({ class: 'faint' }, `${inWords(each.condition)} · at most every ${each.cooldown_minutes} min · ${each.last_fired_at ? `last ${agoInWords(each.last_fired_at, now)}` : 'never raised'}`),
                  ),
                  span(
                    { class: 'acts' },
                    label(null, input({ type: 'checkbox', checked: each.enabled, onChange: (event) => act(post(`/api/v1/alert-rules/${each.id}/toggle`, { enabled: event.currentTarget.checked }), event.currentTarget.checked ? 'The rule is on.' : 'The rule is off.') }), ' on'),
                    button({ class: 'button', type: 'button', onClick: () => setEditing(each.id) }, 'Edit'),
                    button({ class: 'button bare', type: 'button', onClick: () => confirm(`Delete the rule ${each.name} with its alerts?`) && act(post(`/api/v1/alert-rules/${each.id}/delete`), 'The rule is deleted.') }, 'Delete'),
                  ),
                ],
          ))))
      : null,
    card('Another rule', h(RuleForm, { key: rules.answer?.length ?? 0, rule: null, save: (body) => act(post(path, body), 'The rule is made.'), cancel: null })),
  ];
}

/** @param {any} condition */
function inWords(condition) {
  const words = CONDITIONS[condition.condition_type] ?? condition.condition_type;
  return condition.condition_type === 'threshold' ? `${words}: ${condition.threshold} in ${condition.window_minutes} min` : words;
}

/** @param {{ rule: any, save: (body: any) => void, cancel: (() => void) | null }} props */
function RuleForm({ rule, save, cancel }) {
  const [name, setName] = useState(rule?.name ?? '');
  const [kind, setKind] = useState(rule?.condition.condition_type ?? 'new_issue');
  const [threshold, setThreshold] = useState(String(rule?.condition.threshold ?? 100));
  const [minutes, setMinutes] = useState(String(rule?.condition.window_minutes ?? 5));
  const [pause, setPause] = useState(String(rule?.cooldown_minutes ?? 60));
  return form(
    {
      class: 'rule',
      onSubmit: (event) => {
        event.preventDefault();
        const condition = { ...(rule?.condition ?? {}), condition_type: kind, ...(kind === 'threshold' ? { threshold: Number(threshold), window_minutes: Number(minutes) } : {}) };
        save({ name, condition, cooldown_minutes: Number(pause) });
      },
    },
    field('Name', name, setName, { required: true, maxLength: 200 }),
    label({ class: 'labelled' }, span(null, 'When'), select({ class: 'field', value: kind, onChange: (event) => setKind(event.currentTarget.value) }, Object.entries(CONDITIONS).map(([each, words]) => option({ key: each, value: each }, words)))),
    kind === 'threshold' ? div({ class: 'row-form' }, field('Events', threshold, setThreshold, { type: 'number', min: 1, max: 100000, required: true }), field('within minutes', minutes, setMinutes, { type: 'number', min: 1, max: 1440, required: true })) : null,
    field('Minutes between two alerts', pause, setPause, { type: 'number', min: 0, max: 10080, required: true }),
    button({ class: 'button main', type: 'submit' }, rule ? 'Save' : 'Make the rule'), ' ',
    cancel ? button({ class: 'button', type: 'button', onClick: cancel }, 'Cancel') : null,
  );
}
