import { notify } from '../store.js';

/**
 * @param {string} text
 * @param {string} done what is said when it is copied
 */
export async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    notify(done);
  } catch {
    // Without HTTPS only this machine's pages may use the clipboard that way.
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'unseen';
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    notify(copied ? done : 'The browser does not let the page copy here.', { bad: !copied });
  }
}
