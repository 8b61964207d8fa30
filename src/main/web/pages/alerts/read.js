import { useCallback, useEffect, useRef, useState } from '../../lib/hooks.js';
import { get } from '../../api.js';

/**
 * What the pages of alerts read. Lists are newest first.
 *
 * @typedef {{ id: string, rule_name: string, issue_id: string | null, episode_id: string | null, status: string, message: string, triggered_at: string, acknowledged_at: string | null, acknowledged_by: { display_name: string } | null, resolved_at: string | null, resolved_by: { display_name: string } | null }} Alert
 * @typedef {{ id: string, rule_name: string, status: string, started_at: string, last_alert_at: string, alert_count: number, ended_at: string | null }} EpisodeRow
 */

const PAGE = 100;

/** Most pages that are read anew at once. */
const MOST_PAGES = 5;

/** No id comes after this one. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * The alerts that the query asks for, page by page. Reading again reads as many as are shown.
 *
 * @param {string} project its path in the API
 * @param {Record<string, string>} query
 */
export function useAlerts(project, query) {
  const [found, setFound] = useState(/** @type {{ rows: Alert[] | null, complete: boolean, turn: number }} */ ({ rows: null, complete: true, turn: 0 }));
  const [problem, setProblem] = useState(/** @type {import('../../api.js').Refused | null} */ (null));
  const shown = useRef(/** @type {Alert[]} */ ([]));
  const turn = useRef(0);
  const key = project + JSON.stringify(query);
  const asked = useRef(key);
  asked.current = key;
  const read = useCallback(async (/** @type {Alert[]} */ rows, /** @type {number} */ wanted) => {
    // Whoever waited for something may ask for a list that is not shown any more.
    if (asked.current !== key) return;
    const mine = ++turn.current;
    try {
      for (;;) {
        const last = rows[rows.length - 1];
        /** @type {Alert[]} */
        const page = await get(`${project}/alerts`, { ...query, limit: PAGE, cursor: last?.triggered_at, cursor_id: last?.id });
        if (mine !== turn.current) return;
        rows = [...rows, ...page];
        if (page.length < PAGE || rows.length >= wanted) {
          shown.current = rows;
          setFound({ rows, complete: page.length < PAGE, turn: mine });
          setProblem(null);
          return;
        }
      }
    } catch (refused) {
      if (mine === turn.current) setProblem(/** @type {any} */ (refused));
    }
  }, [key]);
  const again = useCallback(() => read([], Math.min(shown.current.length, MOST_PAGES * PAGE)), [read]);
  useEffect(() => {
    shown.current = [];
    setFound({ rows: null, complete: true, turn: 0 });
    read([], PAGE);
    return () => {
      turn.current++;
    };
  }, [read]);
  const more = found.complete ? null : () => read(shown.current, shown.current.length + PAGE);
  return { rows: found.rows, turn: found.turn, problem, more, again };
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The newest episodes of the project, those that the alerts belong to, and the one that the address names.
 *
 * @param {string} project its path in the API
 * @param {Alert[] | null} alerts
 * @param {string | null} named by the address
 */
export function useEpisodes(project, alerts, named) {
  const [read, setRead] = useState(/** @type {{ episodes: Map<string, EpisodeRow>, gone: string | null } | null} */ (null));
  const [problem, setProblem] = useState(/** @type {import('../../api.js').Refused | null} */ (null));
  useEffect(() => {
    if (alerts === null) return undefined;
    let wanted = true;
    episodesOf(project, alerts, named).then(
      (found) => {
        if (!wanted) return;
        setRead({ episodes: found, gone: named === null || found.has(named) ? null : named });
        setProblem(null);
      },
      (refused) => {
        if (!wanted) return;
        setRead((before) => before ?? { episodes: new Map(), gone: null });
        setProblem(refused);
      },
    );
    return () => {
      wanted = false;
    };
  }, [project, alerts, named]);
  return { episodes: read?.episodes ?? null, gone: named !== null && read?.gone === named, problem };
}

/** @param {string} project @param {Alert[]} alerts @param {string | null} named */
async function episodesOf(project, alerts, named) {
  /** @type {Map<string, EpisodeRow>} */
  const found = new Map();
  const add = async (/** @type {object} */ cursor) => (await get(`${project}/episodes`, { limit: PAGE, ...cursor })).forEach((/** @type {EpisodeRow} */ each) => found.set(each.id, each));
  await add({});
  for (let page = 1; page < MOST_PAGES; page++) {
    // An episode begins with its first alert, or before.
    const missing = alerts.find((each) => each.episode_id !== null && !found.has(each.episode_id));
    if (missing === undefined) break;
    await add({ cursor: missing.triggered_at, cursor_id: LAST_ID });
  }
  if (named !== null && !found.has(named) && ID.test(named)) await add({ episode: named });
  return found;
}
