import { useEffect, useState } from './lib/hooks.js';

/**
 * @typedef {object} Row an issue as lists show it
 * @property {string} id
 * @property {string} title
 * @property {string | null} culprit
 * @property {string | null} [type]
 * @property {string | null} [value]
 * @property {'fatal' | 'error' | 'warning' | 'info' | 'debug'} level
 * @property {'unresolved' | 'resolved' | 'archived' | 'discarded'} status
 * @property {number} event_count
 * @property {number} user_count
 * @property {string} first_seen
 * @property {string} last_seen
 * @property {string | null} assigned_to
 * @property {string | null} [regressed_at]
 * @property {boolean} [is_new]
 * @property {boolean} [spiking]
 * @property {string[]} [environments]
 * @property {string | null} [hour]
 * @property {number} [hour_count]
 * @property {number[]} [hours]
 *
 * @typedef {object} Project
 * @property {string} id
 * @property {number} number
 * @property {string} slug
 * @property {string} name
 * @property {string} org_id
 * @property {string} dsn
 *
 * @typedef {object} Person
 * @property {string} user_id
 * @property {string} email
 * @property {string} display_name
 *
 * @typedef {object} Live
 * @property {'off' | 'connecting' | 'live' | 'catching-up' | 'lost'} state
 * @property {number} since in milliseconds
 * @property {number | null} rate events a second
 * @property {number | null} visibleMs from the arrival of an event until it is shown
 *
 * @typedef {object} Notice a line at the foot of the page
 * @property {number} id
 * @property {string} text
 * @property {boolean} bad
 * @property {boolean} live it came from the stream, and not of something that was done here
 * @property {(() => void) | null} undo
 *
 * @typedef {object} State
 * @property {Project[] | null} projects
 * @property {any} me
 * @property {any} server
 * @property {Person[]} people
 * @property {boolean} signedOut
 * @property {Live} live
 * @property {Notice[]} notices
 * @property {string} murmur what has changed by itself, for those who hear the page
 * @property {number} openAlerts
 * @property {number} now rises each second
 */

/** @type {State} */
let state = {
  projects: null,
  me: null,
  server: null,
  people: [],
  signedOut: false,
  live: { state: 'off', since: Date.now(), rate: null, visibleMs: null },
  notices: [],
  murmur: '',
  openAlerts: 0,
  now: Date.now(),
};

/** @type {Set<() => void>} */
const listeners = new Set();

export function current() {
  return state;
}

/** @param {Partial<State>} change */
export function update(change) {
  state = { ...state, ...change };
  listeners.forEach((listener) => listener());
}

/**
 * A part of the state. The component is drawn again when that part is another one.
 *
 * @template T
 * @param {(state: State) => T} part
 * @returns {T}
 */
export function useStore(part) {
  const [value, setValue] = useState(() => part(state));
  useEffect(() => {
    const listener = () => setValue(() => part(state));
    listeners.add(listener);
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return value;
}

/**
 * What pages do with what the stream of the project tells (live.js).
 *
 * @typedef {{ project: number, issues: Row[], gone: string[] }} Changes
 * @typedef {object} Listener
 * @property {(changes: Changes) => void} [changed]
 * @property {() => void} [reload] too much has changed: read everything again
 * @property {(message: any) => void} [message] every other message
 * @property {() => void} [missed] messages may have been missed: what follows from them alone is to be read again
 */

/**
 * For each project the cursor of the changes that its lists know already. A page reads it before its first list, so that
 * no change is missed and nothing is read twice.
 *
 * @type {Map<number, string>}
 */
export const cursors = new Map();

/** @type {Set<Listener>} */
const streamListeners = new Set();

/** @param {Listener} listener @returns {() => void} stops listening */
export function listen(listener) {
  streamListeners.add(listener);
  return () => {
    streamListeners.delete(listener);
  };
}

/** @param {(listener: Listener) => void} what */
export function tell(what) {
  streamListeners.forEach(what);
}

const PAUSE_MS = 1_000;

/**
 * Gathers calls that come in quick succession: the first runs soon, then one in each pause at most, and always one after
 * the last call.
 *
 * @param {() => void} run
 * @param {number} [pauseMs] a second, unless it is given
 */
export function gathered(run, pauseMs = PAUSE_MS) {
  let ran = 0;
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    setTimeout(() => {
      waits = false;
      ran = Date.now();
      run();
    }, Math.max(0, ran + pauseMs - Date.now()));
  };
}

let lastNotice = 0;

/**
 * Shows a line for ten seconds.
 *
 * @param {string} text
 * @param {{ undo?: () => void, bad?: boolean, live?: boolean }} [more]
 */
export function notify(text, more = {}) {
  const id = ++lastNotice;
  const notice = { id, text, bad: more.bad ?? false, live: more.live ?? false, undo: more.undo ?? null };
  update({ notices: [...state.notices.slice(-2), notice] });
  setTimeout(() => dismiss(id), 10_000);
}

/** Tells those who hear the page what has changed by itself: the newest line each ten seconds (notices.js). @param {string} text */
export function murmur(text) {
  if (state.murmur !== text) update({ murmur: text });
}

/** @param {number} id */
export function dismiss(id) {
  if (state.notices.some((each) => each.id === id)) {
    update({ notices: state.notices.filter((each) => each.id !== id) });
  }
}

/** Undoes what the newest line offers to undo. */
export function undoNewest() {
  const notice = [...state.notices].reverse().find((each) => each.undo !== null);
  if (notice?.undo) {
    dismiss(notice.id);
    notice.undo();
  }
}

setInterval(() => {
  if (!document.hidden) update({ now: Date.now() });
}, 1_000);
