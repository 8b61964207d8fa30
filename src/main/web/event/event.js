import { h } from '../lib/preact.js';
import { useEffect, useState } from '../lib/hooks.js';
import { newest, taken } from '../ahead.js';
import { get } from '../api.js';
import { exact, whole } from '../format.js';
import { tags } from '../html.js';
import { icon } from '../icons.js';
import { useKeys } from '../keys.js';
import { problemLine } from '../parts.js';
import { go } from '../route.js';
import { Lazy } from '../shell.js';
import { Activity } from './activity.js';
import { Apart, Facts, Tags, Why } from './beside.js';
import { copy } from './copy.js';
import { Breadcrumbs } from './crumbs.js';
import { Attachments, Feedback, Json, More, Trimmed } from './more.js';
import { Stack } from './stack.js';
import { asMarkdown } from './text.js';
import { useView } from './view.js';

const { a, aside, button, div, kbd, p, section, span, time } = tags;

/**
 * One event of an issue, and what stands beside it. It stays while newer ones come; when another one is asked for, it
 * stays until that one is there.
 *
 * @param {{
 *   issue: any, project: import('../store.js').Project, place: import('../route.js').Place, wanted: string | undefined,
 *   times: import('../route.js').Times | null, check: () => Promise<boolean>, unmerge: (fingerprint: string) => void,
 * }} props wanted: the event; without it, the newest, in the chosen time if there is one; check: asks whether the issue is
 *   still there, and says so if not
 */
export function EventOf({ issue, project, place, wanted, times, check, unmerge }) {
  const [found, setFound] = useState(/** @type {{ event: any, navigation: any, events: number } | 'none' | null} */ (null));
  const [problem, setProblem] = useState(/** @type {any} */ (null));
  const [turn, setTurn] = useState(0);
  const [view, setView] = useView();
  const query = place.query.toString() === '' ? '' : `?${place.query}`;
  const base = `/p/${project.number}/issues/${issue.id}`;
  useEffect(() => {
    let shown = true;
    const events = issue.event_count;
    const reading = wanted ? get(`/api/v1/events/${encodeURIComponent(wanted)}`) : times || turn > 0 ? newest(issue.id, times ?? {}) : (taken(issue.id)?.event ?? newest(issue.id, {}));
    reading.then(
      (answer) => {
        if (!shown) return;
        setProblem(null);
        setFound(answer ? { ...answer, events } : 'none');
      },
      async (refused) => {
        const there = refused.status !== 404 || (shown && await check());
        if (there && shown) setProblem(refused);
      },
    );
    return () => {
      shown = false;
    };
  }, [wanted, times?.from, times?.to, turn]);
  const now = found === 'none' ? null : found;
  const event = now?.event;
  const to = (/** @type {string | null | undefined} */ id) => {
    if (id && id !== event?.id) go(`${base}/events/${id}${query}`, { replace: wanted !== undefined, y: scrollY });
  };
  /** To the newest one, which the issue's own address shows. */
  const last = () => {
    if (times || wanted === undefined) setTurn(turn + 1);
    if (wanted !== undefined) go(base + query, { replace: true, y: scrollY });
  };
  const newer = async () => {
    const next = now?.navigation.next_id ?? (event ? (await get(`/api/v1/events/${event.id}`).catch(() => null))?.navigation.next_id : null);
    to(next);
  };
  useKeys([
    { key: '[', label: 'Older event', run: () => to(now?.navigation.prev_id) },
    { key: ']', label: 'Newer event', run: newer },
    { key: '{', label: 'First event', run: () => to(now?.navigation.first_id) },
    { key: '}', label: 'Newest event', run: last },
    { key: 'c', label: 'Copy as Markdown', run: () => event && copy(asMarkdown(issue, event), 'Copied as Markdown.') },
  ]);
  const trouble = problemLine(problem, () => setTurn(turn + 1), event !== undefined);
  if (found === 'none') {
    return p({ class: 'state' }, times ? 'No event of this issue came in the chosen time.' : 'No event of this issue is stored any more.', times ? h(Lazy, { load: () => import('../brush.js'), name: 'Chosen', props: { times } }) : null);
  }
  if (now === null) return trouble ?? div({ class: 'sheet waiting' });
  const isNewest = now.navigation.next_id === null;
  const isFirst = now.navigation.prev_id === null;
  const came = isNewest ? issue.event_count - now.events : 0;
  return div(
    { class: 'sheet' },
    div(
      null,
      trouble,
      div(
        { class: 'event-bar' },
        span({ class: 'which' }, isNewest ? (came > 0 ? 'Event' : 'Newest event') : isFirst ? 'First event' : 'Event'),
        span({ class: 'quiet' }, time({ dateTime: event.received_at }, exact(event.received_at))),
        came > 0 ? button({ class: 'button bare newer', type: 'button', onClick: last }, `${whole(came)} newer `, kbd({ class: 'wide' }, '}')) : null,
        times && wanted === undefined ? h(Lazy, { load: () => import('../brush.js'), name: 'Chosen', props: { times } }) : null,
        span(
          { class: 'end' },
          button({ class: 'button bare', type: 'button', disabled: isFirst, onClick: () => to(now.navigation.first_id) }, 'First ', kbd({ class: 'wide' }, '{')),
          button({ class: 'button bare', type: 'button', disabled: isFirst, onClick: () => to(now.navigation.prev_id) }, icon('left'), 'Older ', kbd({ class: 'wide' }, '[')),
          button({ class: 'button bare', type: 'button', disabled: isNewest && came <= 0, onClick: newer }, 'Newer ', kbd({ class: 'wide' }, ']'), icon('right')),
          button({ class: 'button bare', type: 'button', disabled: isNewest && came <= 0, onClick: last }, 'Newest ', kbd({ class: 'wide' }, '}')),
          a({ class: 'button bare', href: `${base}/events${times ? `?from=${times.from}&to=${times.to}` : ''}` }, times ? 'Events of that time' : 'All events'),
          button({ class: 'button bare', type: 'button', onClick: () => copy(asMarkdown(issue, event), 'Copied as Markdown.') }, icon('copy'), 'Copy as Markdown ', kbd({ class: 'wide' }, 'c')),
          button({ class: 'button bare', type: 'button', 'aria-pressed': view === 'json', onClick: () => setView(view === 'json' ? 'ours' : 'json') }, 'JSON'),
        ),
      ),
      view === 'json'
        ? h(Json, { event })
        : [
            h(Message, { event, issue }),
            h(Stack, { key: `stack ${event.id}`, event, view, show: setView }),
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
      h(Tags, { key: `tags ${event.id}`, event }),
      h(Why, { event, fingerprints: issue.fingerprints ?? [], onUnmerge: unmerge }),
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
