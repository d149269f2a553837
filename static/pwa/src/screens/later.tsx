import { useEffect } from 'preact/hooks';
import { care } from '../components/care';
import { Screen } from '../components/Screen';
import { Note, Skeleton } from '../components/States';
import { laterPart } from '../house/later-part';
import { placesPart } from '../house/place';
import { t } from '../i18n/t';

type LaterProps<T> = {
  from: ReturnType<typeof laterPart<T>>;
  children: (part: T) => preact.ComponentChildren;
};

export function Later<T extends object>({ from, children }: LaterProps<T>) {
  useEffect(() => void from.fetch(), [from]);
  const part = from.part.value;
  if (part === null)
    return (
      <Screen id="loading" up="">
        <Skeleton cards={3} />
      </Screen>
    );
  if (part === 'failed')
    return (
      <Screen id="trouble" title={t('state.partMissing')} up="">
        <Note icon="offline" tone="wait">
          {t('state.partNext')} {t('state.safe')}
        </Note>
        <button type="button" class="second" onClick={() => void from.fetch()}>
          {t('btn.tryAgain')}
        </button>
      </Screen>
    );
  return children(part);
}

/** The part once it is here; a screen that can do without it waits for none. */
export function fetched<T>({ part }: ReturnType<typeof laterPart<T>>): T | null {
  return part.value === 'failed' ? null : part.value;
}

export const tiles = laterPart(() => import('./parts/tiles'));
export const past = laterPart(async () => {
  const part = await import('./parts/past');
  placesPart.value = part;
  void part.forgetPositions();
  return part;
});
export const beside = laterPart(() => import('./parts/beside'));
export const rescue = laterPart(() => import('./parts/rescue'));
export const entry = laterPart(() => import('./parts/entry'));

/** Fetches what the night will need while the phone is idle, so that nothing is missing when the network goes. */
export function warmUp(): void {
  const idle = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 1_500));
  idle(() => void tiles.fetch().then(care.fetch).then(past.fetch).then(beside.fetch));
}
