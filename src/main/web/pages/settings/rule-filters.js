import { h } from '../../lib/preact.js';
import { useState } from '../../lib/hooks.js';
import { issuePath, projectPath } from '../../api.js';
import { tags } from '../../html.js';
import { level } from '../../icons.js';
import { field, useAnswer } from '../../parts.js';
import { Values } from './values.js';
import { filtersInWords } from './rule-words.js';

const { b, details, div, fieldset, input, label, legend, span, summary } = tags;

const LEVELS = ['fatal', 'error', 'warning', 'info', 'debug'];
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** @typedef {import('./rule-words.js').Filters} Filters */

/** @param {{ project: import('../../store.js').Project, filters: Filters, set: (filters: Filters) => void }} props which events a rule judges */
export function RuleFilters({ project, filters, set }) {
  const words = filtersInWords(filters);
  const [opened, setOpened] = useState(words !== '');
  return details(
    {
      class: 'rule-filters', open: opened,
      // What is wrong in a field has to be seen.
      onInvalidCapture: (event) => { event.currentTarget.open = true; },
      onToggle: (event) => event.currentTarget.open && setOpened(true),
    },
    summary(null, span(null, 'Only some events'), span({ class: 'faint' }, words === '' ? 'all events count' : words)),
    opened ? h(Fields, { project, filters, set }) : null,
  );
}

/** @param {{ project: import('../../store.js').Project, filters: Filters, set: (filters: Filters) => void }} props */
function Fields({ project, filters, set }) {
  const path = projectPath(project.number);
  const environments = useAnswer(`${path}/environments`);
  const releases = useAnswer(`${path}/releases`, { limit: 50 });
  const { environment, release, tag, issue } = filters;
  const toggle = (/** @type {string} */ each) => set({ ...filters, level: LEVELS.filter((name) => filters.level.includes(name) !== (name === each)) });
  return div(
    { class: 'filter-fields' },
    h(Values, { name: 'Environment', values: environment, set: (values) => set({ ...filters, environment: values }), known: names(environments.answer, 'name') }),
    h(Values, { name: 'Release', values: release, set: (values) => set({ ...filters, release: values }), known: names(releases.answer?.data, 'release') }),
    field('Tag', tag.key, (key) => set({ ...filters, tag: { ...tag, key } }), { maxLength: 200, placeholder: 'any', autocomplete: 'off', required: tag.value.length > 0 }),
    h(Values, { name: 'Value of the tag', values: tag.value, set: (value) => set({ ...filters, tag: { ...tag, value } }), required: tag.key !== '' }),
    fieldset({ class: 'levels' }, legend(null, 'Level'), LEVELS.map((each) =>
      label({ key: each }, input({ type: 'checkbox', checked: filters.level.includes(each), onChange: () => toggle(each) }), span({ 'aria-hidden': true }, level(each)), each))),
    h(Values, {
      name: 'Issue, by its address', values: issue, set: (values) => set({ ...filters, issue: values }),
      read: (text) => UUID.exec(text)?.[0].toLowerCase() ?? null, wrong: 'Paste the address of an issue, or its id.', show: (id) => h(IssueName, { id }),
    }),
  );
}

/** @param {any[] | undefined | null} rows @param {string} key */
const names = (rows, key) => (rows ?? []).map((each) => each[key]).filter((each) => each !== '');

/** @param {{ id: string }} props */
function IssueName({ id }) {
  const { answer } = useAnswer(issuePath(id));
  return b(null, answer?.title ?? id);
}
