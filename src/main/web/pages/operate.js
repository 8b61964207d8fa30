import { useEffect, useState } from '../lib/hooks.js';
import { h } from '../lib/preact.js';
import { post } from '../api.js';
import { exact, size, whole } from '../format.js';
import { tags } from '../html.js';
import { card, field, grid, pageHead, problemLine, useAnswer } from '../parts.js';
import { useTitle } from '../shell.js';
import { notify } from '../store.js';
import { Refusals } from './refusals.js';

const { b, button, dialog, div, form, h2, p, span } = tags;
const REFRESH_MS = 5_000;

/** @param {{ project: import('../store.js').Project | null }} props the installation: its nodes, what waits, and what was refused */
export function Operate({ project }) {
  const nodes = useAnswer('/api/v1/operate/nodes');
  const journal = useAnswer('/api/v1/journal', { limit: 50 });
  const [promoting, setPromoting] = useState(/** @type {string | null} */ (null));
  useTitle('Operate');
  useEffect(() => {
    const again = setInterval(() => {
      if (!document.hidden) {
        nodes.again();
        journal.again();
      }
    }, REFRESH_MS);
    return () => clearInterval(again);
  }, []);
  return [
    pageHead('Operate'),
    problemLine(nodes.problem, nodes.again, nodes.answer !== null),
    div(
      { class: 'operate' },
      nodes.answer ? card('Nodes', [grid('Nodes', ['Node', 'Role', '#Epoch', 'Health', '#Events/s', '#Queue', '#Journal', '#Streams', ''], nodes.answer.map((/** @type {any} */ each) => node(each, setPromoting))), visible(nodes.answer)]) : null,
      journal.answer ? h(Journal, { journal: journal.answer, again: journal.again }) : null,
      project ? h(Refusals, { key: project.number, project }) : null,
    ),
    promoting ? h(Promote, { name: promoting, close: () => { setPromoting(null); nodes.again(); } }) : null,
  ];
}

/** @param {any[]} nodes of which the one that answers says how soon its events are seen */
function visible(nodes) {
  const times = nodes.find((each) => each.self)?.visible ?? {};
  const seconds = (/** @type {number} */ ms) => `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 0)} s`;
  const words = [['in the list', times.list], ['in search', times.search], ['streamed', times.stream], ['told', times.told]]
    .filter(([, time]) => time)
    .map(([place, time]) => `${place} after ${seconds(time.p50_ms)} (99 %: ${seconds(time.p99_ms)})`);
  return words.length > 0 ? p(null, `Events of the last five minutes on this node: ${words.join(', ')}.`) : null;
}

/** @param {any} each @param {(name: string) => void} promote */
function node(each, promote) {
  return {
    key: each.name,
    cells: [
      span({ class: 'code' }, each.name, each.self ? ' (this one)' : ''),
      each.role, each.epoch,
      span({ class: each.health === 'healthy' || each.health === 'local_only' ? '' : 'problem' }, each.health.replaceAll('_', ' ')),
      each.accepted_per_second === null ? '' : whole(Math.round(each.accepted_per_second)),
      whole(each.queued ?? 0), size(each.journal_bytes ?? 0), whole(each.stream_clients ?? 0),
      each.role === 'standby' ? button({ class: 'button', type: 'button', onClick: () => promote(each.name) }, 'Promote') : '',
    ],
  };
}

/** @param {{ journal: any, again: () => void }} props what waits for PostgreSQL on this node, and what PostgreSQL refused */
function Journal({ journal, again }) {
  const retry = async (/** @type {number[]} */ numbers) => {
    try {
      const answer = await post('/api/v1/journal/retry', { numbers });
      notify(`${answer.retried} entries are tried again.`);
      again();
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  return card(
    'Journal of this node',
    [
      p(null, journal.waiting_bytes === 0 ? 'Nothing waits for PostgreSQL.' : `${size(journal.waiting_bytes)} wait for PostgreSQL.`, journal.refused_bytes > 0 ? ` PostgreSQL refuses ${size(journal.refused_bytes)}.` : ''),
      journal.data.length > 0
        ? grid('Refused entries', ['#Number', 'Kind', 'Arrived', 'Reason', ''], journal.data.map((/** @type {any} */ each) => ({
            key: String(each.number),
            cells: [each.number, each.kind, span({ class: 'number' }, exact(each.arrived_at)), each.reason, button({ class: 'button', type: 'button', onClick: () => retry([each.number]) }, 'Try again')],
          })))
        : null,
    ],
    journal.data.length > 1 ? button({ class: 'button bare', type: 'button', onClick: () => retry(journal.data.map((/** @type {any} */ each) => each.number)) }, 'Try all again') : null,
  );
}

/** @param {{ name: string, close: () => void }} props asks for the node's name before the authority moves */
function Promote({ name, close }) {
  const [typed, setTyped] = useState('');
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await post(`/api/v1/operate/nodes/${encodeURIComponent(name)}/promote`);
      notify(`${name} is promoted.`);
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
    close();
  };
  return dialog(
    { class: 'pane', 'aria-label': 'Promote', ref: (element) => { if (element && !element.open) element.showModal(); }, onClose: close },
    form(
      { onSubmit: send },
      h2(null, 'Promote ', b(null, name)),
      p(null, 'It takes the duties that one node at a time runs: alerts, retention, partitions. The present holder is fenced.'),
      field('Type the node’s name to confirm', typed, setTyped, { autocomplete: 'off' }),
      button({ class: 'button main', type: 'submit', disabled: typed !== name }, 'Promote'), ' ',
      button({ class: 'button', type: 'button', onClick: close }, 'Cancel'),
    ),
  );
}
