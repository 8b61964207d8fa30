import { useEffect, useRef, useState } from './lib/hooks.js';
import { tags } from './html.js';
import { icon } from './icons.js';
import { dismiss, useStore } from './store.js';

const { button, kbd, p, section, span } = tags;

/** What has changed by itself is told to those who hear the page at most this often. */
const PAUSE_MS = 10_000;

/** The lines at the foot of the page. What was done here is told at once; what happens by itself, one line in ten seconds. */
export function Notices() {
  const notices = useStore((state) => state.notices);
  const done = notices.filter((each) => !each.live);
  return [
    p({ class: 'unseen', role: 'status' }, done[done.length - 1]?.text ?? ''),
    p({ class: 'unseen', 'aria-live': 'polite' }, useMurmur()),
    notices.length === 0 ? null : section(
      { class: 'notices', 'aria-label': 'Notices' },
      notices.map((each) =>
        p(
          { key: each.id, class: each.bad ? 'notice bad' : 'notice' },
          span(null, each.text),
          each.undo
            ? button({ class: 'button', type: 'button', onClick: () => { dismiss(each.id); each.undo?.(); } }, 'Undo ', kbd({ class: 'wide' }, 'z'))
            : null,
          button({ class: 'button bare', type: 'button', 'aria-label': 'Close', onClick: () => dismiss(each.id) }, icon('close')),
        )),
    ),
  ];
}

/** The newest line of what has changed by itself. */
function useMurmur() {
  const newest = useStore((state) => state.murmur);
  const [told, setTold] = useState('');
  const last = useRef(0);
  useEffect(() => {
    if (newest === told) return undefined;
    const timer = setTimeout(() => {
      last.current = Date.now();
      setTold(newest);
    }, Math.max(0, last.current + PAUSE_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [newest, told]);
  return told;
}
