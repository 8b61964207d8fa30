/** Conditions and filters as people read them. */

export const CONDITIONS = /** @type {Record<string, string>} */ ({
  new_issue: 'A new issue',
  regression: 'A resolved issue came back',
  spike: 'An issue has over ten times its usual events',
  threshold: 'The project has many events',
  users: 'Many users have errors',
});

/** The conditions that count something within minutes: what, and how many at most. */
export const COUNTED = /** @type {Record<string, { what: string, most: number }>} */ ({
  threshold: { what: 'Events', most: 100_000 },
  users: { what: 'Users', most: 10_000 },
});

/** @param {any} condition for example "The project has many events: 500 in 10 min" */
export function inWords(condition) {
  const words = CONDITIONS[condition.condition_type] ?? condition.condition_type;
  return COUNTED[condition.condition_type] ? `${words}: ${condition.threshold} in ${condition.window_minutes} min` : words;
}

/** @param {any} rule for example "at most every 60 min" */
export function pauseInWords(rule) {
  if (rule.cooldown_minutes === 0) return 'without a pause';
  return `at most every ${rule.cooldown_minutes} min${COUNTED[rule.condition.condition_type] ? '' : ' for each issue'}`;
}

/** @typedef {{ environment: string[], level: string[], release: string[], tag: { key: string, value: string[] }, issue: string[] }} Filters with a list for each; an empty one filters nothing */

/** @param {any} filters as the API has them @returns {Filters} */
export function listed(filters) {
  const list = (/** @type {any} */ value) => (value === undefined || value === null ? [] : [value].flat());
  return {
    environment: list(filters?.environment), level: list(filters?.level), release: list(filters?.release), issue: list(filters?.issue),
    tag: { key: filters?.tag?.key ?? '', value: list(filters?.tag?.value) },
  };
}

/** @param {Filters} filters @returns {any} as the API takes them */
export function sent({ tag, ...others }) {
  const given = Object.entries(others).filter(([, values]) => values.length > 0);
  return { ...Object.fromEntries(given), ...(tag.key !== '' && tag.value.length > 0 ? { tag } : {}) };
}

/** @param {Filters} filters for example "production · error or fatal"; empty when all events are judged */
export function filtersInWords({ environment, level, release, tag, issue }) {
  const any = (/** @type {string[]} */ values) => values.join(' or ');
  return [
    any(environment), any(level), any(release),
    tag.value.length > 0 ? `${tag.key}: ${any(tag.value)}` : '',
    issue.length === 0 ? '' : issue.length === 1 ? 'one issue' : `${issue.length} issues`,
  ].filter((each) => each !== '').join(' · ');
}
