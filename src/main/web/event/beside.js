import { h } from '../lib/preact.js';
import { useEffect, useState } from '../lib/hooks.js';
import { get, issuePath } from '../api.js';
import { dayAndTime } from '../format.js';
import { tags } from '../html.js';
import { Pairs } from './pairs.js';

const { a, b, br, button, dd, dl, dt, h2, li, p, path, rect, section, span, svg, ul } = tags;

/** @param {{ event: any, project: import('../store.js').Project }} props the event's main facts */
export function Facts({ event, project }) {
  const user = event.user_context && typeof event.user_context === 'object' ? event.user_context : {};
  const who = user.id ?? user.email ?? user.username ?? user.ip_address;
  const request = event.request && typeof event.request === 'object' ? event.request : {};
  const session = event.session_id ? `/p/${project.number}/sessions/${encodeURIComponent(event.session_id)}` : null;
  /** @type {[string, any][]} */
  const rows = [
    ['User', who === undefined ? null : a({ class: 'clip link', href: `/p/${project.number}/issues?q=${encodeURIComponent(`user:"${who}"`)}` }, String(who))],
    ['Environment', event.environment || null],
    ['Release', event.release ? span({ class: 'code clip' }, event.release) : null],
    ['Server', event.server_name ? span({ class: 'code clip' }, String(event.server_name)) : null],
    ['Request', request.url ? span({ class: 'code clip', title: String(request.url) }, [request.method, String(request.url).replace(/^https?:\/\/[^/]+/, '') || '/'].filter(Boolean).join(' ')) : null],
    ['Transaction', event.transaction ? span({ class: 'code clip' }, String(event.transaction)) : null],
    ['Session', session ? a({ class: 'code clip link', href: session }, event.session_id) : null],
    ['Event', span({ class: 'code clip', title: event.id }, event.event_id ?? event.id)],
    ['Client', event.sdk_name ? span({ class: 'code clip' }, `${event.sdk_name} ${event.sdk_version}`) : null],
  ];
  return section(
    { class: 'card' },
    h2({ class: 'unseen' }, 'This event'),
    dl({ class: 'pairs' }, rows.filter(([, value]) => value !== null).map(([name, value]) => [dt({ key: name }, name), dd({ key: `${name} value` }, value)])),
  );
}

/** @param {{ event: any }} props */
export function Tags({ event }) {
  const entries = Object.entries(event.tags ?? {});
  if (entries.length === 0) return null;
  return section({ class: 'card' }, h2(null, 'Tags'), h(Pairs, { entries, class: 'pairs' }));
}

const SOURCES = /** @type {Record<string, string>} */ ({
  client: 'The client’s own fingerprint', stack: 'Same stack', exception: 'Same exception', message: 'Same message',
});

/** Most groups that are listed. */
const MOST_GROUPS = 20;

/**
 * Why the event is in this issue, and the groups that were merged into it, each of which can be taken out.
 *
 * @param {{ event: any, fingerprints: { fingerprint: string, created_at: string }[], onUnmerge: (fingerprint: string) => void }} props
 */
export function Why({ event, fingerprints, onUnmerge }) {
  const grouping = event.grouping;
  if (!grouping) return null;
  const groups = fingerprints.length < 2 ? [] : [...fingerprints].sort((one) => (one.fingerprint === event.fingerprint ? -1 : 1));
  return section(
    { class: 'card' },
    h2(null, 'Why these belong together'),
    p({ class: 'about' }, `${SOURCES[grouping.source] ?? grouping.source}, algorithm ${grouping.algorithm}.`),
    p({ class: 'reasons' }, grouping.parts.slice(0, 20).flatMap((/** @type {any} */ part, /** @type {number} */ i) => [i > 0 ? br({ key: `b${i}` }) : null, part.value])),
    groups.length === 0 ? null : [
      p({ class: 'about groups-head' }, `${groups.length} groups were merged here:`),
      ul({ class: 'groups' }, groups.slice(0, MOST_GROUPS).map((each) =>
        li(
          { key: each.fingerprint },
          span({ class: 'code', title: each.fingerprint }, each.fingerprint.slice(0, 8)),
          span({ class: 'faint clip' }, each.fingerprint === event.fingerprint ? 'this event’s' : `since ${dayAndTime(each.created_at)}`),
          button({ class: 'button', type: 'button', title: 'It becomes an issue of its own', 'aria-label': `Take out group ${each.fingerprint.slice(0, 8)}`, onClick: () => onUnmerge(each.fingerprint) }, 'Take out'),
        ))),
      groups.length > MOST_GROUPS ? p({ class: 'about' }, `and ${groups.length - MOST_GROUPS} more`) : null,
    ],
  );
}

/**
 * What is more frequent in this issue than in the project.
 *
 * @param {{ issue: string }} props
 */
export function Apart({ issue }) {
  const [found, setFound] = useState(/** @type {any} */ (null));
  useEffect(() => {
    let shown = true;
    get(`${issuePath(issue)}/tags`).then((answer) => shown && setFound(answer), () => {});
    return () => {
      shown = false;
    };
  }, [issue]);
  if (!found) return null;
  const rows = found.keys
    .flatMap((/** @type {any} */ key) => {
      const values = key.values.map((/** @type {any} */ each) => ({ key: key.key, value: each.value, share: each.count / Math.max(1, found.of), usual: each.usual }));
      values.sort((/** @type {any} */ one, /** @type {any} */ other) => excess(other) - excess(one));
      return values.slice(0, 1);
    })
    .filter((/** @type {any} */ row) => excess(row) >= LEAST_EXCESS)
    .sort((/** @type {any} */ one, /** @type {any} */ other) => excess(other) - excess(one))
    .slice(0, 6);
  if (rows.length === 0) return null;
  return section(
    { class: 'card' },
    h2(null, 'What sets it apart'),
    p({ class: 'about' }, `Share in the newest ${found.of} events; the line is the project’s.`),
    ul({ class: 'shares' }, rows.map((/** @type {any} */ row) => h(Share, { key: row.key, name: row.key, value: row.value, share: row.share, usual: row.usual }))),
  );
}

/** A value that is this much more frequent than usual says something. */
const LEAST_EXCESS = 0.03;

/** @param {{ share: number, usual: number | null }} row how much more frequent than in the project; what is unknown there counts as usual by half */
const excess = ({ share, usual }) => share - (usual ?? share / 2);

/** @param {number} share */
const percent = (share) => `${Math.round(share * 100)} %`;

/** @param {{ name: string, value: string, share: number, usual: number | null }} props */
function Share({ name, value, share, usual }) {
  const words = `${percent(share)}${usual === null || usual === undefined ? '' : `, usually ${percent(usual)}`}`;
  return li(
    null,
    p({ class: 'name' }, b({ class: 'clip', title: `${name} = ${value}` }, `${name} = ${value}`), span({ class: 'quiet' }, words)),
    svg(
      { class: 'share', viewBox: '0 0 312 8', preserveAspectRatio: 'none', role: 'img', 'aria-label': words },
      rect({ class: 'all', x: 0.5, y: 0.5, width: 311, height: 7 }),
      rect({ class: 'part', x: 1, y: 1, width: Math.max(1, share * 310), height: 6 }),
      usual === null || usual === undefined ? null : path({ class: 'usual', d: `M${Math.round(1 + usual * 310)} -2V10` }),
    ),
  );
}
