import { h } from '../../lib/preact.js';
import { useState } from '../../lib/hooks.js';
import { post } from '../../api.js';
import { exact, lasting } from '../../format.js';
import { tags } from '../../html.js';
import { card, problemLine, useAnswer } from '../../parts.js';
import { go } from '../../route.js';
import { Lazy } from '../../shell.js';
import { current, notify, useStore } from '../../store.js';
import { readServer } from '../../failing.js';
import { ChannelForm } from './channel-form.js';
import { kindName, rules, whereTo } from './channel-kinds.js';

const { a, b, button, div, li, ol, p, span } = tags;

/** @param {{ project: import('../../store.js').Project, place: import('../../route.js').Place }} props the channels of the project's organisation, or the log of one */
export function Channels({ project, place }) {
  const path = `/p/${project.number}/settings/channels`;
  const chosen = place.parts[4];
  const props = { org: project.org_id, path, mayEdit: useMayEdit(project.org_id) };
  return chosen
    ? h(Lazy, { key: chosen, load: () => import('./channel-log.js'), name: 'ChannelLog', props: { ...props, id: chosen } })
    : h(ChannelList, props);
}

/** Whether the caller is an admin. @param {string} org */
function useMayEdit(org) {
  const me = useStore((state) => state.me);
  const role = me?.organizations?.find((/** @type {any} */ each) => each.id === org)?.role;
  return me?.user === null || role === 'admin' || role === 'owner';
}

/** Sends a test, whose log says what becomes of it. @param {any} channel @param {string} path */
async function test(channel, path) {
  try {
    await post(`/api/v1/channels/${channel.id}/test`);
    go(`${path}/${channel.id}`);
  } catch (refused) {
    notify(/** @type {Error} */ (refused).message, { bad: true });
  }
}

/** @param {{ org: string, path: string, mayEdit: boolean }} props */
function ChannelList({ org, path, mayEdit }) {
  const list = `/api/v1/orgs/${org}/channels`;
  const channels = useAnswer(list);
  const [editing, setEditing] = useState(/** @type {string | null} */ (null));
  const leave = (/** @type {string} */ id) => {
    setEditing(null);
    requestAnimationFrame(() => document.getElementById(`edit-${id}`)?.focus());
  };
  const done = (/** @type {string} */ words) => {
    notify(words);
    channels.again();
    if (current().server?.failing_channels?.length > 0) readServer();
  };
  const remove = async (/** @type {any} */ channel) => {
    if (!confirm(question(channel))) return;
    try {
      await post(`/api/v1/channels/${channel.id}/delete`);
      done('The channel is deleted.');
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  return [
    p({ class: 'about quiet' }, 'Alerts go to the channels that their rule names. Channels belong to the organisation: the rules of all its projects may name them.'),
    problemLine(channels.problem, channels.again, channels.answer !== null),
    channels.answer
      ? card('Channels', channels.answer.length === 0
        ? p(null, 'No channel yet: alerts are told to nobody.')
        : ol({ class: 'alert-list' }, channels.answer.map((/** @type {any} */ each) => li(
            { key: each.id },
            editing === each.id
              ? h(ChannelForm, { channel: each, save: async (body) => { await post(`/api/v1/channels/${each.id}`, body); leave(each.id); done('The channel is saved.'); }, cancel: () => leave(each.id) })
              : [
                  h(Facts, { channel: each }),
                  span(
                    { class: 'acts' },
                    a({ class: 'button', href: `${path}/${each.id}`, 'aria-label': `Log of ${each.name}` }, 'Log'),
                    mayEdit ? [
                      button({ class: 'button', type: 'button', 'aria-label': `Test ${each.name}`, onClick: () => test(each, path) }, 'Test'),
                      button({ class: 'button', type: 'button', id: `edit-${each.id}`, 'aria-label': `Edit ${each.name}`, onClick: () => setEditing(each.id) }, 'Edit'),
                      button({ class: 'button bare', type: 'button', 'aria-label': `Delete ${each.name}`, onClick: () => remove(each) }, 'Delete'),
                    ] : null,
                  ),
                ],
          ))))
      : null,
    mayEdit
      ? card('Another channel', h(ChannelForm, { key: channels.answer?.length ?? 0, channel: null, save: async (body) => { await post(list, body); done('The channel is made. Test it, then name it in a rule.'); }, cancel: null }))
      : p({ class: 'faint about' }, 'Admins and owners of the organisation make and change channels.'),
  ];
}

/** @param {any} channel */
function question(channel) {
  const losers = channel.rules === 0 ? 'No rule names it.' : `${rules(channel.rules)} ${channel.rules === 1 ? 'loses' : 'lose'} it, and ${channel.rules === 1 ? 'goes' : 'go'} on without it.`;
  return `Delete the channel ${channel.name} with its log? ${losers} What waits to be sent is not sent.`;
}

/** @param {{ channel: any }} props its name, what it is, and whether it works */
export function Facts({ channel }) {
  const now = useStore((state) => state.now);
  return div(
    { class: 'what' },
    p(null, b(null, channel.name), channel.failing_since ? [' ', span({ class: 'mark back' }, 'failing')] : null),
    p({ class: 'faint' }, [kindName(channel.kind), whereTo(channel), channel.rules === 0 ? 'in no rule' : `in ${rules(channel.rules)}`].filter(Boolean).join(' · ')),
    channel.failing_since
      ? p({ class: 'problem-text', title: exact(channel.failing_since) }, `Nothing delivered for ${lasting(channel.failing_since, now)}: ${channel.last_error ?? 'the receiver does not say why'}`)
      : null,
  );
}
