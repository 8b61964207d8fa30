import { useState } from '../../lib/hooks.js';
import { get, post, projectPath } from '../../api.js';
import { size, whole } from '../../format.js';
import { tags } from '../../html.js';
import { card, field, problemLine, useAnswer } from '../../parts.js';
import { go } from '../../route.js';
import { notify, update } from '../../store.js';

const { button, form, p, span } = tags;

/** @param {{ project: import('../../store.js').Project }} props name, retention, sampling, storage, removal */
export function General({ project }) {
  const path = projectPath(project.number);
  const settings = useAnswer(`${path}/settings`);
  const storage = useAnswer(`${path}/storage`);
  const [days, setDays] = useState('');
  const [percent, setPercent] = useState('');
  const [name, setName] = useState(project.name);
  const [slug, setSlug] = useState('');
  const kept = settings.answer;
  const send = (/** @type {string} */ to, /** @type {any} */ body, /** @type {string} */ done, /** @type {() => void} */ then) => async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await post(to, body());
      notify(done);
      then();
    } catch (refused) {
      notify(/** @type {Error} */ (refused).message, { bad: true });
    }
  };
  const readProjects = async () => update({ projects: await get('/api/v1/projects') });
  return [
    problemLine(settings.problem, settings.again),
    form(
      { onSubmit: send(path, () => ({ name }), 'The name is changed.', readProjects) },
      card('Name', [field('Name', name, setName, { required: true, maxLength: 200 }), button({ class: 'button main', type: 'submit' }, 'Save')]),
    ),
    kept === null
      ? null
      : form(
          {
            onSubmit: send(`${path}/settings`, () => ({
              retention_days: days === '' ? kept.retention_days : Number(days), sample_rate: percent === '' ? kept.sample_rate : Number(percent) / 100,
            }), 'The settings are saved.', settings.again),
          },
          card('Events', [
            field('Days that events are kept', days === '' ? String(kept.retention_days) : days, setDays, { type: 'number', min: 1, max: 3650, required: true }),
            field('Share of events that is kept, in per cent', percent === '' ? String(Math.round(kept.sample_rate * 10_000) / 100) : percent, setPercent, { type: 'number', min: 0, max: 100, step: 'any', required: true }),
            button({ class: 'button main', type: 'submit' }, 'Save'),
          ]),
        ),
    storage.answer ? card('Storage', p(null, `${whole(storage.answer.event_count)} events, about ${size(storage.answer.estimated_bytes)}`)) : null,
    form(
      { onSubmit: send(`${path}/delete`, () => ({ slug }), 'The project is deleted. Its events are removed in the background.', async () => { await readProjects(); go('/'); }) },
      card('Delete the project', [
        p(null, 'Its keys stop at once, and all its issues and events are removed. This cannot be undone.'),
        field(`Type ${project.slug} to confirm`, slug, setSlug, { autocomplete: 'off' }),
        button({ class: 'button', type: 'submit', disabled: slug !== project.slug }, 'Delete ', span(null, project.name)),
      ]),
    ),
  ];
}
