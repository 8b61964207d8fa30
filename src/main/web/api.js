/**
 * Calls the management API of this server. A session's cookie goes along by itself; no token is ever in the page.
 */

let refusals = 0;

/** An answer that is not a success: what the server said, in its words. */
export class Refused extends Error {
  /**
   * @param {number} status 0 when no answer came
   * @param {string} words
   * @param {any} body
   * @param {number} retrySeconds when the server asks to wait, else 0
   */
  constructor(status, words, body, retrySeconds) {
    super(words);
    this.status = status;
    this.body = body;
    this.retrySeconds = retrySeconds;
    this.turn = ++refusals;
  }
}

/** @type {(refused: Refused) => void} */
let onSignedOut = () => {};

/** @param {(refused: Refused) => void} listener is told when the server asks for a sign-in */
export function whenSignedOut(listener) {
  onSignedOut = listener;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
async function call(method, path, body, signal) {
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (broken) {
    if (broken instanceof DOMException && broken.name === 'AbortError') throw broken;
    throw new Refused(0, 'The server does not answer.', null, 0);
  }
  const text = await answer.text();
  const said = parsed(text);
  if (answer.ok) return said;
  const words = said && typeof said.error === 'string' ? said.error : `The server answered ${answer.status}.`;
  const refused = new Refused(answer.status, words, said, Number(answer.headers.get('Retry-After') ?? 0));
  if (answer.status === 401 && !path.startsWith('/api/v1/auth/')) onSignedOut(refused);
  throw refused;
}

/** @param {string} text */
function parsed(text) {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} path
 * @param {Record<string, string | number | null | undefined>} [query] empty values are left out
 * @param {AbortSignal} [signal]
 */
export function get(path, query, signal) {
  return call('GET', address(path, query), undefined, signal);
}

/**
 * @param {string} path
 * @param {unknown} [body]
 */
export function post(path, body = {}) {
  return call('POST', path, body);
}

/**
 * @param {string} path
 * @param {Record<string, string | number | null | undefined>} [query]
 */
export function address(path, query = {}) {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

/** @param {string | number} project */
export const projectPath = (project) => `/api/v1/projects/${encodeURIComponent(String(project))}`;

/** @param {string} issue */
export const issuePath = (issue) => `/api/v1/issues/${encodeURIComponent(issue)}`;
