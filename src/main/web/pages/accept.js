import { h } from '../lib/preact.js';
import { useEffect, useState } from '../lib/hooks.js';
import { get, post } from '../api.js';
import { tags } from '../html.js';
import { brand } from '../icons.js';
import { go } from '../route.js';
import { useTitle } from '../shell.js';
import { update } from '../store.js';
import { Field } from './sign-in.js';

const { a, b, button, form, h1, main, p, span } = tags;

/** An invitation: its token stands behind the # of the address, which no server and no log sees. */
export function Accept() {
  const [token] = useState(() => location.hash.slice(1));
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  useTitle('Invitation');
  useEffect(() => {
    post('/api/v1/auth/invitation', { token }).then(setFound, () => setProblem('This invitation does not hold: it was used, revoked, or is older than seven days.'));
  }, []);
  const accept = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await post('/api/v1/auth/accept', found.account_exists ? { token } : { token, password, display_name: name });
      const [projects, me] = await Promise.all([get('/api/v1/projects'), get('/api/v1/auth/me')]);
      update({ projects, me, signedOut: false });
      go('/', { replace: true });
    } catch (refused) {
      setProblem(/** @type {Error} */ (refused).message);
    }
  };
  return main(
    { class: 'sign-in' },
    p({ class: 'brand' }, brand(), span(null, 'Mesher')),
    h1(null, 'Invitation'),
    found === null
      ? null
      : form(
          { onSubmit: accept },
          p({ class: 'quiet' }, b(null, found.email), ' is invited to ', b(null, found.organization), ` as ${found.role}.`),
          found.account_exists
            ? p({ class: 'quiet' }, 'There is an account with this address. ', a({ class: 'link', href: '/sign-in?next=/accept', target: '_blank' }, 'Sign in'), ' with it first, then accept.')
            : [
                h(Field, { name: 'Name', type: 'text', auto: 'name', value: name, set: setName, optional: true }),
                h(Field, { name: 'Password, 10 characters or more', type: 'password', auto: 'new-password', value: password, set: setPassword }),
              ],
          button({ class: 'button main', type: 'submit' }, 'Accept'),
        ),
    problem === '' ? null : p({ class: 'problem', role: 'alert' }, problem),
  );
}
