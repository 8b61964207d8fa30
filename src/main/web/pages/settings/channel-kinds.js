/**
 * What each kind of channel is called, and its settings in the order of the form.
 *
 * @typedef {object} Setting
 * @property {string} name as in JSON
 * @property {string} label
 * @property {'url' | 'text' | 'secret' | 'lines' | 'choice'} form a secret is never read back; lines are a list, one in each line
 * @property {boolean} [optional]
 * @property {boolean} [made] whether the page can make one by chance
 * @property {[string, string][]} [choices] value and label, the usual one first
 * @property {string} [hint]
 * @property {Record<string, any>} [bounds] attributes of the input
 *
 * @typedef {object} Kind
 * @property {string} label
 * @property {string} [hint]
 * @property {Setting[]} settings
 */

/** What the server shows in place of a secret. */
export const REDACTED = '[redacted]';

/** @param {string} product @param {string} example @returns {Setting[]} */
const hook = (product, example) => [
  { name: 'url', label: 'Address of the webhook', form: 'secret', hint: `The one that ${product} shows, such as ${example}. Whoever knows it can write there.`, bounds: { maxLength: 2_000 } },
];

/** @type {Record<string, Kind>} */
export const KINDS = {
  webhook: {
    label: 'Webhook',
    hint: 'Messages go to a receiver of your own, as JSON.',
    settings: [
      { name: 'url', label: 'Address', form: 'url', bounds: { maxLength: 2_000 } },
      { name: 'secret', label: 'Secret', form: 'secret', made: true, hint: '16 characters or more. It signs each message, so give it to the receiver too.', bounds: { minLength: 16, maxLength: 200 } },
    ],
  },
  email: { label: 'E-mail', settings: [{ name: 'to', label: 'Addresses, one in each line', form: 'lines', hint: 'At most 20. The server must have MESHER_SMTP_URL.' }] },
  slack: { label: 'Slack', settings: hook('Slack', 'https://hooks.slack.com/services/…') },
  discord: { label: 'Discord', settings: hook('Discord', 'https://discord.com/api/webhooks/…') },
  teams: { label: 'Microsoft Teams', settings: hook('Teams', 'https://….logic.azure.com/workflows/…') },
  ntfy: {
    label: 'ntfy',
    settings: [
      { name: 'url', label: 'Address of the server', form: 'url', hint: 'Without a path, such as https://ntfy.sh.', bounds: { maxLength: 2_000 } },
      { name: 'topic', label: 'Topic', form: 'text', bounds: { maxLength: 64, pattern: '[A-Za-z0-9_\\-]+', title: 'Letters, digits, _ and -' } },
      { name: 'token', label: 'Access token', form: 'secret', optional: true, hint: 'Only for a topic that needs one.', bounds: { maxLength: 200 } },
    ],
  },
  pagerduty: {
    label: 'PagerDuty',
    settings: [
      { name: 'routing_key', label: 'Integration key', form: 'secret', hint: 'Of an integration with the Events API v2: 32 letters and digits.', bounds: { minLength: 32, maxLength: 32 } },
      { name: 'region', label: 'Region of the account', form: 'choice', choices: [['us', 'United States'], ['eu', 'Europe']] },
      { name: 'webhook_secret', label: 'Secret of PagerDuty’s webhook', form: 'secret', optional: true, hint: 'With it, whoever acknowledges in PagerDuty acknowledges here as well. PagerDuty shows it once its webhook is made.', bounds: { maxLength: 200 } },
    ],
  },
};

/** @param {string} kind */
export const kindName = (kind) => KINDS[kind]?.label ?? kind;

/** How many addresses are shown. */
const MOST_SHOWN = 3;

/** Where a channel's messages go, in a few words. @param {any} channel */
export function whereTo({ settings }) {
  if (Array.isArray(settings.to)) {
    const more = settings.to.length - MOST_SHOWN;
    return settings.to.slice(0, MOST_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
  }
  const address = String(settings.url ?? '').replace(`/${REDACTED}`, '');
  return settings.topic === undefined ? address : `${settings.topic} at ${address}`;
}

/** @param {any} count */
export const rules = (count) => (count === 0 ? 'no rule' : count === 1 ? '1 rule' : `${count} rules`);
