import { h } from '../lib/preact.js';
import { useEffect, useLayoutEffect, useRef, useState } from '../lib/hooks.js';
import { tags } from '../html.js';
import { useKeys } from '../keys.js';
import { go, issueAddress } from '../route.js';
import { Lazy } from '../shell.js';
import { current, murmur, notify, useStore } from '../store.js';
import { order, useList } from './kept-list.js';
import { Head, More, Row, Rows } from './row.js';

const { button, kbd, li, ol, p, section, span } = tags;

/**
 * @param {{
 *   project: import('../store.js').Project, place: import('../route.js').Place, query: string, asked: string, sort: string,
 *   clear: (() => void) | null, onDrawn: () => void,
 * }} props query: what stands in the field; asked: the same with the chosen time, which `clear` takes away;
 *   onDrawn: the rows are drawn, or what stands in their place
 */
export function IssueList({ project, place, query, asked, sort, clear, onDrawn }) {
  const over = useRef(false);
  const latest = useRef({ chosen: /** @type {Set<string>} */ (new Set()), at: /** @type {string | null} */ (null) });
  const holds = () => over.current || latest.current.chosen.size > 0 || scrollY > 120;
  const { list, problem, load, change } = useList(project.number, asked, sort, { holds, at: () => latest.current.at });
  const [at, setAt] = useState(list?.at ?? null);
  const [chosen, setChosen] = useState(/** @type {Set<string>} */ (new Set()));
  const [assigning, setAssigning] = useState(/** @type {string[] | null} */ (null));
  const [slow, setSlow] = useState(false);
  // The page that waits for the first event stays when the event comes, and greets it.
  const [waits, setWaits] = useState(false);
  const now = useStore((state) => state.now);
  const people = useStore((state) => state.people);
  latest.current = { chosen, at };

  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 150);
    return () => clearTimeout(timer);
  }, []);
  const answered = list !== null || problem !== null;
  useEffect(() => {
    if (answered) onDrawn();
  }, [answered]);

  const moved = list?.moved ?? new Set();
  const showMoved = async () => {
    await order();
    scrollTo(0, 0);
  };
  useEffect(() => {
    if (moved.size === 0) return;
    if (!holds() && !document.hidden) order();
    else murmur(`${moved.size} ${moved.size === 1 ? 'issue has' : 'issues have'} moved up`);
  }, [now, moved.size]);
  // Before the next key: Enter opens what has the focus.
  useLayoutEffect(() => {
    if (at === null) return;
    const row = document.querySelector(`[data-id="${at}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    /** @type {HTMLElement | null | undefined} */ (row?.querySelector('.title a'))?.focus({ preventScroll: true });
    const ahead = setTimeout(() => import('../ahead.js').then(({ readAhead }) => readAhead(at), () => {}), 150);
    return () => clearTimeout(ahead);
  }, [at]);
  const step = (/** @type {number} */ by, extend = false) => {
    if (!list || list.ids.length === 0) return;
    const from = at === null ? (by > 0 ? -1 : list.ids.length) : list.ids.indexOf(at);
    const id = list.ids[Math.max(0, Math.min(list.ids.length - 1, from + by))] ?? null;
    if (extend) setChosen(new Set([...chosen, ...(at ? [at] : []), ...(id ? [id] : [])]));
    setAt(id);
    if (by > 0 && list.ids.indexOf(id ?? '') > list.ids.length - 10) load('next');
  };
  const me = () => current().me?.user?.id ?? null;
  const aimed = () => (chosen.size > 0 ? [...chosen] : at ? [at] : []);
  const act = async (/** @type {string} */ action, /** @type {string} */ done, /** @type {any} */ more = {}) => {
    const rows = aimed().flatMap((id) => list?.rows.get(id) ?? []);
    if (rows.length === 0) return;
    setChosen(new Set());
    const [{ actOn }, { patched }] = await Promise.all([import('../actions.js'), import('../list.js')]);
    await actOn(project, rows, action, done, more, (states) => change((kept) => patched(kept, states, me())));
  };
  const all = (/** @type {string} */ status) => aimed().every((id) => list?.rows.get(id)?.status === status);
  /** Does it, or takes it back when it was done to all of them. */
  const turn = (/** @type {'resolved' | 'archived'} */ status, /** @type {string} */ action) => () =>
    all(status) ? act('unresolve', 'unresolved') : act(action, status);
  const mergeChosen = async () => {
    if (chosen.size < 2) {
      notify('Choose two issues or more to merge them: x chooses the one that the keyboard is at.');
      return;
    }
    const { mergeRows } = await import('../merging.js');
    await mergeRows([...chosen].flatMap((id) => list?.rows.get(id) ?? []), () => setChosen(new Set()));
  };
  const removeChosen = async () => {
    const [{ remove }, { merged }] = await Promise.all([import('../actions.js'), import('../list.js')]);
    await remove(project, [...chosen], (ids) => {
      setChosen(new Set());
      change((kept) => merged(kept, [], ids, me()));
    });
  };
  const open = () => at && go(issueAddress(project, at, place.query));
  const assign = () => (aimed().length > 0 ? setAssigning(aimed()) : undefined);
  useKeys([
    { key: 'j', label: 'Next issue', run: () => step(1) },
    { key: 'k', label: 'Issue before', run: () => step(-1) },
    { key: 'shift+j', label: 'Choose down', run: () => step(1, true) },
    { key: 'shift+k', label: 'Choose up', run: () => step(-1, true) },
    { key: 'Enter', label: 'Open', run: open },
    { key: 'o', label: 'Open', run: open },
    { key: 'x', label: 'Choose', run: () => at && setChosen(toggled(chosen, at)) },
    { key: 'Escape', label: clear && chosen.size === 0 ? 'Show all times' : 'Choose none', run: () => (clear && chosen.size === 0 ? clear() : (setChosen(new Set()), setAt(null))) },
    { key: 'e', label: 'Resolve, or unresolve', run: turn('resolved', 'resolve') },
    { key: 'y', label: 'Archive, or unarchive', run: turn('archived', 'archive') },
    { key: 'a', label: 'Assign', run: assign },
    ...(current().me?.user ? [{ key: 'i', label: 'Assign to me', run: () => act('assign', 'assigned to you', { user_id: current().me.user.id }) }] : []),
    { key: 'm', label: 'Merge the chosen', run: mergeChosen },
    { key: 'shift+c', label: 'Copy the link', run: () => at && import('../event/copy.js').then(({ copy }) => copy(`${location.origin}/i/${at}`, 'The link is copied.')) },
    { key: '.', label: 'Show what moved up', run: showMoved },
  ]);

  const troubled = problem ? h(Lazy, { key: String(problem.turn), load: () => import('../problem.js'), name: 'Problem', props: { problem, beside: list !== null, again: () => load(list === null ? 'anew' : 'next') } }) : null;
  if (list === null && troubled) return troubled;
  if (list === null) return slow ? section({ class: 'list', 'aria-busy': true }, h(Head, { sort }), ol(null, Array.from({ length: 8 }, (_, n) => li({ key: n, class: 'issue cells blank' })))) : null;
  if (list.ids.length === 0 || waits) {
    const onList = () => { setWaits(false); load('anew'); };
    return h(Lazy, { load: () => import('./empty.js'), name: 'Empty', props: { project, query, timed: clear !== null, onWait: () => setWaits(true), onList } });
  }
  return [
    troubled,
    chosen.size > 0
      ? h(Lazy, {
          load: () => import('./bulk.js'), name: 'Bulk',
          props: {
            count: chosen.size, resolved: all('resolved'), archived: all('archived'), resolve: turn('resolved', 'resolve'), archive: turn('archived', 'archive'),
            assign, merge: mergeChosen, remove: removeChosen, none: () => setChosen(new Set()),
          },
        })
      : null,
    section(
      {
        class: 'list', 'aria-label': 'Issues',
        onPointerEnter: (event) => { over.current = event.pointerType === 'mouse'; },
        onPointerLeave: () => { over.current = false; },
      },
      h(Head, { sort }),
      moved.size > 0
        ? button({ class: 'moved', type: 'button', onClick: showMoved }, `${moved.size} ${moved.size === 1 ? 'issue has' : 'issues have'} moved up `, kbd({ class: 'wide' }, '.'))
        : null,
      h(Rows, { ids: list.ids, at, draw: (id) => {
        const row = list.rows.get(id);
        return row
          ? h(Row, {
              key: id, row, now, at: id === at, chosen: chosen.has(id), gone: list.gone.has(id), href: issueAddress(project, id, place.query),
              assignee: people.find((each) => each.user_id === row.assigned_to),
              onChoose: (range) => setChosen(range && at ? new Set([...chosen, ...between(list.ids, at, id)]) : toggled(chosen, id)),
            })
          : null;
      } }),
      list.more ? h(More, { load: () => load('next') }) : null,
    ),
    p(
      { class: 'keys' },
      [['j k', 'move'], ['↵', 'open'], ['x', 'choose'], ['e', 'resolve'], ['a', 'assign'], ['z', 'undo'], ['?', 'all keys']].map(([name, does]) =>
        span({ key: name }, kbd(null, name), does)),
    ),
    assigning ? h(Lazy, { load: () => import('../assign.js'), name: 'Assign', props: { project, onClose: () => setAssigning(null), onChoose: (/** @type {any} */ person) => { setAssigning(null); act('assign', person ? `assigned to ${person.display_name || person.email}` : 'assigned to nobody', { user_id: person?.user_id ?? '' }); } } }) : null,
  ];
}

/** The ids between two of them, which are among them. @param {string[]} ids @param {string} one @param {string} other */
function between(ids, one, other) {
  const ends = [ids.indexOf(one), ids.indexOf(other)].sort((x, y) => x - y);
  return ids.slice(ends[0], /** @type {number} */ (ends[1]) + 1);
}

/** @param {Set<string>} set @param {string} id */
function toggled(set, id) {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
