import { useEffect, useRef, useState } from '../lib/hooks.js';
import { taken } from '../ahead.js';
import { get, issuePath } from '../api.js';
import { listen } from '../store.js';
import { keptList } from './kept-list.js';

/**
 * The issue of a page, kept up to date by the stream.
 *
 * @param {string} id
 * @param {(into: string) => void} follow is told the issue into which this one was merged before its page was shown
 */
export function useIssue(id, follow) {
  const [read, setIssue] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState(/** @type {import('../api.js').Refused | null} */ (null));
  const [gone, setGone] = useState(/** @type {{ of: string, into: string | null } | null} */ (null));
  /** Of the issue whose page is shown: whether the server has shown it, and whether it is gone since. */
  const known = useRef({ id, there: false, gone: false });
  if (known.current.id !== id) known.current = { id, there: false, gone: false };

  /** @param {string | null} into the issue that this one was merged into; null when it was deleted */
  const end = (into) => {
    known.current.gone = true;
    setGone({ of: id, into });
  };
  /**
   * @param {Promise<any>} reading
   * @param {boolean} [told] whether the stream has told that the issue is gone
   * @returns {Promise<boolean>} whether the issue is there
   */
  const load = async (reading, told = false) => {
    const answer = await reading.catch((refused) => ({ refused }));
    if (known.current.id !== id || known.current.gone) return false;
    setProblem(null);
    if (answer.refused) {
      if (told && answer.refused.status === 404) end(null);
      else setProblem(answer.refused);
      return false;
    }
    if (answer.merged_into) {
      if (known.current.there) end(answer.merged_into);
      else follow(answer.merged_into);
      return false;
    }
    known.current.there = true;
    const row = keptList()?.rows.get(id);
    // The list's row may be newer than what was read ahead.
    setIssue(Date.parse(answer.last_seen) < Date.parse(row?.last_seen ?? '') ? { ...answer, ...row } : answer);
    return true;
  };
  /** @param {object} fields */
  const change = (fields) => setIssue((/** @type {any} */ before) => ({ ...before, ...fields }));
  useEffect(() => {
    setIssue(keptList()?.rows.get(id) ?? null);
    setProblem(null);
    load(taken(id)?.issue ?? get(issuePath(id)));
    return listen({
      reload: () => load(get(issuePath(id))),
      changed: ({ issues, gone: left }) => {
        const row = issues.find((each) => each.id === id);
        if (row) change(row);
        if (left.includes(id) && !known.current.gone) load(get(issuePath(id)), true);
      },
      message: (message) => {
        if (message.type === 'issue' && message.issue_id === id && message.action === 'deleted') end(null);
      },
    });
  }, [id]);
  return {
    // Of another issue than the one asked for, nothing is shown: only what its list knows already.
    issue: read?.id === id ? read : (keptList()?.rows.get(id) ?? null),
    problem,
    gone: gone?.of === id ? gone : null,
    again: () => load(get(issuePath(id))),
    change,
  };
}
