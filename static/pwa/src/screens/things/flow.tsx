import { useEffect, useState } from 'preact/hooks';
import { Main, Urgent } from '../../components/Buttons';
import { Screen } from '../../components/Screen';
import { Note, Skeleton, Trouble } from '../../components/States';
import { offerUndo } from '../../components/Undo';
import type { Live } from '../../db/live';
import { act } from '../../house/act';
import { t } from '../../i18n/t';
import { go, route } from '../../router';
import { giveUp } from '../../things/commands';

/** The question that stands; the address names it, so that the way back from the camera leads to it. */
export function useStep(path: string, count: number): [number, (step: number) => void] {
  const asked = Number(route.value.parts[2] ?? 0) || 0;
  const [at, setAt] = useState(Math.min(Math.max(0, asked), count - 1));
  useEffect(() => {
    scrollTo(0, 0);
    const here = `#/${path}${at > 0 ? `/${at}` : ''}`;
    // Somebody may have left already: then it is not this screen's to change.
    if (location.hash !== here && location.hash.startsWith(`#/${path}`))
      history.replaceState(history.state, '', here);
  }, [at]);
  return [at, setAt];
}

/** "Thôi": what was being written goes, and comes back by one tap. */
export async function dropWithUndo(id: string, name: string, home = 'things'): Promise<void> {
  if (!(await act(() => giveUp(id)))) return;
  offerUndo(t('incident.removed', { name }), () => act(() => giveUp(id, false)));
  go(home, { replace: true });
}

/** "Tiếp tục" from question to question, "Ghi xong" at the last; the urgent call stays beside it. */
export function NextDock({ last, onTap, disabled }: { last: boolean; onTap: () => void; disabled: boolean }) {
  return (
    <div class="dock__row">
      <Urgent />
      <Main
        onTap={onTap}
        disabled={disabled}
        icon={last ? 'check' : undefined}
        after={last ? undefined : 'forward'}
        id="next"
      >
        {t(last ? 'things.send' : 'btn.next')}
      </Main>
    </div>
  );
}

/** It is being read, cannot be, or was sent or given up. */
export function Gone({ live, up = 'things' }: { live: Live<unknown>; up?: string }) {
  return (
    <Screen id="thing-gone" title={t('things.over')} up={up}>
      {live.status === 'loading' && <Skeleton cards={2} />}
      {live.status === 'unreadable' && <Trouble />}
      {live.status === 'ready' && (
        <Note icon="saved">
          {t('things.overWords')}{' '}
          <a class="second" href="#/things/told">
            {t('things.told')}
          </a>
        </Note>
      )}
    </Screen>
  );
}
