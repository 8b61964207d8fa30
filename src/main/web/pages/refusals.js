import { projectPath } from '../api.js';
import { dayAndTime, exact, whole } from '../format.js';
import { tags } from '../html.js';
import { card, grid, problemLine, useAnswer } from '../parts.js';

const { b, p, span } = tags;

/** @param {{ project: import('../store.js').Project }} props which events of a project were refused in the last hour, and why */
export function Refusals({ project }) {
  const { answer, problem, again } = useAnswer(`${projectPath(project.number)}/refusals`);
  const list = answer?.refusals ?? [];
  return card(`Refused of ${project.name} in the last hour`, [
    problemLine(problem, again, answer !== null),
    answer === null ? null : list.length === 0
      ? p(null, `Nothing was refused by the node ${answer.node}.`)
      : grid('Refused events', ['Reason, and what the last one was told', '#Count', 'Last'], list.map((/** @type {any} */ each) => ({
          key: each.reason, cells: [[b(null, each.reason), each.last_error ? p({ class: 'faint' }, each.last_error) : null], whole(each.count), span({ class: 'number', title: exact(each.last_at) }, dayAndTime(each.last_at))],
        }))),
  ]);
}
