import { get, projectPath } from './api.js';
import { changed, missed, reload, said } from './heard.js';
import { current, cursors, update } from './store.js';

/**
 * The live stream of one project. It comes back by itself after the connection was lost, and then asks for what has
 * changed meanwhile: listeners see no gap. It is loaded after the first page is shown.
 */

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

/** A connection that has been silent for longer is taken for lost: every two seconds there is a message. */
const LONGEST_SILENCE_MS = 20_000;

/** @type {WebSocket | null} */
let socket = null;
/** @type {number | null} */
let project = null;
let heardAt = 0;
/** Whether messages were missed since the last answer about changes. */
let gap = false;
let retryMs = FIRST_RETRY_MS;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retry;

/** @param {number | null} number of the project; null for none */
export function watch(number) {
  if (number === project) return;
  project = number;
  clearTimeout(retry);
  close();
  if (number === null) show('off');
  else connect();
}

/** Tries again now, for example because the browser is online again. */
export function retryNow() {
  if (project !== null && socket === null) {
    clearTimeout(retry);
    connect();
  }
}

function connect() {
  if (project === null) return;
  if (current().live.state !== 'lost') show('connecting');
  const of = project;
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const opened = new WebSocket(`${scheme}//${location.host}${projectPath(of)}/stream`);
  socket = opened;
  heardAt = Date.now();
  opened.onopen = () => opened.send(JSON.stringify({ view: 'issues' }));
  opened.onmessage = (event) => {
    if (opened !== socket) return;
    heardAt = Date.now();
    receive(JSON.parse(event.data), of);
  };
  opened.onclose = () => {
    if (opened === socket) lost();
  };
}

function close() {
  const open = socket;
  socket = null;
  open?.close();
}

function lost() {
  socket = null;
  gap = true;
  show('lost');
  const pause = retryMs * (0.5 + Math.random());
  retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
  clearTimeout(retry);
  retry = setTimeout(connect, pause);
}

/**
 * @param {any} message
 * @param {number} of the project that the connection belongs to
 */
function receive(message, of) {
  switch (message.type) {
    case 'hello':
      retryMs = FIRST_RETRY_MS;
      if (!cursors.has(of)) {
        cursors.set(of, message.cursor);
        reload();
      }
      return;
    case 'view_updated':
    case 'dropped':
      // Before the view began, and where messages were dropped, changes were not told.
      gap ||= message.type === 'dropped';
      catchUp(of, cursors.get(of) ?? '');
      return;
    case 'issues':
      if (message.cursor) cursors.set(of, message.cursor);
      if (message.reload) reload();
      else changed({ project: of, issues: message.issues, gone: message.gone });
      return;
    case 'rate':
      if (!document.hidden) update({ live: { ...current().live, rate: message.events_per_second, visibleMs: message.visible_ms } });
      return;
    default:
      said(message);
  }
}

/**
 * @param {number} of
 * @param {string} since
 */
async function catchUp(of, since) {
  show('catching-up');
  try {
    const changes = await get(`${projectPath(of)}/changes`, { since });
    if (of !== project) return;
    cursors.set(of, changes.cursor);
    if (changes.complete) {
      changed({ project: of, issues: changes.issues, gone: changes.gone });
      if (gap || changes.issues.length + changes.gone.length + changes.alerts.length > 0) missed();
    } else {
      reload();
    }
    gap = false;
    show('live');
  } catch {
    close();
    if (of === project) lost();
  }
}

/** @param {import('./store.js').Live['state']} state */
function show(state) {
  const live = current().live;
  if (live.state !== state) {
    const gone = state === 'lost' || state === 'off';
    update({ live: { state, since: Date.now(), rate: gone ? null : live.rate, visibleMs: gone ? null : live.visibleMs } });
  }
}

addEventListener('online', retryNow);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) retryNow();
});
setInterval(() => {
  if (socket !== null && Date.now() - heardAt > LONGEST_SILENCE_MS) {
    close();
    lost();
  }
}, 5_000);
