import { thrown, threads } from './stack.js';

/** @typedef {import('./stack.js').Frame} Frame */

/** @param {Frame} frame */
function place(frame) {
  const file = frame.filename ?? frame.abs_path ?? frame.module ?? '';
  return `${frame.function_name || '?'} (${file}${frame.lineno ? `:${frame.lineno}` : ''}${frame.colno ? `:${frame.colno}` : ''})`;
}

/**
 * The whole stack as text, the newest call first. Type and value are always in it.
 *
 * @param {any} event
 */
export function asText(event) {
  const lines = [];
  for (const each of [...thrown(event), ...threads(event)]) {
    const head = [each.type, each.value].filter(Boolean).join(': ') || String(event.message ?? '');
    lines.push(each.relation === '' ? head : `${each.relation}: ${head}`);
    [...each.frames].reverse().forEach((frame) => lines.push(`    at ${place(frame)}`));
  }
  return lines.length > 0 ? lines.join('\n') : String(event.message ?? '');
}

/**
 * What somebody pastes into a ticket.
 *
 * @param {any} issue
 * @param {any} event
 */
export function asMarkdown(issue, event) {
  const tags = Object.entries(event.tags ?? {}).slice(0, 20).map(([key, value]) => `${key}=${value}`).join(', ');
  return [
    `### ${issue.title.replace(/[`\n]/g, ' ')}`,
    '',
    `${location.origin}/i/${issue.id}`,
    '',
    `- seen ${issue.event_count} times by ${issue.user_count} users, last ${issue.last_seen}`,
    event.release ? `- release ${event.release}` : '',
    event.environment ? `- environment ${event.environment}` : '',
    tags === '' ? '' : `- tags ${tags}`,
    '',
    '```',
    asText(event).replaceAll('```', "'''"),
    '```',
  ].filter((line, i) => line !== '' || i < 4 || i > 8).join('\n');
}
