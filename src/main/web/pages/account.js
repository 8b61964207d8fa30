import { h } from '../lib/preact.js';
import { useState } from '../lib/hooks.js';
import { get, post } from '../api.js';
import { copy } from '../event/copy.js';
import { exact } from '../format.js';
import { KeySwitch } from '../help.js';
import { tags } from '../html.js';
import { card, field, grid, pageHead, problemLine, useAnswer } from '../parts.js';
import { go } from '../route.js';
import { useTitle } from '../shell.js';
import { notify, update, useStore } from '../store.js';

const { a, button, div, form, input, label, p, span } = tags;
const SCOPES = ['read', 'write', 'admin'];

/** The caller's own account: name, password, sessions, tokens, and new projects. */
export function Account() {
  const me = useStore((state) => state.me);
  const server = useStore((state) => state.server);
  useTitle('Account');
  const user = me?.user ?? null;
  return div(
    { class: 'narrow-page' },
    pageHead(user ? user.display_name || user.email : 'No account', user ? button({ class: 'button', type: 'button', onClick: signOut }, 'Sign out') : null),
    user === null ? noAccount(server) : null,
    h(Projects, { organizations: me?.organizations ?? [] }),
    user ? [h(Name, { user }), h(Password, null), h(Sessions, null), h(Tokens, null)] : null,
    card('Keyboard', [p(null, h(KeySwitch, null)), p({ class: 'faint' }, 'Without them, ⌘K or Control K still opens everything that can be done.')]),
  );
}

/** @param {any} server */
function noAccount(server) {
  return card('You work without an account', [
    p(null, 'Whoever works on this machine sees and changes everything.'),
    p(null, server?.first_account_made === false
      ? ['The first account changes that: from then on everybody signs in. ', a({ class: 'link', href: '/sign-in?first' }, 'Make the first account')]
      : 'Signing in is switched off (MESHER_AUTH=open).'),
  ]);
}

async function signOut() {
  try {
    await post('/api/v1/auth/logout');
  } finally {
    update({ projects: null, me: null, signedOut: true });
    go('/sign-in', { replace: true });
  }
}

/** @param {() => Promise<any>} call @param {string} done */
async function act(call, done) {
  try {
    const answer = await call();
    notify(done);
    return answer ?? true;
  } catch (refused) {
    notify(/** @type {Error} */ (refused).message, { bad: true });
    return null;
  }
}

/** @param {{ organizations: any[] }} props */
function Projects({ organizations }) {
  const [name, setName] = useState('');
  const org = organizations[0];
  if (!org) return null;
  const make = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const made = await act(() => post(`/api/v1/orgs/${org.id}/projects`, { name }), 'The project is made.');
    if (made) {
      update({ projects: await get('/api/v1/projects') });
      go(`/p/${made.number}/issues`);
    }
  };
  return form({ onSubmit: make }, card(`Another project of ${org.name}`, div({ class: 'row-form' }, field('Name', name, setName, { required: true, maxLength: 200 }), button({ class: 'button main', type: 'submit' }, 'Make the project'))));
}

/** @param {{ user: any }} props */
function Name({ user }) {
  const [name, setName] = useState(user.display_name);
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (await act(() => post('/api/v1/auth/profile', { display_name: name }), 'The name is changed.')) update({ me: await get('/api/v1/auth/me') });
  };
  return form({ onSubmit: save }, card('Name', div({ class: 'row-form' }, field('Shown name', name, setName, { maxLength: 200 }), button({ class: 'button main', type: 'submit' }, 'Save'))));
}

function Password() {
  const [before, setBefore] = useState('');
  const [next, setNext] = useState('');
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (await act(() => post('/api/v1/auth/password', { current: before, new: next }), 'The password is changed. Other sessions have ended.')) {
      setBefore('');
      setNext('');
    }
  };
  return form(
    { onSubmit: save },
    card('Password', [
      field('Present password', before, setBefore, { type: 'password', autocomplete: 'current-password', required: true }),
      field('New password, 10 characters or more', next, setNext, { type: 'password', autocomplete: 'new-password', minLength: 10, required: true }),
      button({ class: 'button main', type: 'submit' }, 'Change'),
    ]),
  );
}

function Sessions() {
  const sessions = useAnswer('/api/v1/auth/sessions');
  const end = async (/** @type {string} */ id) => {
    if (await act(() => post(`/api/v1/auth/sessions/${id}/end`), 'The session has ended.')) sessions.again();
  };
  return card('Sessions', sessions.answer
    ? grid('Sessions', ['Signed in', 'Holds until', 'From', ''], sessions.answer.map((/** @type {any} */ each) => ({
        key: each.id, cells: [exact(each.created_at), exact(each.expires_at), each.network ?? '', each.current ? 'this one' : button({ class: 'button bare', type: 'button', onClick: () => end(each.id) }, 'End')],
      })))
    : problemLine(sessions.problem, sessions.again));
}

function Tokens() {
  const tokens = useAnswer('/api/v1/tokens');
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState(['read']);
  const [made, setMade] = useState('');
  const make = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const answer = await act(() => post('/api/v1/tokens', { name, scopes }), 'The token is made.');
    if (answer) {
      setName('');
      setMade(answer.token);
      tokens.again();
    }
  };
  const revoke = async (/** @type {any} */ token) => {
    if (confirm(`Revoke the token ${token.name}?`) && (await act(() => post(`/api/v1/tokens/${token.id}/revoke`), 'The token is revoked.'))) tokens.again();
  };
  const toggle = (/** @type {string} */ scope) => setScopes(scopes.includes(scope) ? scopes.filter((each) => each !== scope) : [...scopes, scope]);
  return card('API tokens', [
    made === '' ? null : p(null, span({ class: 'code' }, made), ' ', button({ class: 'button', type: 'button', onClick: () => copy(made, 'The token is copied.') }, 'Copy'), span({ class: 'faint' }, ' It is shown once.')),
    tokens.answer?.length > 0
      ? grid('API tokens', ['Name', 'Scopes', 'Made', 'Last used', ''], tokens.answer.filter((/** @type {any} */ each) => !each.revoked_at).map((/** @type {any} */ each) => ({
          key: each.id, cells: [each.name, each.scopes.join(', '), exact(each.created_at), each.last_used_at ? exact(each.last_used_at) : 'never', button({ class: 'button bare', type: 'button', onClick: () => revoke(each) }, 'Revoke')],
        })))
      : null,
    form(
      { class: 'row-form', onSubmit: make },
      field('Name of a new token', name, setName, { required: true, maxLength: 200 }),
      span(null, SCOPES.map((scope) => label({ key: scope }, input({ type: 'checkbox', checked: scopes.includes(scope), onChange: () => toggle(scope) }), ` ${scope} `))),
      button({ class: 'button main', type: 'submit', disabled: scopes.length === 0 }, 'Make a token'),
    ),
  ]);
}
