import { h } from '../../lib/preact.js';
import { useEffect, useRef, useState } from '../../lib/hooks.js';
import { tags } from '../../html.js';
import { field } from '../../parts.js';
import { KINDS, REDACTED } from './channel-kinds.js';

const { button, div, form, input, label, option, p, select, span, textarea } = tags;

/** @typedef {import('./channel-kinds.js').Setting} Setting */

/**
 * What is asked for a channel. A secret that is kept is not shown, and stays when its field is left empty.
 *
 * @param {{ channel: any, save: (body: any) => Promise<void>, cancel: (() => void) | null }} props channel: null for a new one
 */
export function ChannelForm({ channel, save, cancel }) {
  const [kind, setKind] = useState(channel?.kind ?? 'webhook');
  const [name, setName] = useState(channel?.name ?? '');
  const [values, setValues] = useState(/** @type {Record<string, string | null>} */ ({}));
  const [refused, setRefused] = useState('');
  const [busy, setBusy] = useState(false);
  const frame = useRef(/** @type {HTMLFormElement | null} */ (null));
  useEffect(() => {
    if (channel) frame.current?.querySelector('input')?.focus();
  }, []);
  const kept = channel?.settings ?? {};
  const settings = KINDS[kind]?.settings ?? [];
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await save({ ...(channel ? {} : { kind }), name, settings: filled(settings, values, kept) });
    } catch (problem) {
      setRefused(named(settings, /** @type {Error} */ (problem).message));
      setBusy(false);
    }
  };
  return form(
    { class: 'channel-form', ref: frame, onSubmit: send },
    channel ? null : label({ class: 'labelled' }, span(null, 'Kind'), select({ class: 'field', value: kind, onChange: (event) => { setKind(event.currentTarget.value); setValues({}); setRefused(''); } }, Object.entries(KINDS).map(([each, { label: words }]) => option({ key: each, value: each }, words)))),
    KINDS[kind]?.hint ? p({ class: 'hint' }, KINDS[kind]?.hint) : null,
    field('Name', name, setName, { required: true, maxLength: 200, autocomplete: 'off' }),
    settings.map((each) => h(SettingField, { key: `${kind} ${each.name}`, id: `hint-${channel?.id ?? 'new'}-${each.name}`, setting: each, kept: kept[each.name], value: values[each.name], set: (value) => setValues({ ...values, [each.name]: value }) })),
    kind === 'pagerduty' ? p({ class: 'hint' }, 'PagerDuty’s webhook (v3) calls ', span({ class: 'code' }, `${location.origin}/api/v1/channels/${channel?.id ?? '<id>'}/pagerduty`), channel ? '.' : '; the id is known once the channel is made.') : null,
    refused === '' ? null : p({ class: 'problem', role: 'alert' }, refused),
    div(
      { class: 'acts' },
      button({ class: 'button main', type: 'submit', disabled: busy }, channel ? 'Save' : 'Make the channel'),
      cancel ? button({ class: 'button', type: 'button', onClick: cancel }, 'Cancel') : null,
    ),
  );
}

/** @param {{ id: string, setting: Setting, kept: any, value: string | null | undefined, set: (value: string | null) => void }} props id: of its hint */
function SettingField({ id, setting, kept, value, set }) {
  const hint = [setting.hint, keptHint(setting, kept)].filter(Boolean).join(' ');
  const more = { ...setting.bounds, required: !setting.optional && !(setting.form === 'secret' && kept), spellcheck: false, 'aria-describedby': hint ? id : undefined };
  return [
    fieldOf(setting, value === undefined ? readable(setting, kept) : (value ?? ''), value === null, set, more),
    hint ? p({ class: 'hint', id }, hint) : null,
    setting.optional && kept
      ? p({ class: 'hint' }, label(null, input({ type: 'checkbox', checked: value === null, onChange: (event) => set(event.currentTarget.checked ? null : '') }), ' Take the present one away'))
      : null,
  ];
}

/** @param {Setting} setting @param {string} value @param {boolean} off @param {(value: string) => void} set @param {any} more */
function fieldOf(setting, value, off, set, more) {
  switch (setting.form) {
    case 'secret':
      return h(SecretField, { setting, value, off, set, more });
    case 'lines':
      return label({ class: 'labelled' }, span(null, setting.label), textarea({ class: 'field', rows: 3, value, onInput: (event) => set(event.currentTarget.value), ...more }));
    case 'choice':
      return label({ class: 'labelled' }, span(null, setting.label), select({ class: 'field', value, onChange: (event) => set(event.currentTarget.value) }, setting.choices?.map(([each, words]) => option({ key: each, value: each }, words))));
    default:
      return field(setting.label, value, set, { ...more, inputMode: setting.form === 'url' ? 'url' : undefined, autocomplete: 'off' });
  }
}

const SECRET_BYTES = 32;

/** @param {{ setting: Setting, value: string, off: boolean, set: (value: string) => void, more: any }} props */
function SecretField({ setting, value, off, set, more }) {
  const [shown, setShown] = useState(false);
  const make = () => {
    set([...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))].map((each) => each.toString(16).padStart(2, '0')).join(''));
    setShown(true);
  };
  // Without "new-password" browsers fill in the password of this page.
  return div(
    { class: 'row-form secret' },
    field(setting.label, value, set, { ...more, type: shown ? 'text' : 'password', autocomplete: 'new-password', disabled: off }),
    setting.made ? button({ class: 'button', type: 'button', onClick: make }, 'Make one') : null,
    button({ class: 'button', type: 'button', 'aria-pressed': shown, 'aria-label': `Show: ${setting.label}`, onClick: () => setShown(!shown) }, 'Show'),
  );
}

/** What may be shown of a kept setting. @param {Setting} setting @param {any} kept */
function readable(setting, kept) {
  if (setting.form === 'secret') return '';
  if (setting.form === 'choice') return kept ?? setting.choices?.[0]?.[0] ?? '';
  return Array.isArray(kept) ? kept.join('\n') : String(kept ?? '');
}

/** @param {Setting} setting @param {any} kept */
function keptHint(setting, kept) {
  if (!kept) return '';
  if (setting.form === 'secret') return `Leave it empty to keep ${kept === REDACTED ? 'the present one' : kept}.`;
  return String(kept).includes(REDACTED) ? `${REDACTED} stands for a part that is kept while nothing is changed here. A new address is written in full.` : '';
}

/** The settings that are sent. @param {Setting[]} settings @param {Record<string, string | null>} values @param {any} kept */
function filled(settings, values, kept) {
  return Object.fromEntries(settings
    .map((each) => {
      const value = values[each.name];
      if (value === null) return [each.name, null];
      const text = (value ?? readable(each, kept[each.name])).trim();
      return [each.name, each.form === 'lines' ? text.split(/[\s,;]+/).filter(Boolean) : text];
    })
    .filter(([, value]) => value !== ''));
}

/** A refusal that names the field as the form does. @param {Setting[]} settings @param {string} words */
function named(settings, words) {
  const said = words.replace(/settings\.(\w+)/g, (whole, name) => settings.find((each) => each.name === name)?.label ?? whole);
  return /[.!?]$/.test(said) ? said : `${said}.`;
}
