import { get } from './api.js';
import { lasting } from './format.js';
import { tags } from './html.js';
import { update, useStore } from './store.js';

const { a, b, div, p } = tags;

/** Reads again what the server says of itself, after something was done that may have ended a failure. */
export async function readServer() {
  try {
    update({ server: await get('/api/v1/server') });
  } catch {
    // What is known stays.
  }
}

/** @param {{ project: import('./store.js').Project | null }} props says which channels of its organisation have failed for a day */
export function FailingChannels({ project }) {
  const server = useStore((state) => state.server);
  const failing = (server?.failing_channels ?? []).filter((/** @type {any} */ each) => project === null || each.org_id === project.org_id);
  const [first] = failing;
  if (!first) return null;
  const page = project ? `/p/${project.number}/settings/channels` : null;
  return div(
    { class: 'failing', role: 'status' },
    failing.length === 1
      ? p(null, 'The channel ', b(null, first.name), ` has delivered nothing for ${lasting(first.failing_since, Date.now())}. `, link(page && `${page}/${first.id}`))
      : p(null, `${failing.length} channels have delivered nothing for a day or longer: `, failing.slice(0, 3).map((/** @type {any} */ each, /** @type {number} */ i) => [i > 0 ? ', ' : '', b({ key: each.id }, each.name)]), failing.length > 3 ? ' and others. ' : '. ', link(page)),
  );
}

/** @param {string | null} page */
const link = (page) => (page ? a({ class: 'link', href: page }, 'See why') : null);
