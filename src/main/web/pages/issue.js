import { h } from '../lib/preact.js';
import { useEffect, useRef, useState } from '../lib/hooks.js';
import { get, issuePath, post } from '../api.js';
import { Bars } from '../chart.js';
import { agoInWords, exact, initials, whole } from '../format.js';
import { tags } from '../html.js';
import { icon, level } from '../icons.js';
import { useKeys } from '../keys.js';
import { go } from '../route.js';
import { Lazy, useTitle } from '../shell.js';
import { current, listen, notify, useStore } from '../store.js';
import { actOn } from '../actions.js';
import { Activity } from '../event/activity.js';
import { Apart, Facts, Tags, Why } from '../event/beside.js';
import { copy } from '../event/copy.js';
import { Breadcrumbs } from '../event/crumbs.js';
import { Attachments, Feedback, Json, More, Trimmed } from '../event/more.js';
import { Stack } from '../event/stack.js';
import { asMarkdown } from '../event/text.js';
import { address, keptList } from './issue-list.js';
import { mark } from './row.js';

const { a, aside, button, dd, div, dl, dt, h1, header, kbd, p, section, small, span, time } = tags;

const HOUR_MS = 3_600_000;

/**
 * An issue with one of its events: the newest, or the one in the address.
 *
 * @param {{ project: import('../store.js').Project, place: import('../route.js').Place }} props
 */
export function Issue({ project, place }) {
  const [, , , id = '', kind, wanted] = place.parts;
  const [issue, setIssue] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState(/** @type {import('../api.js').Refused | null} */ (null));
  const [assigning, setAssigning] = useState(false);
  const now = useStore((state) => state.now);
  const stream = useRef(id);
  stream.current = id;

  const load = () => get(issuePath(id)).then(
    (answer) => {
      if (stream.current !== id) return;
      if (answer.merged_into) go(address(project, answer.merged_into, 'is:unresolved', 'last_seen'), { replace: true });
      else setIssue(answer);
    },
    (refused) => stream.current === id && setProblem(refused),
  );
  useEffect(() => {
    setIssue(keptList()?.rows.get(id) ?? null);
    setProblem(null);
    load();
    return listen({
      reload: load,
      changed: ({ issues, gone }) => {
        const row = issues.find((each) => each.id === id);
        if (row) setIssue((/** @type {any} */ before) => ({ ...before, ...row }));
        if (gone.includes(id)) load();
      },
    });
  }, [id]);
  useTitle(issue ? `${issue.title} · ${project.name}` : project.name);

  const query = place.query.get('q') ?? 'is:unresolved';
  const sort = place.query.get('sort') ?? 'last_seen';
  const list = keptList();
  const position = list ? list.ids.indexOf(id) : -1;
  const other = (/** @type {number} */ by) => (position < 0 ? undefined : list?.ids[position + by]);
  const back = `/p/${project.number}/issues${place.query.toString() === '' ? '' : `?${place.query}`}`;
  const step = (/** @type {number} */ by) => {
    const next = other(by);
    if (next) go(address(project, next, query, sort));
  };
  const act = (/** @type {string} */ action, /** @type {string} */ done, /** @type {any} */ more = {}) =>
    actOn(project, [id], action, done, more, (states) =>
      setIssue((/** @type {any} */ before) => {
        const state = states.find((each) => each.id === id);
        return state ? { ...before, ...(state.status ? { status: state.status } : {}), ...(state.assigned_to === undefined ? {} : { assigned_to: state.assigned_to }) } : before;
      }));
  const resolve = () => (issue?.status === 'resolved' ? act('unresolve', 'unresolved') : act('resolve', 'resolved'));
  const archive = () => (issue?.status === 'archived' ? act('unresolve', 'unresolved') : act('archive', 'archived'));
  useKeys([
    { key: 'j', label: 'Next issue', run: () => step(1) },
    { key: 'k', label: 'Issue before', run: () => step(-1) },
    { key: 'u', label: 'Back to the list', run: () => go(back) },
    { key: 'e', label: 'Resolve', run: resolve },
    { key: 'y', label: 'Archive', run: archive },
    { key: 'a', label: 'Assign', run: () => setAssigning(true) },
    { key: 'i', label: 'Assign to me', run: () => current().me?.user && act('assign', 'assigned to you', { user_id: current().me.user.id }) },
    { key: 'shift+c', label: 'Copy the link', run: () => copy(`${location.origin}/i/${id}`, 'The link is copied.') },
  ]);

  if (problem) {
    return div({ class: 'first' }, h1(null, problem.status === 404 ? 'This issue is not there' : 'The issue cannot be shown'),
      p({ class: 'quiet' }, problem.status === 404 ? 'It was deleted, or you may not see it.' : problem.message), p(null, a({ class: 'link', href: back }, 'Back to the list')));
  }
  if (issue === null) return null;
  return [
    p(
      { class: 'path' },
      a({ href: back }, 'Issues'), span(null, '›'), span({ class: 'code clip' }, id.slice(0, 8)),
      position >= 0
        ? span(
            { class: 'steps' },
            span({ class: 'number' }, `${whole(position + 1)} of ${whole(list?.ids.length ?? 0)}${list?.more ? '+' : ''}`),
            button({ class: 'button bare', type: 'button', 'aria-label': 'Issue above', disabled: !other(-1), onClick: () => step(-1) }, icon('left'), kbd({ class: 'wide' }, 'k')),
            button({ class: 'button bare', type: 'button', 'aria-label': 'Issue below', disabled: !other(1), onClick: () => step(1) }, icon('right'), kbd({ class: 'wide' }, 'j')),
          )
        : null,
    ),
    h(Head, { issue, resolve, archive, assign: () => setAssigning(true), act, project, back }),
    h(Numbers, { issue, now }),
    h(EventOf, { key: `${id} ${kind === 'events' ? (wanted ?? '') : ''}`, issue, project, place, wanted: kind === 'events' ? wanted : undefined, reload: load }),
    assigning
      ? h(Lazy, {
          load: () => import('../assign.js'), name: 'Assign',
          props: {
            project, onClose: () => setAssigning(false),
            onChoose: (/** @type {any} */ person) => {
              setAssigning(false);
              act('assign', person ? `assigned to ${person.display_name || person.email}` : 'assigned to nobody', { user_id: person?.user_id ?? '' });
            },
          },
        })
      : null,
  ];
}

/** @param {{ issue: any, resolve: () => void, archive: () => void, assign: () => void, act: Function, project: import('../store.js').Project, back: string }} props */
function Head({ issue, resolve, archive, assign, act, back }) {
  const people = useStore((state) => state.people);
  const person = people.find((each) => each.user_id === issue.assigned_to) ?? issue.assignee;
  const name = person ? person.display_name || person.email : null;
  const remove = async () => {
    if (!confirm('Delete this issue with all its events? This cannot be undone.')) return;
    try {
      await post(`${issuePath(issue.id)}/delete`);
      notify('The issue is deleted.');
      go(back);
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  return header(
    { class: 'issue-head' },
    div(
      null,
      h1(null, level(issue.level), issue.type || issue.title, ' ', mark(issue)),
      issue.type && issue.value ? p({ class: 'said' }, issue.value) : null,
      issue.culprit ? p({ class: 'where code' }, issue.culprit) : null,
    ),
    div(
      { class: 'acts' },
      button({ class: 'button main narrow-wide', type: 'button', onClick: resolve }, icon('check'), issue.status === 'resolved' ? 'Unresolve ' : 'Resolve ', kbd({ class: 'wide' }, 'e')),
      button({ class: 'button narrow-wide', type: 'button', onClick: archive }, issue.status === 'archived' ? 'Unarchive ' : 'Archive ', kbd({ class: 'wide' }, 'y')),
      button({ class: 'button narrow-wide', type: 'button', onClick: assign }, name ? span({ class: 'face' }, initials(name)) : icon('person'), name ?? 'Assign', ' ', kbd({ class: 'wide' }, 'a')),
      issue.status === 'discarded'
        ? button({ class: 'button', type: 'button', onClick: () => act('unresolve', 'unresolved') }, 'Keep events again')
        : button({ class: 'button bare', type: 'button', title: 'Events of this issue are dropped from now on', onClick: () => act('discard', 'discarded') }, 'Discard'),
      button({ class: 'button bare', type: 'button', onClick: remove }, 'Delete'),
    ),
  );
}

/** @param {{ issue: any, now: number }} props */
function Numbers({ issue, now }) {
  const [hours, setHours] = useState(/** @type {{ bucket: string, count: number }[] | null} */ (null));
  useEffect(() => {
    let shown = true;
    const from = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 167 * HOUR_MS).toISOString();
    get(`${issuePath(issue.id)}/hours`, { from, to: new Date().toISOString(), bucket: 'hour' }).then((answer) => shown && setHours(answer), () => {});
    return () => {
      shown = false;
    };
  }, [issue.id, issue.event_count]);
  const running = issue.hour && Math.floor(new Date(issue.hour).getTime() / HOUR_MS) === Math.floor(now / HOUR_MS) ? issue.hour_count : 0;
  return dl(
    { class: 'facts' },
    div(null, dt(null, 'Events'), dd(null, whole(issue.event_count), ' ', running > 0 ? small(null, `${whole(running)} in this hour`) : null)),
    div(null, dt(null, 'Users'), dd(null, whole(issue.user_count))),
    div(null, dt(null, 'First seen'), dd({ title: exact(issue.first_seen) }, agoInWords(issue.first_seen, now), ' ', issue.first_release ? small({ class: 'code' }, issue.first_release) : null)),
    div(null, dt(null, 'Last seen'), dd({ title: exact(issue.last_seen) }, agoInWords(issue.last_seen, now), ' ', issue.last_release ? small({ class: 'code' }, issue.last_release) : null)),
    div(
      { class: 'over-time' },
      dt({ class: 'unseen' }, 'Over time'),
      dd(null, h(Bars, {
        bars: (hours ?? []).map(({ bucket, count }) => ({ bucket, parts: [{ kind: /** @type {const} */ ('on'), count }] })),
        height: 44, unit: 'h', label: 'Events by the hour over seven days',
      })),
    ),
  );
}

/**
 * One event of the issue. It stays while newer ones come.
 *
 * @param {{ issue: any, project: import('../store.js').Project, place: import('../route.js').Place, wanted: string | undefined, reload: () => void }} props
 */
function EventOf({ issue, project, place, wanted, reload }) {
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState('');
  const [json, setJson] = useState(false);
  useEffect(() => {
    let shown = true;
    (async () => {
      try {
        const event = wanted ?? (await get(`${issuePath(issue.id)}/events`, { limit: 1 })).data[0]?.id;
        if (!event) {
          if (shown) setProblem('No event of this issue is stored any more.');
          return;
        }
        const answer = await get(`/api/v1/events/${event}`);
        if (shown) setFound(answer);
      } catch (refused) {
        if (shown) setProblem(/** @type {Error} */ (refused).message);
      }
    })();
    return () => {
      shown = false;
    };
  }, []);
  const event = found?.event;
  const to = (/** @type {string | null | undefined} */ id) => {
    if (id) go(`/p/${project.number}/issues/${issue.id}/events/${id}${place.query.toString() === '' ? '' : `?${place.query}`}`, { replace: wanted !== undefined });
  };
  const unmerge = async (/** @type {string} */ fingerprint) => {
    try {
      await post(`${issuePath(issue.id)}/unmerge`, { fingerprints: [fingerprint] });
      notify('The group is an issue of its own again. Its events follow in the background.');
      reload();
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  useKeys([
    { key: '[', label: 'Older event', run: () => to(found?.navigation.prev_id) },
    { key: ']', label: 'Newer event', run: () => to(found?.navigation.next_id) },
    { key: 'c', label: 'Copy as Markdown', run: () => event && copy(asMarkdown(issue, event), 'Copied as Markdown.') },
  ]);
  if (problem !== '') return p({ class: 'state' }, problem);
  if (!event) return div({ class: 'sheet waiting' });
  const newest = found.navigation.next_id === null;
  return div(
    { class: 'sheet' },
    div(
      null,
      div(
        { class: 'event-bar' },
        span({ class: 'which' }, newest ? 'Newest event' : found.navigation.prev_id === null ? 'First event' : 'Event'),
        span({ class: 'quiet' }, time({ dateTime: event.received_at }, exact(event.received_at))),
        span(
          { class: 'end' },
          button({ class: 'button bare', type: 'button', disabled: found.navigation.prev_id === null, onClick: () => to(found.navigation.prev_id) }, icon('left'), 'Older ', kbd({ class: 'wide' }, '[')),
          button({ class: 'button bare', type: 'button', disabled: newest, onClick: () => to(found.navigation.next_id) }, 'Newer ', kbd({ class: 'wide' }, ']'), icon('right')),
          a({ class: 'button bare', href: `/p/${project.number}/issues/${issue.id}/events` }, 'All events'),
          button({ class: 'button bare', type: 'button', onClick: () => copy(asMarkdown(issue, event), 'Copied as Markdown.') }, icon('copy'), 'Copy as Markdown ', kbd({ class: 'wide' }, 'c')),
          button({ class: 'button bare', type: 'button', 'aria-pressed': json, onClick: () => setJson(!json) }, 'JSON'),
        ),
      ),
      json
        ? h(Json, { event })
        : [
            h(Message, { event, issue }),
            h(Stack, { event }),
            h(Feedback, { event }),
            h(Breadcrumbs, { event }),
            h(More, { event }),
            h(Attachments, { event }),
          ],
    ),
    aside(
      { class: 'side', 'aria-label': 'About this issue' },
      h(Apart, { issue: issue.id }),
      h(Facts, { event, project }),
      h(Tags, { event }),
      h(Why, { event, fingerprints: (issue.fingerprints ?? []).map((/** @type {any} */ each) => (typeof each === 'string' ? { fingerprint: each } : each)), onUnmerge: unmerge }),
      h(Trimmed, { event }),
      h(Activity, { issue: issue.id }),
    ),
  );
}

/** @param {{ event: any, issue: any }} props the event's own message, where the head does not say it */
function Message({ event, issue }) {
  const said = [issue.title, issue.value].includes(event.message) || event.message === event.exception?.value || !event.message;
  return said ? null : section({ class: 'card', 'aria-label': 'Message' }, p({ class: 'thrown' }, span({ class: 'value' }, event.message)));
}

