import { useId, useState } from '../../lib/hooks.js';
import { tags } from '../../html.js';
import { icon } from '../../icons.js';

const { button, datalist, div, input, label, li, option, span, ul } = tags;

/** A filter takes so many values. */
const MOST = 10;

/**
 * A field for several values. Enter adds what was typed, and so does leaving the field.
 *
 * @param {object} props
 * @param {string} props.name
 * @param {string[]} props.values
 * @param {(values: string[]) => void} props.set
 * @param {string[]} [props.known] what is offered while somebody types
 * @param {boolean} [props.required] whether there has to be one
 * @param {(text: string) => string | null} [props.read] the value that was meant; null when it is none
 * @param {string} [props.wrong] what is said then
 * @param {(value: string) => any} [props.show]
 */
export function Values({ name, values, set, known = [], required = false, read = (text) => text, wrong = '', show = (value) => value }) {
  const [text, setText] = useState('');
  const id = useId();
  const add = (/** @type {HTMLInputElement} */ field) => {
    const typed = field.value.trim();
    if (typed === '') return;
    const value = read(typed);
    field.setCustomValidity(value === null ? wrong : '');
    if (value === null) {
      field.reportValidity();
      return;
    }
    if (!values.includes(value)) set([...values, value]);
    setText('');
  };
  return div(
    { class: 'values' },
    label(
      { class: 'labelled' },
      span(null, name),
      input({
        class: 'field', value: text, list: known.length > 0 ? id : undefined, maxLength: 1000, autocomplete: 'off',
        disabled: values.length >= MOST, required: required && values.length === 0, placeholder: values.length === 0 ? 'any' : values.length < MOST ? 'or' : '',
        onInput: (event) => {
          event.currentTarget.setCustomValidity('');
          setText(event.currentTarget.value);
        },
        onBlur: (event) => add(event.currentTarget),
        onKeyDown: (event) => {
          if (event.key !== 'Enter' || event.currentTarget.value.trim() === '') return;
          event.preventDefault();
          add(event.currentTarget);
        },
      }),
    ),
    known.length > 0 ? datalist({ id }, known.map((each) => option({ key: each, value: each }))) : null,
    values.length === 0 ? null : ul({ class: 'chips', 'aria-label': name }, values.map((each) =>
      li({ key: each }, button({ class: 'button', type: 'button', 'aria-label': `Remove ${each}`, onClick: () => set(values.filter((value) => value !== each)) }, span({ class: 'clip' }, show(each)), icon('close'))))),
  );
}
