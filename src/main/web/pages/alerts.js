import { h } from '../lib/preact.js';
import { useEffect, useRef } from '../lib/hooks.js';
import { get, post, projectPath } from '../api.js';
import { tags } from '../html.js';
import { moreButton, pageHead, problemLine, subPages } from '../parts.js';
import { useTitle } from '../shell.js';
import { gathered, listen, notify, update } from '../store.js';
import { Episode } from './alerts/episode.js';
import { grouped } from './alerts/grouped.js';
import { useAlerts, useEpisodes } from './alerts/read.js';

const { a, ol, p } = tags;

const KINDS = /** @type {const} */ ([['active', 'Open'], ['acknowledged', 'Acknowledged'], ['resolved', 'Resolved']]);

/** What others did by a link or in PagerDuty is not on the stream. */
const PAUSE_MS = 30_000;

/** @param {{ project: import('../store.js').Project, place: import('../route.js').Place }} props what the rules have raised, by episodes */
export function Alerts({ project, place }) {
  const status = place.query.get('status') ?? 'active';
  const named = place.query.get('episode')?.toLowerCase() ?? null;
  const path = `/p/${project.number}/alerts`;
  const of = projectPath(project.number);
  const alerts = useAlerts(of, { status });
  const { episodes, gone, problem: unread } = useEpisodes(of, alerts.rows, named);
  const list = useRef(/** @type {HTMLOListElement | null} */ (null));
  useTitle(`Alerts · ${project.name}`);
  useEffect(() => {
    const again = gathered(alerts.again);
    const timer = setInterval(() => document.hidden || again(), PAUSE_MS);
    const stop = listen({ message: (message) => message.type === 'alert' && again(), missed: again, reload: again });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [alerts.again]);
  const act = async (/** @type {string} */ target, /** @type {string} */ done) => {
    try {
      await post(target);
      notify(done);
      await alerts.again();
      update({ openAlerts: (await get(`${of}/alerts`, { status: 'active', limit: 100 })).length });
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
    // The button that was pressed may have gone with its alert.
    if (document.activeElement === document.body) list.current?.focus();
  };
  const groups = alerts.rows === null || episodes === null ? null : grouped(alerts.rows, episodes, status, alerts.more !== null, named);
  const here = status === 'active' ? path : `${path}?status=${status}`;
  return [
    pageHead('Alerts', a({ class: 'button', href: `/p/${project.number}/settings/rules` }, 'Rules')),
    subPages(KINDS.map(([name, label]) => [name === 'active' ? path : `${path}?status=${name}`, label]), here),
    problemLine(alerts.problem ?? unread, alerts.again, groups !== null),
    gone ? p({ class: 'state beside', role: 'status' }, 'The episode of this link does not exist any more. Episodes are deleted with their rule.') : null,
    groups === null ? null : groups.length === 0
      ? p({ class: 'state' }, status === 'active' ? 'No alert is open.' : 'None.')
      : ol({ class: 'episodes', ref: list, tabIndex: -1, 'aria-label': 'Episodes of alerts' },
          groups.map((group) => {
            // The episode that the address names shows all its alerts, whatever their status.
            const shown = group.key === named ? null : status;
            return h(Episode, { key: `${shown} ${group.key}`, project, status: shown, group, act, turn: alerts.turn });
          })),
    moreButton(alerts.more),
  ];
}
