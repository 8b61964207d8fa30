const WHOLE = new Intl.NumberFormat('en');
const DAY_AND_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: 'UTC',
});
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', timeZone: 'UTC' });

/** @type {[number, string, string][]} the largest first: milliseconds, short and long name */
const UNITS = [
  [86_400_000, 'd', 'day'],
  [3_600_000, 'h', 'hour'],
  [60_000, 'min', 'minute'],
  [1_000, 's', 'second'],
];

/** @param {number} n for example 12,408 */
export function whole(n) {
  return WHOLE.format(n);
}

/** @param {number} n short enough for a column: 9,999, then 12k, then 3.4M */
export function short(n) {
  if (n < 10_000) return WHOLE.format(n);
  if (n < 999_500) return `${Math.round(n / 1_000)}k`;
  return `${(n / 1_000_000).toFixed(n < 9_950_000 ? 1 : 0)}M`;
}

/**
 * How long ago, in the largest unit that is not zero: "8 s", "41 d".
 *
 * @param {string | number} time
 * @param {number} now in milliseconds
 */
export function ago(time, now) {
  const past = Math.max(0, now - new Date(time).getTime());
  for (const [size, unit] of UNITS) {
    if (past >= size) return `${Math.floor(past / size)} ${unit}`;
  }
  return 'now';
}

/**
 * The same in words: "41 days ago".
 *
 * @param {string | number} time
 * @param {number} now
 */
export function agoInWords(time, now) {
  const past = Math.max(0, now - new Date(time).getTime());
  for (const [size, , unit] of UNITS) {
    const count = Math.floor(past / size);
    if (count > 0) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return 'now';
}

/**
 * How long something lasts that began then: "41 days".
 *
 * @param {string | number} time
 * @param {number} now
 */
export function lasting(time, now) {
  return now - new Date(time).getTime() < 1_000 ? 'a moment' : agoInWords(time, now).replace(/ ago$/, '');
}

/** @param {string} time for example "28 Nov, 10:31:07" with milliseconds, in UTC */
export function exact(time) {
  return `${DAY_AND_TIME.format(new Date(time))}.${String(new Date(time).getUTCMilliseconds()).padStart(3, '0')} UTC`;
}

const SHORT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' });

/** @param {string | number} time for example "28 Nov, 10:31", in UTC; of no time nothing */
export function dayAndTime(time) {
  return time === '' ? '' : SHORT.format(new Date(time));
}

/** @param {string | number} time for example "Thu 26" */
export function day(time) {
  return DAY.format(new Date(time));
}

/**
 * Seconds between two times, as breadcrumbs show them: "-14.2 s".
 *
 * @param {string | number} time
 * @param {string | number} until
 */
export function secondsBefore(time, until) {
  const seconds = (new Date(until).getTime() - new Date(time).getTime()) / 1_000;
  if (!Number.isFinite(seconds)) return '';
  if (Math.abs(seconds) < 100) return `−${seconds.toFixed(1)} s`;
  return `−${ago(new Date(until).getTime() - seconds * 1_000, new Date(until).getTime())}`;
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1_024) return `${bytes} B`;
  if (bytes < 1_048_576) return `${(bytes / 1_024).toFixed(1)} KiB`;
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}

/** @param {string} name up to two letters that stand for a person */
export function initials(name) {
  const words = name.replace(/@.*/, '').split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const first = words[0] ?? '?';
  return (words.length > 1 ? first.charAt(0) + (words[1] ?? '').charAt(0) : first.slice(0, 2)).toUpperCase();
}
