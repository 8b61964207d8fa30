import { h } from '../../lib/preact.js';
import { useRef, useState } from '../../lib/hooks.js';
import { tags } from '../../html.js';
import { field } from '../../parts.js';
import { RuleChannels } from './rule-channels.js';
import { RuleFilters } from './rule-filters.js';
import { RulePreview } from './rule-preview.js';
import { CONDITIONS, COUNTED, listed, sent } from './rule-words.js';

const { button, div, form, label, option, select, span } = tags;

/**
 * @param {object} props
 * @param {import('../../store.js').Project} props.project
 * @param {any} props.rule as it is; null for another one
 * @param {import('./rule-channels.js').Channels} props.channels
 * @param {(body: any) => void} props.save
 * @param {(() => void) | null} props.cancel
 */
export function RuleForm({ project, rule, channels, save, cancel }) {
  const [name, setName] = useState(rule?.name ?? '');
  const [kind, setKind] = useState(rule?.condition.condition_type ?? 'new_issue');
  const [threshold, setThreshold] = useState(String(rule?.condition.threshold ?? 100));
  const [minutes, setMinutes] = useState(String(rule?.condition.window_minutes ?? 5));
  const [pause, setPause] = useState(String(rule?.cooldown_minutes ?? 60));
  const [filters, setFilters] = useState(() => listed(rule?.filters));
  const [chosen, setChosen] = useState(/** @type {string[]} */ (rule?.channel_ids ?? []));
  const shown = useRef(/** @type {HTMLFormElement | null} */ (null));
  const counted = COUNTED[kind];
  const judged = {
    condition: { ...(rule?.condition ?? {}), condition_type: kind, ...(counted ? { threshold: Number(threshold), window_minutes: Number(minutes) } : {}) },
    filters: sent(filters),
    cooldown_minutes: Number(pause),
  };
  // A rule can be tried before it has a name.
  const valid = () => [...(shown.current?.elements ?? [])].every((each) => !(each instanceof HTMLInputElement) || each.name === 'name' || each.validity.valid);
  return form(
    {
      class: 'rule', ref: shown,
      onSubmit: (event) => {
        event.preventDefault();
        const known = chosen.filter((id) => channels.answer?.some((each) => each.id === id) ?? true);
        save({ name, ...judged, channel_ids: known });
      },
    },
    field('Name', name, setName, { name: 'name', required: true, maxLength: 200 }),
    label({ class: 'labelled' }, span(null, 'When'), select({ class: 'field', value: kind, onChange: (event) => setKind(event.currentTarget.value) }, Object.entries(CONDITIONS).map(([each, words]) => option({ key: each, value: each }, words)))),
    counted
      ? div(
          { class: 'row-form' },
          field(counted.what, threshold, setThreshold, { type: 'number', min: 1, max: counted.most, required: true }),
          field('within minutes', minutes, setMinutes, { type: 'number', min: 1, max: 1440, required: true }),
        )
      : null,
    h(RuleFilters, { project, filters, set: setFilters }),
    field(counted ? 'Minutes between two alerts' : 'Minutes between two alerts of one issue', pause, setPause, { type: 'number', min: 0, max: 10080, required: true }),
    h(RuleChannels, { project, channels, chosen, set: setChosen }),
    h(RulePreview, { project, rule: judged, valid }),
    div(
      { class: 'acts' },
      button({ class: 'button main', type: 'submit' }, rule ? 'Save' : 'Make the rule'),
      cancel ? button({ class: 'button', type: 'button', onClick: cancel }, 'Cancel') : null,
    ),
  );
}
