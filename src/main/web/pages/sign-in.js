import { h } from '../lib/preact.js';
import { useEffect, useRef, useState } from '../lib/hooks.js';
import { get, post } from '../api.js';
import { tags } from '../html.js';
import { brand } from '../icons.js';
import { go } from '../route.js';
import { useTitle } from '../shell.js';
import { update } from '../store.js';

const { button, code, dialog, form, h1, input, label, main, p, span } = tags;

/** @param {{ place: import('../route.js').Place }} props the page that signs in, or makes the first account */
export function SignIn({ place }) {
  const [server, setServer] = useState(/** @type {any} */ (null));
  useTitle('Sign in');
  useEffect(() => {
    get('/api/v1/server').then(setServer, () => setServer({ first_account_made: true }));
  }, []);
  const done = async () => {
    await signedIn();
    const next = place.query.get('next') ?? '/';
    if (place.parts[0] === 'sign-in') go(next.startsWith('/') && !next.startsWith('//') ? next : '/', { replace: true });
  };
  if (server === null) return null;
  return main(
    { class: 'sign-in' },
    p({ class: 'brand' }, brand(), span(null, 'Mesher')),
    server.first_account_made === false ? h(FirstAccount, { done }) : h(Form, { done }),
  );
}

/** A session has ended under an open page: nothing of it is lost. */
export function SignInDialog() {
  const frame = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => frame.current?.showModal(), []);
  return dialog(
    // Browsers close a dialog at the second Escape whatever the page says.
    { class: 'pane', ref: frame, 'aria-label': 'Sign in again', onCancel: (event) => event.preventDefault(), onClose: () => frame.current?.showModal() },
    h(Form, { done: signedIn, words: 'Your session has ended. The page below stays as it is.' }),
  );
}

/** @param {{ done: () => void, words?: string }} props */
function Form({ done, words = '' }) {
  const [problem, setProblem] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await post('/api/v1/auth/login', { email, password });
      done();
    } catch (refused) {
      const { status, message } = /** @type {import('../api.js').Refused} */ (refused);
      setProblem(status === 401 ? 'E-mail or password is wrong.' : message);
    }
  };
  return form(
    { onSubmit: send },
    h1(null, 'Sign in'),
    words === '' ? null : p({ class: 'quiet' }, words),
    h(Field, { name: 'E-mail', type: 'email', auto: 'username', value: email, set: setEmail }),
    h(Field, { name: 'Password', type: 'password', auto: 'current-password', value: password, set: setPassword }),
    problem === '' ? null : p({ class: 'problem', role: 'alert' }, problem),
    button({ class: 'button main', type: 'submit' }, 'Sign in'),
  );
}

/** @param {{ done: () => void }} props */
function FirstAccount({ done }) {
  const [problem, setProblem] = useState('');
  const [fields, setFields] = useState(/** @type {Record<string, string>} */ ({ code: '', email: '', display_name: '', password: '' }));
  const set = (/** @type {string} */ name) => (/** @type {string} */ value) => setFields({ ...fields, [name]: value });
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await post('/api/v1/auth/first', fields);
      done();
    } catch (refused) {
      setProblem(/** @type {Error} */ (refused).message);
    }
  };
  return form(
    { onSubmit: send },
    h1(null, 'Make the first account'),
    p({ class: 'quiet' }, 'The node’s log has a one-time code: look for ', code(null, '[Mesher] first account code'), '.'),
    h(Field, { name: 'Code', type: 'text', auto: 'one-time-code', value: fields['code'] ?? '', set: set('code') }),
    h(Field, { name: 'E-mail', type: 'email', auto: 'username', value: fields['email'] ?? '', set: set('email') }),
    h(Field, { name: 'Name', type: 'text', auto: 'name', value: fields['display_name'] ?? '', set: set('display_name'), optional: true }),
    h(Field, { name: 'Password', type: 'password', auto: 'new-password', value: fields['password'] ?? '', set: set('password') }),
    problem === '' ? null : p({ class: 'problem', role: 'alert' }, problem),
    button({ class: 'button main', type: 'submit' }, 'Make the account'),
  );
}

/** @param {{ name: string, type: string, auto: string, value: string, set: (value: string) => void, optional?: boolean }} props */
export function Field({ name, type, auto, value, set, optional = false }) {
  return label(
    { class: 'labelled' },
    span(null, name),
    input({ class: 'field', type, autocomplete: /** @type {any} */ (auto), required: !optional, value, onInput: (event) => set(event.currentTarget.value) }),
  );
}

async function signedIn() {
  const [projects, me, server] = await Promise.all([get('/api/v1/projects'), get('/api/v1/auth/me'), get('/api/v1/server')]);
  update({ projects, me, server, signedOut: false });
}
