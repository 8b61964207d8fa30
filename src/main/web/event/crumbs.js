import { useState } from '../lib/hooks.js';
import { tags } from '../html.js';
import { secondsBefore } from '../format.js';

const { button, h2, header, li, ol, section, span } = tags;
const SHOWN = 12;
const LEVELS = ['debug', 'info', 'warning', 'error', 'fatal'];

/**
 * What the client noted before the event, with the seconds before it.
 *
 * @param {{ event: any }} props
 */
export function Breadcrumbs({ event }) {
  const [all, setAll] = useState(false);
  const crumbs = Array.isArray(event.breadcrumbs) ? event.breadcrumbs.filter((/** @type {any} */ each) => each && typeof each === 'object') : [];
  if (crumbs.length === 0) return null;
  const shown = all ? crumbs : crumbs.slice(-SHOWN);
  const until = typeof event.timestamp === 'string' ? event.timestamp : event.received_at;
  return section(
    { class: 'card', 'aria-label': 'What came before' },
    header(
      null,
      h2(null, 'What came before'),
      span({ class: 'faint' }, `${shown.length} of ${crumbs.length}`),
      crumbs.length > SHOWN ? span({ class: 'end' }, button({ class: 'button bare', type: 'button', onClick: () => setAll(!all) }, all ? 'Show fewer' : 'Show all')) : null,
    ),
    ol(
      { class: 'crumbs' },
      shown.map((/** @type {any} */ each, /** @type {number} */ i) =>
        li(
          { key: i, class: LEVELS.includes(each.level) ? each.level : '' },
          span({ class: 'when' }, each.timestamp ? secondsBefore(typeof each.timestamp === 'number' ? each.timestamp * 1_000 : each.timestamp, until) : ''),
          span({ class: 'dot' }),
          span({ class: 'kind clip' }, String(each.category ?? each.type ?? '')),
          span({ class: 'code' }, words(each)),
        )),
    ),
  );
}

/** @param {any} crumb */
function words(crumb) {
  const data = crumb.data && typeof crumb.data === 'object' ? crumb.data : {};
  const message = crumb.message === undefined || crumb.message === null ? '' : String(crumb.message);
  if (data.url) return [data.method, data.url, data.status_code, message].filter(Boolean).join(' ');
  const rest = Object.entries(data).slice(0, 10).map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join(' ');
  return [message, rest].filter(Boolean).join(' ').slice(0, 2_000);
}
