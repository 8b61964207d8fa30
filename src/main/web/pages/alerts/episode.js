import { h } from '../../lib/preact.js';
import { useEffect, useRef, useState } from '../../lib/hooks.js';
import { projectPath } from '../../api.js';
import { agoInWords, dayAndTime, exact, whole } from '../../format.js';
import { tags } from '../../html.js';
import { moreButton, problemLine } from '../../parts.js';
import { useStore } from '../../store.js';
import { AlertRow } from './row.js';
import { useAlerts } from './read.js';

const { a, button, div, h2, header, li, ol, p, span } = tags;

/** How many alerts of an episode are shown before somebody asks for all. */
const SHOWN = 5;

/**
 * An episode with its alerts. The one that the page's address names is opened and scrolled to.
 *
 * @param {{ project: import('../../store.js').Project, status: string | null, group: import('./grouped.js').Group, act: (target: string, done: string) => void, turn: number }} props
 *   status: that of the alerts, null for the episode that the address names, which shows alerts of every status; turn: another one each time when the alerts were read
 */
export function Episode({ project, status, group, act, turn }) {
  const { episode, rule, alerts, cut } = group;
  const named = status === null;
  const [all, setAll] = useState(named);
  const item = useRef(/** @type {HTMLLIElement | null} */ (null));
  const scroll = () => named && item.current?.scrollIntoView();
  useEffect(() => {
    if (named) item.current?.focus({ preventScroll: true });
    scroll();
  }, []);
  const hidden = cut || alerts.length > SHOWN;
  const target = `/api/v1/episodes/${episode?.id}`;
  // A single alert has buttons of its own.
  const several = episode !== null && (episode.alert_count > 1 || (alerts.length === 0 && !named));
  return li(
    { class: 'episode', ref: item, ...(named ? { tabIndex: -1, 'aria-current': 'true' } : {}) },
    header(
      null,
      div({ class: 'what' }, h2(null, rule, ' ', episode ? marks(episode) : null), episode ? h(Span, { project, episode }) : null),
      several
        ? span(
            { class: 'acts' },
            episode.status === 'active' ? button({ class: 'button main', type: 'button', onClick: () => act(`${target}/acknowledge`, 'All alerts of the episode are acknowledged.') }, 'Acknowledge all') : null,
            episode.status !== 'resolved' ? button({ class: 'button', type: 'button', onClick: () => act(`${target}/resolve`, 'All alerts of the episode are resolved.') }, 'Resolve all') : null,
          )
        : null,
    ),
    all && episode
      ? h(All, { project, episode: episode.id, status, act, turn, onRead: scroll })
      : alerts.length === 0 ? null : ol({ class: 'alert-list' }, alerts.slice(0, SHOWN).map((each) => h(AlertRow, { key: each.id, project, alert: each, act }))),
    !all && episode && hidden
      ? p({ class: 'more' }, button({ class: 'button bare', type: 'button', onClick: () => setAll(true) }, alerts.length === 0 ? 'Show the alerts' : 'Show all alerts'))
      : null,
  );
}

/** @param {import('./read.js').EpisodeRow} episode */
function marks(episode) {
  const open = episode.ended_at === null;
  return [
    span({ class: open && episode.status === 'active' ? 'mark back' : 'mark plain' }, open ? 'open' : 'ended'),
    episode.status === 'active' ? null : [' ', span({ class: 'mark plain' }, episode.status)],
  ];
}

/** @param {{ project: import('../../store.js').Project, episode: import('./read.js').EpisodeRow }} props since when, until when, and how many; a link to the episode */
function Span({ project, episode }) {
  const now = useStore((state) => state.now);
  const count = episode.alert_count;
  return p(
    { class: 'faint' },
    a({ class: 'link', href: `/p/${project.number}/alerts?episode=${episode.id}`, title: exact(episode.started_at) }, `Since ${dayAndTime(episode.started_at)}`), ' · ',
    span(null, count === 1 ? '1 alert' : `${whole(count)} alerts`),
    count === 1 ? null : [' · ', span({ title: exact(episode.last_alert_at) }, `the last ${agoInWords(episode.last_alert_at, now)}`)],
    episode.ended_at === null ? null : [' · ', span({ title: exact(episode.ended_at) }, `calm since ${dayAndTime(episode.ended_at)}`)],
  );
}

/**
 * All alerts of an episode that have the status, or all of every status.
 *
 * @param {{ project: import('../../store.js').Project, episode: string, status: string | null, act: (target: string, done: string) => void, turn: number, onRead: () => void }} props
 *   onRead: called when the alerts are there for the first time
 */
function All({ project, episode, status, act, turn, onRead }) {
  const { rows, problem, more, again } = useAlerts(projectPath(project.number), status === null ? { episode } : { episode, status });
  const seen = useRef(turn);
  useEffect(() => {
    if (seen.current !== turn) again();
    seen.current = turn;
  }, [turn]);
  useEffect(() => {
    if (rows !== null) onRead();
  }, [rows === null]);
  return [
    problemLine(problem, again, rows !== null),
    ol({ class: 'alert-list' }, (rows ?? []).map((each) => h(AlertRow, { key: each.id, project, alert: each, act }))),
    moreButton(more),
  ];
}
