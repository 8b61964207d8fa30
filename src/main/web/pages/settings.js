import { h } from '../lib/preact.js';
import { pageHead, subPages } from '../parts.js';
import { Lazy, useTitle } from '../shell.js';
import { tags } from '../html.js';

const { div, p } = tags;

const PARTS = /** @type {Record<string, [string, () => Promise<any>, string]>} */ ({
  general: ['General', () => import('./settings/general.js'), 'General'],
  keys: ['Keys', () => import('./settings/keys.js'), 'Keys'],
  rules: ['Alert rules', () => import('./settings/rules.js'), 'Rules'],
  channels: ['Channels', () => import('./settings/channels.js'), 'Channels'],
  members: ['Members', () => import('./settings/members.js'), 'Members'],
  arrivals: ['What came in', () => import('./settings/arrivals.js'), 'Arrivals'],
  grouping: ['Grouping', () => import('./settings/grouping.js'), 'GroupingPreview'],
});

/** @param {{ project: import('../store.js').Project, place: import('../route.js').Place }} props what is set for a project */
export function Settings({ project, place }) {
  const name = place.parts[3] ?? 'general';
  const part = PARTS[name];
  const base = `/p/${project.number}/settings`;
  useTitle(`Settings · ${project.name}`);
  return div(
    { class: 'settings' },
    pageHead(`Settings of ${project.name}`),
    subPages(Object.entries(PARTS).map(([each, [label]]) => [`${base}/${each}`, label]), `${base}/${name}`),
    div({ class: 'narrow-page' }, part ? h(Lazy, { key: name, load: part[1], name: part[2], props: { project, place } }) : p({ class: 'state' }, 'There are no such settings.')),
  );
}
