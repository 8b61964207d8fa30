import { h } from '../lib/preact.js';
import { projectPath } from '../api.js';
import { Volume } from '../chart.js';
import { ago, exact, short, whole } from '../format.js';
import { tags } from '../html.js';
import { level } from '../icons.js';
import { useKeys } from '../keys.js';
import { card, grid, pageHead, problemLine, useAnswer } from '../parts.js';
import { RANGES, chooseTimes, go, timesOf, withQuery } from '../route.js';
import { useTitle } from '../shell.js';
import { useStore } from '../store.js';

const { a, b, dd, div, dl, dt, li, option, p, select, span, ul } = tags;

/** @param {{ project: import('../store.js').Project, place: import('../route.js').Place }} props how the project goes */
export function Overview({ project, place }) {
  const path = projectPath(project.number);
  const range = place.query.get('range') ?? '7d';
  const times = timesOf(place.query);
  const inTime = times ? `last_seen:>${times.from} first_seen:<${times.to}` : '';
  const health = useAnswer(`${path}/dashboard/health`);
  const opened = useAnswer(`${path}/issues/counts`, { query: 'is:new' });
  const top = useAnswer(`${path}/issues`, { query: `is:unresolved ${inTime}`.trim(), sort: 'events', limit: 10 });
  const fresh = useAnswer(`${path}/issues`, { query: times ? `first_seen:>${times.from} first_seen:<${times.to}` : 'is:unresolved is:new', sort: 'first_seen', limit: 10 });
  const releases = useAnswer(`${path}/releases`, { limit: 10, ...times });
  const settings = useAnswer(`${path}/settings`);
  const server = useStore((state) => state.server);
  const now = useStore((state) => state.now);
  useTitle(`Overview · ${project.name}`);
  useKeys(times ? [{ key: 'Escape', label: 'Show all times', run: () => chooseTimes(null) }] : []);
  return [
    pageHead('Overview', [
      a({ class: 'button', href: `/p/${project.number}/events${times ? `?from=${times.from}&to=${times.to}` : ''}` }, 'Search events'),
      a({ class: 'button', href: `/p/${project.number}/feedback` }, 'Feedback'),
      a({ class: 'button', href: `/p/${project.number}/settings/arrivals` }, 'What came in'),
      select({ class: 'button', 'aria-label': 'Range of the chart', value: range, onChange: (event) => go(withQuery({ range: event.currentTarget.value === '7d' ? null : event.currentTarget.value })) },
        Object.entries(RANGES).map(([name, each]) => option({ key: name, value: name }, each.label))),
    ]),
    problemLine(health.problem, health.again, health.answer !== null),
    h(Volume, { key: range, project, range, times }),
    dl(
      { class: 'facts even' },
      fact('Unresolved', health.answer ? whole(health.answer.unresolved_count) : ' '),
      fact('Events in 24 hours', health.answer ? whole(health.answer.events_24h) : ' '),
      fact('New in 24 hours', opened.answer ? sum([opened.answer.unresolved, opened.answer.resolved, opened.answer.archived]) : ' '),
      fact('Kept', settings.answer ? `${settings.answer.retention_days} days` : ' '),
      fact('Sample rate', settings.answer ? `${Math.round(settings.answer.sample_rate * 100)} %` : ' '),
      server?.limits ? fact('Rate limit', `${short(server.limits.rate_limit_max_events ?? 0)} events in ${server.limits.rate_limit_window_seconds ?? 60} s`) : null,
    ),
    div(
      { class: 'halves' },
      card(times ? 'Seen in that time, by all their events' : 'Most events', issues(project, top.answer?.data ?? [], (row) => short(row.event_count))),
      card(times ? 'First seen in that time' : 'New', issues(project, fresh.answer?.data ?? [], (row) => ago(row.first_seen, now))),
      card('Releases', releases.answer && (releases.answer.data ?? releases.answer).length > 0
        ? grid('Releases', ['Release', 'Environments', '#New issues', 'First seen'], (releases.answer.data ?? releases.answer).map((/** @type {any} */ each) => ({
            key: each.release,
            cells: [a({ class: 'link code', href: `/p/${project.number}/issues?q=${encodeURIComponent(`release:"${each.release}"`)}` }, each.release), each.environments.join(', '), whole(each.new_issues), exact(each.first_seen)],
          })))
        : p({ class: 'faint' }, releases.answer ? (times ? 'No release was seen in that time.' : 'No event has named a release yet.') : ' ')),
    ),
  ];
}

/** @param {string} name @param {string} value */
const fact = (name, value) => div(null, dt(null, name), dd(null, value));

/** @param {{ count: number, more: boolean }[]} counts a count is a least one when there are more */
const sum = (counts) => `${whole(counts.reduce((all, each) => all + each.count, 0))}${counts.some((each) => each.more) ? '+' : ''}`;

/** @param {import('../store.js').Project} project @param {any[]} rows @param {(row: any) => string} number */
function issues(project, rows, number) {
  if (rows.length === 0) return p({ class: 'faint' }, 'None.');
  return ul({ class: 'short-list' }, rows.map((row) =>
    li({ key: row.id }, level(row.level), a({ class: 'clip', href: `/p/${project.number}/issues/${row.id}` }, b(null, row.title)), span({ class: 'number' }, number(row)))));
}
