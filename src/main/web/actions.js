import { post, projectPath } from './api.js';
import { keptList } from './pages/issue-list.js';
import { notify } from './store.js';

const STATUS_AFTER = /** @type {Record<string, string>} */ ({ resolve: 'resolved', unresolve: 'unresolved', archive: 'archived', discard: 'discarded' });

/**
 * Acts on issues at once, and offers to undo it.
 *
 * @param {import('./store.js').Project} project
 * @param {string[]} ids
 * @param {string} action
 * @param {string} done what is said afterwards, for example "resolved"
 * @param {{ user_id?: string }} more
 * @param {(states: { id: string, status?: string, assigned_to?: string | null }[]) => void} show
 */
export async function actOn(project, ids, action, done, more, show) {
  const path = `${projectPath(project.number)}/issues/actions`;
  show(ids.map((id) => ({ id, ...(STATUS_AFTER[action] ? { status: /** @type {string} */ (STATUS_AFTER[action]) } : {}), ...(action === 'assign' ? { assigned_to: more.user_id || null } : {}) })));
  try {
    const answer = await post(path, { issue_ids: ids, action, ...more });
    const before = answer.results.filter((/** @type {any} */ each) => each.status === 'ok');
    notify(`${before.length === 1 ? 'The issue is' : `${before.length} issues are`} ${done}.`, {
      undo: async () => {
        const states = before.map((/** @type {any} */ each) => ({ id: each.id, ...each.before, changed: each.changed }));
        try {
          const undone = await post(path, { action: 'restore', states });
          const conflicts = undone.results.filter((/** @type {any} */ each) => each.status === 'conflict').length;
          show(before.map((/** @type {any} */ each) => ({ id: each.id, ...each.before })));
          notify(conflicts > 0 ? `${conflicts} of them had been changed since, and stay as they are.` : 'Undone.');
        } catch (refused) {
          notify(/** @type {Error} */ (refused).message, { bad: true });
        }
      },
    });
  } catch (refused) {
    const old = keptList();
    if (old) show(ids.flatMap((id) => { const row = old.rows.get(id); return row ? [{ id, status: row.status, assigned_to: row.assigned_to }] : []; }));
    notify(`Not done: ${/** @type {Error} */ (refused).message}`, { bad: true });
  }
}

/**
 * @param {import('./store.js').Project} project
 * @param {string[]} ids the first one keeps the others' events
 * @param {() => void} done
 */
export async function merge(project, ids, done) {
  const rows = ids.map((id) => keptList()?.rows.get(id)).filter((row) => row !== undefined);
  rows.sort((x, y) => y.event_count - x.event_count);
  const into = rows[0];
  if (!into) return;
  try {
    await post(`/api/v1/issues/${into.id}/merge`, { issue_ids: rows.slice(1).map((row) => row.id) });
    notify(`Merged into "${into.title}". Its page can take them apart again.`);
    done();
  } catch (refused) {
    notify(`Not merged: ${/** @type {Error} */ (refused).message}`, { bad: true });
  }
}
