import { post, projectPath } from './api.js';
import { notify } from './store.js';

const STATUS_AFTER = /** @type {Record<string, string>} */ ({ resolve: 'resolved', unresolve: 'unresolved', archive: 'archived', discard: 'discarded' });

/** @typedef {import('./list.js').State} State */

/**
 * Acts on issues: shows it at once, takes it back when the server refuses, and offers to undo it.
 *
 * @param {import('./store.js').Project} project
 * @param {{ id: string, status: string, assigned_to: string | null }[]} issues as they are
 * @param {string} action
 * @param {string} done what is said afterwards, for example "resolved"
 * @param {{ user_id?: string }} more
 * @param {(states: State[]) => void} show
 */
export async function actOn(project, issues, action, done, more, show) {
  const path = `${projectPath(project.number)}/issues/actions`;
  const old = new Map(issues.map(({ id, status, assigned_to }) => [id, { id, status, assigned_to }]));
  const status = STATUS_AFTER[action];
  show(issues.map(({ id }) => ({ id, ...(status ? { status } : {}), ...(action === 'assign' ? { assigned_to: more.user_id || null } : {}) })));
  try {
    const { results } = await post(path, { issue_ids: [...old.keys()], action, ...more });
    const acted = results.filter((/** @type {any} */ each) => each.status === 'ok');
    const missed = results.length - acted.length;
    if (missed > 0) show(results.flatMap((/** @type {any} */ each) => (each.status === 'ok' ? [] : (old.get(each.id) ?? []))));
    const gone = missed === 0 ? '' : ` ${missed} ${missed === 1 ? 'is' : 'are'} not there any more.`;
    if (acted.length === 0) notify(`Not done.${gone}`, { bad: true });
    else notify(`${acted.length === 1 ? 'The issue is' : `${acted.length} issues are`} ${done}.${gone}`, { undo: () => undo(path, acted, show) });
  } catch (refused) {
    show([...old.values()]);
    notify(`Not done: ${/** @type {Error} */ (refused).message}`, { bad: true });
  }
}

/** @param {string} path @param {any[]} acted @param {(states: State[]) => void} show */
async function undo(path, acted, show) {
  try {
    const { results } = await post(path, { action: 'restore', states: acted.map((each) => ({ id: each.id, ...each.before, changed: each.changed })) });
    const restored = new Set(results.flatMap((/** @type {any} */ each) => (each.status === 'ok' ? [each.id] : [])));
    show(acted.filter((each) => restored.has(each.id)).map((each) => ({ id: each.id, ...each.before })));
    const left = acted.length - restored.size;
    notify(left === 0 ? 'Undone.' : `${left} of them had been changed since, and ${left === 1 ? 'stays as it is' : 'stay as they are'}.`);
  } catch (refused) {
    notify(`Not undone: ${/** @type {Error} */ (refused).message}`, { bad: true });
  }
}

/**
 * Deletes issues. It asks first, since there is no undo of it.
 *
 * @param {import('./store.js').Project} project
 * @param {string[]} ids
 * @param {(ids: string[]) => void} done is told those that are not there any more
 */
export async function remove(project, ids, done) {
  const what = ids.length === 1 ? 'this issue with all its' : `${ids.length} issues with all their`;
  if (!confirm(`Delete ${what} events? This cannot be undone.`)) return;
  try {
    await post(`${projectPath(project.number)}/issues/actions`, { issue_ids: ids, action: 'delete' });
    done(ids);
    notify(ids.length === 1 ? 'The issue is deleted.' : `${ids.length} issues are deleted.`);
  } catch (refused) {
    notify(`Not deleted: ${/** @type {Error} */ (refused).message}`, { bad: true });
  }
}
