import { useEffect, useState } from '../lib/hooks.js';
import { get, post, projectPath } from '../api.js';
import { tags } from '../html.js';
import { notify } from '../store.js';

const { a, button, span } = tags;

/**
 * Searches that were kept under a name, after the usual views, and a button that keeps the present one.
 *
 * @param {{ project: import('../store.js').Project, query: string, sort: string, known: boolean }} props known: whether the
 *   present search is one of the usual views
 */
export function SavedViews({ project, query, sort, known }) {
  const [views, setViews] = useState(/** @type {any[]} */ ([]));
  const path = `${projectPath(project.number)}/views`;
  const load = () => get(path).then(setViews, () => {});
  useEffect(() => {
    load();
  }, [project.number]);
  const here = views.find((each) => each.query === query && each.sort === sort);
  const act = async (/** @type {Promise<any>} */ call, /** @type {string} */ done) => {
    try {
      await call;
      notify(done);
      load();
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  const save = () => {
    const name = prompt('A name for this search')?.trim();
    if (name) act(post(path, { name, query, sort, shared: confirm('Share it with the other members?') }), 'The search is kept.');
  };
  return [
    views.map((each) =>
      a(
        {
          key: each.id, 'aria-current': each === here ? 'page' : undefined, title: each.query,
          href: `/p/${project.number}/issues?q=${encodeURIComponent(each.query)}${each.sort === 'last_seen' ? '' : `&sort=${each.sort}`}`,
        },
        each.name,
      )),
    here?.own
      ? button({ class: 'button bare', type: 'button', onClick: () => act(post(`/api/v1/views/${here.id}/delete`), 'The search is forgotten.') }, 'Forget')
      : !known && !here && query.trim() !== ''
        ? button({ class: 'button bare', type: 'button', onClick: save }, 'Keep this search')
        : span(null),
  ];
}
