import { ring } from './bell';
import { all, one } from './page';

const EVERY_MS = 10_000;
const LOOK_MS = 1_000;
const MARK = '(!) ';

/**
 * Keeps the banner of urgent alerts true on every page: looks again every few seconds, also behind another tab, whose title
 * then carries a mark. "Đã nhận tin" is sent without leaving the page, so that nothing that is being written is lost.
 */
export function watchAlerts(): void {
  const place = one('[data-alerts]');
  const address = place?.dataset.alerts;
  if (!place || !address) return;
  let tag = place.dataset.alertsTag ?? '';
  let drawnAt = performance.now();
  const look = () => heed(place, (performance.now() - drawnAt) / 1000);
  const draw = (html: string) => {
    place.innerHTML = html;
    drawnAt = performance.now();
    settle(place);
    look();
  };
  const ask = async () => {
    if (!navigator.onLine) return;
    try {
      const answer = await fetch(address, { headers: { 'If-None-Match': `"${tag}"` }, cache: 'no-store' });
      tellDeaf(answer.redirected || answer.status === 401);
      if (answer.status !== 200 || answer.redirected) return;
      tag = (answer.headers.get('ETag') ?? '').replaceAll('"', '');
      draw(await answer.text());
    } catch {
      // No network, or not our server: the banner stays as it is, and the page says that it is offline.
    }
  };
  place.addEventListener('submit', (event) => {
    event.preventDefault();
    void acknowledge(event.target as HTMLFormElement, draw).then(() => {
      tag = '';
    });
  });
  setInterval(ask, EVERY_MS);
  setInterval(look, LOOK_MS);
  document.addEventListener('visibilitychange', ask);
  settle(place);
  look();
}

/** Rings for whom it is time, and calls for a second person where nobody has answered for too long. */
function heed(place: HTMLElement, since: number): void {
  let waits = false;
  for (const alert of all('[data-age]', place)) {
    const age = Number(alert.dataset.age) + since;
    const late = one('[data-alert-late]', alert);
    if (late) late.hidden = age < Number(late.dataset.alertLate);
    waits ||= age >= Number(alert.dataset.ringsAfter);
  }
  ring(waits);
}

async function acknowledge(form: HTMLFormElement, draw: (html: string) => void): Promise<void> {
  const button = one<HTMLButtonElement>('button', form);
  if (button) button.disabled = true;
  try {
    const headers = { 'Keng-Part': 'alerts' };
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers });
    if (answer.ok && !answer.redirected) return draw(await answer.text());
    // Signed out, or a token that is too old: the page itself says what is to be done.
    form.submit();
  } catch {
    if (button) button.disabled = false;
  }
}

/** After "Đã nhận tin" without this script one comes back to this very page; its title tells of alerts from behind. */
function settle(place: HTMLElement): void {
  for (const field of all<HTMLInputElement>('input[name=next]', place))
    field.value = location.pathname + location.search;
  const plain = document.title.replace(MARK, '');
  document.title = one('[data-alert]', place) ? MARK + plain : plain;
}

/** The session is over: no alert reaches this page any more, and that must not be silent. */
function tellDeaf(deaf: boolean): void {
  const bar = one('[data-alerts-deaf]');
  if (bar) bar.hidden = !deaf;
}
