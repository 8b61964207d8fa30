import { h } from '../lib/preact.js';
import { useEffect, useState } from '../lib/hooks.js';
import { actOn } from '../actions.js';
import { issuePath, post } from '../api.js';
import { copy } from '../event/copy.js';
import { EventOf } from '../event/event.js';
import { Numbers } from '../event/numbers.js';
import { initials, whole } from '../format.js';
import { tags } from '../html.js';
import { icon, level } from '../icons.js';
import { useKeys } from '../keys.js';
import { patched } from '../list.js';
import { mergeInto, takeOut } from '../merging.js';
import { Problem } from '../problem.js';
import { chooseTimes, go, issueAddress, leftAt, timesOf } from '../route.js';
import { Lazy, useTitle } from '../shell.js';
import { current, notify, useStore } from '../store.js';
import { Gone } from './gone.js';
import { keep, keptList } from './kept-list.js';
import { useIssue } from './read-issue.js';
import { mark } from './row.js';

const { a, button, div, h1, header, kbd, p, span } = tags;

/**
 * An issue with one of its events: the newest, or the one in the address.
 *
 * @param {{ project: import('../store.js').Project, place: import('../route.js').Place }} props
 */
export function Issue({ project, place }) {
  const [, , , id = '', kind, wanted] = place.parts;
  const { issue, problem, gone, again, change } = useIssue(id, (into) => go(issueAddress(project, into, place.query), { replace: true }));
  const [asking, setAsking] = useState(/** @type {'assignee' | 'target' | null} */ (null));
  const now = useStore((state) => state.now);
  const times = timesOf(place.query);
  useEffect(() => {
    if (gone) setAsking(null);
  }, [gone]);
  useTitle(issue ? `${issue.title} · ${project.name}` : project.name);

  const list = keptList();
  const position = list ? list.ids.indexOf(id) : -1;
  const other = (/** @type {number} */ by) => (position < 0 ? undefined : list?.ids[position + by]);
  const back = issueAddress(project, '', place.query).replace('/issues/', '/issues');
  const toList = () => go(back, { y: leftAt(`/p/${project.number}/issues`) });
  const step = (/** @type {number} */ by) => {
    const next = other(by);
    if (!next || !list) return;
    keep({ ...list, at: next });
    go(issueAddress(project, next, place.query));
  };
  const act = (/** @type {string} */ action, /** @type {string} */ done, /** @type {any} */ more = {}) =>
    actOn(project, [issue], action, done, more, (states) => {
      const state = states.find((each) => each.id === id);
      if (state) change(state);
      const kept = keptList();
      if (kept?.project === project.number) keep(patched(kept, states, current().me?.user?.id ?? null));
    });
  const resolve = () => (issue?.status === 'resolved' ? act('unresolve', 'unresolved') : act('resolve', 'resolved'));
  const archive = () => (issue?.status === 'archived' ? act('unresolve', 'unresolved') : act('archive', 'archived'));
  const merge = (/** @type {import('../store.js').Row} */ target) => {
    setAsking(null);
    mergeInto(target, [id], () => go(issueAddress(project, target.id, place.query)), ([made]) => made && go(issueAddress(project, made, place.query)));
  };
  useKeys([
    ...(position < 0 ? [] : [
      { key: 'j', label: 'Next issue', run: () => step(1) },
      { key: 'k', label: 'Issue before', run: () => step(-1) },
    ]),
    { key: 'u', label: 'Back to the list', run: toList },
    ...(gone ? [] : [
      { key: 'e', label: issue?.status === 'resolved' ? 'Unresolve' : 'Resolve', run: resolve },
      { key: 'y', label: issue?.status === 'archived' ? 'Unarchive' : 'Archive', run: archive },
      { key: 'a', label: 'Assign', run: () => setAsking('assignee') },
      ...(current().me?.user ? [{ key: 'i', label: 'Assign to me', run: () => act('assign', 'assigned to you', { user_id: current().me.user.id }) }] : []),
      { key: 'm', label: 'Merge into another issue', run: () => setAsking('target') },
    ]),
    { key: 'shift+c', label: 'Copy the link', run: () => copy(`${location.origin}/i/${id}`, 'The link is copied.') },
    ...(times ? [{ key: 'Escape', label: 'Show all times', run: () => chooseTimes(null) }] : []),
  ]);

  if (gone) return h(Gone, { key: id, project, place, title: issue?.title ?? '', into: gone.into, back });
  if (problem?.status === 404) {
    return div({ class: 'first' }, h1(null, 'This issue is not there'),
      p({ class: 'quiet' }, 'It was deleted, or it is not yours to see.'), p(null, a({ class: 'link', href: back }, 'Back to the list')));
  }
  const troubled = problem ? h(Problem, { key: String(problem.turn), problem, again, beside: issue !== null }) : null;
  if (issue === null) return troubled;
  return [
    troubled,
    p(
      { class: 'path' },
      a({ href: back, onClick: (event) => { if (!event.metaKey && !event.ctrlKey && !event.shiftKey) { event.preventDefault(); toList(); } } }, 'Issues'), span(null, '›'), span({ class: 'code clip' }, id.slice(0, 8)),
      position >= 0
        ? span(
            { class: 'steps' },
            span({ class: 'number' }, `${whole(position + 1)} of ${whole(list?.ids.length ?? 0)}${list?.more ? '+' : ''}`),
            button({ class: 'button bare', type: 'button', 'aria-label': 'Issue above', disabled: !other(-1), onClick: () => step(-1) }, icon('left'), kbd({ class: 'wide' }, 'k')),
            button({ class: 'button bare', type: 'button', 'aria-label': 'Issue below', disabled: !other(1), onClick: () => step(1) }, icon('right'), kbd({ class: 'wide' }, 'j')),
          )
        : null,
    ),
    h(Head, { issue, resolve, archive, ask: setAsking, act, back }),
    h(Numbers, { key: `numbers ${id} ${place.query.get('range')}`, issue, project, now, range: place.query.get('range') ?? '7d', times }),
    h(EventOf, {
      key: id, issue, project, place, wanted: kind === 'events' ? wanted : undefined, times, check: again,
      unmerge: (/** @type {string} */ fingerprint) => takeOut(id, fingerprint, again),
    }),
    asking === 'assignee'
      ? h(Lazy, {
          load: () => import('../assign.js'), name: 'Assign',
          props: {
            project, onClose: () => setAsking(null),
            onChoose: (/** @type {any} */ person) => {
              setAsking(null);
              act('assign', person ? `assigned to ${person.display_name || person.email}` : 'assigned to nobody', { user_id: person?.user_id ?? '' });
            },
          },
        })
      : null,
    asking === 'target' ? h(Lazy, { load: () => import('../merge.js'), name: 'MergeInto', props: { project, issue, onClose: () => setAsking(null), onChoose: merge } }) : null,
  ];
}

/** @param {{ issue: any, resolve: () => void, archive: () => void, ask: (what: 'assignee' | 'target') => void, act: Function, back: string }} props */
function Head({ issue, resolve, archive, ask, act, back }) {
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
      button({ class: 'button narrow-wide', type: 'button', onClick: () => ask('assignee') }, name ? span({ class: 'face' }, initials(name)) : icon('person'), name ?? 'Assign', ' ', kbd({ class: 'wide' }, 'a')),
      button({ class: 'button narrow-wide', type: 'button', onClick: () => ask('target') }, 'Merge into… ', kbd({ class: 'wide' }, 'm')),
      issue.status === 'discarded'
        ? button({ class: 'button', type: 'button', onClick: () => act('unresolve', 'unresolved') }, 'Keep events again')
        : button({ class: 'button bare', type: 'button', title: 'Events of this issue are dropped from now on', onClick: () => act('discard', 'discarded') }, 'Discard'),
      button({ class: 'button bare', type: 'button', onClick: remove }, 'Delete'),
    ),
  );
}
