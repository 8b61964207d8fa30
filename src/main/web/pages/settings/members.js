import { useState } from '../../lib/hooks.js';
import { post } from '../../api.js';
import { copy } from '../../event/copy.js';
import { exact } from '../../format.js';
import { tags } from '../../html.js';
import { card, field, grid, problemLine, useAnswer } from '../../parts.js';
import { notify, useStore } from '../../store.js';

const { button, div, form, label, option, p, select, span } = tags;
const ROLES = ['member', 'admin', 'owner'];

/** @param {{ project: import('../../store.js').Project }} props the people of the project's organisation, and invitations */
export function Members({ project }) {
  const org = `/api/v1/orgs/${project.org_id}`;
  const members = useAnswer(`${org}/members`);
  const invitations = useAnswer(`${org}/invitations`);
  const me = useStore((state) => state.me);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('member');
  const [link, setLink] = useState('');
  const act = async (/** @type {() => Promise<any>} */ call, /** @type {string} */ done) => {
    try {
      const answer = await call();
      notify(done);
      members.again();
      invitations.again();
      return answer;
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
      return null;
    }
  };
  const invite = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const made = await act(() => post(`${org}/invitations`, { email, role }), 'The invitation is made. Send its link to them.');
    if (made) {
      setEmail('');
      setLink(`${location.origin}/accept#${made.token}`);
    }
  };
  return [
    problemLine(members.problem, members.again),
    members.answer
      ? card('Members', members.answer.length === 0
        ? p(null, 'Nobody has an account yet. Whoever works on this machine sees everything; the first account ends that.')
        : grid('Members', ['Name', 'E-mail', 'Role', 'Since', ''], members.answer.map((/** @type {any} */ each) => ({
            key: each.id,
            cells: [
              each.display_name, each.email,
              select({ 'aria-label': `Role of ${each.email}`, value: each.role, onChange: (event) => act(() => post(`${org}/members/${each.id}/role`, { role: event.currentTarget.value }), 'The role is changed.') }, ROLES.map((name) => option({ key: name, value: name }, name))),
              span({ class: 'number' }, exact(each.joined_at)),
              button({ class: 'button bare', type: 'button', onClick: () => confirm(`Remove ${each.email} from the organisation?`) && act(() => post(`${org}/members/${each.id}/remove`), 'The member is removed.') }, each.user_id === me?.user?.id ? 'Leave' : 'Remove'),
            ],
          }))))
      : null,
    me?.user ? form(
      { onSubmit: invite },
      card('Invite somebody', [
        div(
          { class: 'row-form' },
          field('E-mail', email, setEmail, { type: 'email', required: true }),
          label({ class: 'labelled' }, span(null, 'Role'), select({ class: 'field', value: role, onChange: (event) => setRole(event.currentTarget.value) }, ROLES.map((name) => option({ key: name, value: name }, name)))),
          button({ class: 'button main', type: 'submit' }, 'Invite'),
        ),
        link === '' ? null : p(null, span({ class: 'code' }, link), ' ', button({ class: 'button', type: 'button', onClick: () => copy(link, 'The link is copied.') }, 'Copy the link')),
        link === '' ? null : p({ class: 'faint' }, 'The link is shown once, and holds for seven days.'),
      ]),
    ) : null,
    invitations.answer?.length > 0
      ? card('Open invitations', grid('Open invitations', ['E-mail', 'Role', 'Holds until', ''], invitations.answer.map((/** @type {any} */ each) => ({
          key: each.id,
          cells: [each.email, each.role, span({ class: 'number' }, exact(each.expires_at)), button({ class: 'button bare', type: 'button', onClick: () => act(() => post(`/api/v1/invitations/${each.id}/revoke`), 'The invitation is revoked.') }, 'Revoke')],
        }))))
      : null,
  ];
}
