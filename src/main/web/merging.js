import { get, issuePath, post } from './api.js';
import { notify } from './store.js';

/**
 * Merges issues into another, and offers to take them apart again.
 *
 * @param {{ id: string, title: string }} target
 * @param {string[]} sources
 * @param {() => void} done
 * @param {(issues: string[]) => void} apart is told the issues that an undo has made
 */
export async function mergeInto(target, sources, done, apart) {
  try {
    // An undo makes one issue of each: so their fingerprints are read before they are together.
    const before = await Promise.all(sources.map((id) => get(issuePath(id))));
    const groups = before.map((issue) => issue.fingerprints.map((/** @type {any} */ each) => each.fingerprint));
    const answer = await post(`${issuePath(target.id)}/merge`, { issue_ids: sources });
    notify(`Merged into "${target.title.length > 80 ? `${target.title.slice(0, 80)}…` : target.title}".${answer.events_follow ? ' The rest of the events follows in the background.' : ''}`, {
      undo: async () => {
        try {
          const made = [];
          for (const fingerprints of groups) made.push((await post(`${issuePath(target.id)}/unmerge`, { fingerprints })).issue_id);
          notify(made.length === 1 ? 'Undone: the issue is by itself again.' : `Undone: ${made.length} issues are by themselves again.`);
          apart(made);
        } catch (refused) {
          notify(`Not undone: ${/** @type {Error} */ (refused).message}`, { bad: true });
        }
      },
    });
    done();
  } catch (refused) {
    notify(`Not merged: ${/** @type {Error} */ (refused).message}`, { bad: true });
  }
}

/**
 * Merges rows of a list: the one with most events keeps the others' events.
 *
 * @param {import('./store.js').Row[]} rows
 * @param {() => void} done
 */
export async function mergeRows(rows, done) {
  const [into, ...others] = [...rows].sort((x, y) => y.event_count - x.event_count);
  if (into) await mergeInto(into, others.map((row) => row.id), done, () => {});
}

/**
 * Takes a group out of an issue, and offers to put it back.
 *
 * @param {string} issue
 * @param {string} fingerprint
 * @param {() => void} done
 */
export async function takeOut(issue, fingerprint, done) {
  try {
    const made = await post(`${issuePath(issue)}/unmerge`, { fingerprints: [fingerprint] });
    notify(`The group is an issue of its own.${made.events_follow ? ' Its events follow in the background.' : ''}`, {
      undo: async () => {
        try {
          await post(`${issuePath(issue)}/merge`, { issue_ids: [made.issue_id] });
          notify('Undone: the group is back.');
          done();
        } catch (refused) {
          notify(`Not undone: ${/** @type {Error} */ (refused).message}`, { bad: true });
        }
      },
    });
    done();
  } catch (refused) {
    notify(/** @type {Error} */ (refused).message, { bad: true });
  }
}
