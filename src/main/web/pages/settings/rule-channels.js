import { tags } from '../../html.js';
import { problemLine } from '../../parts.js';

const { a, fieldset, input, label, legend, p, span } = tags;

/** A rule tells so many channels. */
const MOST = 10;

/** @typedef {{ answer: { id: string, name: string, kind: string, failing_since: string | null }[] | null, problem: import('../../api.js').Refused | null, again: () => void }} Channels those of the organisation */

/**
 * @param {{ project: import('../../store.js').Project, channels: Channels, chosen: string[], set: (ids: string[]) => void }} props
 *   which channels a rule tells
 */
export function RuleChannels({ project, channels, chosen, set }) {
  const make = a({ class: 'link', href: `/p/${project.number}/settings/channels` }, 'Settings → Channels');
  const known = channels.answer;
  const full = chosen.length >= MOST;
  return fieldset(
    { class: 'rule-channels' },
    legend(null, 'Who is told, besides this dashboard'),
    problemLine(channels.problem, channels.again, known !== null),
    known === null
      ? null
      : known.length === 0
        ? p({ class: 'faint' }, 'There is no channel yet. Make one in ', make, '.')
        : known.map((each) => {
            const on = chosen.includes(each.id);
            return label(
              { key: each.id },
              input({ type: 'checkbox', checked: on, disabled: full && !on, onChange: () => set(on ? chosen.filter((id) => id !== each.id) : [...chosen, each.id]) }),
              span({ class: 'name' }, each.name), span({ class: 'faint' }, each.kind),
              each.failing_since ? span({ class: 'mark back' }, 'fails') : null,
            );
          }),
    full ? p({ class: 'faint' }, `A rule tells at most ${MOST} channels.`) : null,
  );
}

/** @param {Channels} channels @param {string[]} ids for example "tells On call, Slack" */
export function toldInWords(channels, ids) {
  if (ids.length === 0) return 'tells no channel';
  const named = ids.flatMap((id) => channels.answer?.find((each) => each.id === id)?.name ?? []);
  return `tells ${named.length === ids.length ? named.join(', ') : ids.length === 1 ? '1 channel' : `${ids.length} channels`}`;
}
