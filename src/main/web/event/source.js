import { useEffect, useRef } from '../lib/hooks.js';
import { tags } from '../html.js';

const { pre, span } = tags;

const WORDS = new Set(
  ('abstract as assert async await break case catch class const continue def default defer del do elif else elsif end enum except '
    + 'export extends false final finally fn for from func function global go goto if impl implements import in instanceof interface is '
    + 'lambda let loop match mod module mut namespace new nil None not null nullptr or and package pass private protected pub public raise '
    + 'rescue return self static struct super switch this throw throws trait true True False try type typeof unless until use using var '
    + 'void when where while with yield').split(' '),
);

/** What a line is made of: a note to its end, a text in quotes, a word, anything else. Linear in the line. */
const PIECE = /(\/\/.*|(?<=^|\s)#.*|(?<=^|\s)--\s.*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)|([A-Za-z_]\w*)|([^A-Za-z_"'`/#-]+|.)/g;
const LONGEST_LINE = 1_000;

/**
 * Lines of source around the one that a frame stood at.
 *
 * @param {{ frame: import('./stack.js').Frame }} props
 */
export function Source({ frame }) {
  const before = listed(frame.pre_context);
  const lines = [...before, frame.context_line ?? '', ...listed(frame.post_context)];
  const from = (Number(frame.lineno) || before.length + 1) - before.length;
  const block = useRef(/** @type {HTMLPreElement | null} */ (null));
  useEffect(() => {
    block.current?.style.setProperty('--from', String(from - 1));
  }, [from]);
  return pre(
    { class: 'source', tabIndex: 0, ref: block, 'aria-label': `Source, from line ${from}` },
    lines.map((line, i) => span({ key: i, class: i === before.length ? 'l hit' : 'l' }, ...tinted(String(line ?? '')))),
  );
}

/** @param {unknown} lines @returns {string[]} */
const listed = (lines) => (Array.isArray(lines) ? lines : []);

/** @param {string} line */
function tinted(line) {
  if (line.length > LONGEST_LINE) return [`${line.slice(0, LONGEST_LINE)} …`];
  /** @type {any[]} */
  const parts = [];
  for (const [text, note, quoted, word] of line.matchAll(PIECE)) {
    if (note) parts.push(span({ class: 'c' }, text));
    else if (quoted) parts.push(span({ class: 's' }, text));
    else if (word && WORDS.has(word)) parts.push(span({ class: 'k' }, text));
    else parts.push(text);
  }
  return parts;
}
