/**
 * @typedef {import('./read.js').Alert} Alert
 * @typedef {import('./read.js').EpisodeRow} EpisodeRow
 * @typedef {{ key: string, episode: EpisodeRow | null, rule: string, at: string, alerts: Alert[], cut: boolean }} Group an episode with those of its alerts that were read, or, when there is none, one alert;
 *   cut: whether there may be further alerts of this status
 */

/**
 * The alerts by their episodes, the one with the newest alert first.
 *
 * @param {Alert[]} alerts newest first
 * @param {Map<string, EpisodeRow>} episodes
 * @param {string} status that the alerts have
 * @param {boolean} more whether further alerts of this status were not read: then episodes of this status are listed too
 *   that none of the alerts belongs to
 * @param {string | null} named the episode that is listed in any case, if it is there
 * @returns {Group[]}
 */
export function grouped(alerts, episodes, status, more, named) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const alert of alerts) {
    const key = alert.episode_id ?? alert.id;
    const episode = episodes.get(key) ?? null;
    const group = groups.get(key) ?? { key, episode, rule: episode?.rule_name ?? alert.rule_name, at: episode?.last_alert_at ?? alert.triggered_at, alerts: [], cut: false };
    group.alerts.push(alert);
    groups.set(key, group);
  }
  for (const episode of episodes.values()) {
    if (!groups.has(episode.id) && (episode.id === named || (more && episode.status === status))) {
      groups.set(episode.id, { key: episode.id, episode, rule: episode.rule_name, at: episode.last_alert_at, alerts: [], cut: true });
    }
  }
  groups.forEach((group) => { group.cut = more && (group.episode?.alert_count ?? 0) > group.alerts.length; });
  return [...groups.values()].sort((x, y) => (x.at < y.at ? 1 : x.at > y.at ? -1 : 0));
}
