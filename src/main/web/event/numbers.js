import { h } from '../lib/preact.js';
import { useEffect, useState } from '../lib/hooks.js';
import { get, issuePath } from '../api.js';
import { Bars, releasesOf, shownSpan } from '../chart.js';
import { agoInWords, exact, whole } from '../format.js';
import { tags } from '../html.js';

const { dd, div, dl, dt, small } = tags;

const HOUR_MS = 3_600_000;

/** @typedef {{ bucket: string, count: number }} Bucket */

/**
 * An issue's counts and times, and its events over time.
 *
 * @param {{ issue: any, project: import('../store.js').Project, now: number, range: string, times: import('../route.js').Times | null }} props
 */
export function Numbers({ issue, project, now, range, times }) {
  const { from, label, bucket } = shownSpan(range, times);
  const [read, setRead] = useState(/** @type {{ buckets: Bucket[], events: number } | null} */ (null));
  const [releases, setReleases] = useState(/** @type {import('../chart.js').Release[]} */ ([]));
  useEffect(() => {
    let shown = true;
    get(`${issuePath(issue.id)}/hours`, { from, to: new Date().toISOString(), bucket })
      .then((buckets) => shown && setRead({ buckets, events: issue.event_count }), () => {});
    releasesOf(project.number, from).then((list) => shown && setReleases(list));
    return () => {
      shown = false;
    };
  }, [issue.id, from, bucket]);
  const running = issue.hour && Math.floor(new Date(issue.hour).getTime() / HOUR_MS) === Math.floor(now / HOUR_MS) ? issue.hour_count : 0;
  const buckets = read ? (bucket === 'hour' ? withHour(read.buckets, issue) : withNewer(read.buckets, issue.event_count - read.events)) : [];
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
        bars: buckets.map((each) => ({ bucket: each.bucket, parts: [{ kind: /** @type {const} */ ('on'), count: each.count }] })),
        height: 44, unit: bucket === 'hour' ? 'h' : 'd', label: `Events by the ${bucket} over ${label}`, releases, times,
      })),
    ),
  );
}

/** The hours with the running one as the issue's row tells it. @param {Bucket[]} buckets @param {any} issue @returns {Bucket[]} */
function withHour(buckets, issue) {
  const last = buckets[buckets.length - 1];
  if (!last || !issue.hour) return buckets;
  const hour = new Date(issue.hour).getTime();
  const since = Math.round((hour - new Date(last.bucket).getTime()) / HOUR_MS);
  const added = Array.from({ length: Math.max(0, Math.min(48, since)) }, (_, i) => ({ bucket: new Date(new Date(last.bucket).getTime() + (i + 1) * HOUR_MS).toISOString(), count: 0 }));
  return [...buckets.slice(added.length), ...added].map((each) => (new Date(each.bucket).getTime() === hour ? { ...each, count: Math.max(each.count, issue.hour_count) } : each));
}

/** The days, to the last of which the events belong that came since they were read. @param {Bucket[]} buckets @param {number} newer */
function withNewer(buckets, newer) {
  return newer <= 0 ? buckets : buckets.map((each, i) => (i === buckets.length - 1 ? { ...each, count: each.count + newer } : each));
}
