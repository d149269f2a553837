import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { communeSettings } from '../house/house';
import { queue, waitsKey } from '../house/queue';
import { t } from '../i18n/t';
import { Icon } from './Icon';
import type { IconName } from './icons';
import { Mark } from './Mark';

/** "Dữ liệu minh họa": on every page of a demo, so that nobody takes it for the truth. */
export function DemoBand() {
  return communeSettings.value?.demo ? <div class="demo">{t('demo')}</div> : null;
}

type Look = { icon: IconName; words: string; second?: string; tone?: 'good' | 'trouble' };

/** The one sentence about what is safe where. */
function barLook(): Look {
  const bar = queue.value;
  const saved = t('bar.saved');
  switch (bar.key) {
    case 'loading':
      return { icon: 'book', words: t('state.loading') };
    case 'unreadable':
      return { icon: 'hand', words: t('state.readFailed'), second: t('state.safe'), tone: 'trouble' };
    case 'help':
      return { icon: 'hand', words: t('bar.help', { n: bar.n }), second: saved, tone: 'trouble' };
    case 'sign-in':
      return { icon: 'lock', words: t('bar.signIn'), second: saved, tone: 'trouble' };
    case 'portal':
      return { icon: 'offline', words: t('bar.portal'), second: saved };
    case 'alert-waiting':
      return { icon: 'call', words: t('bar.alert'), second: saved, tone: 'trouble' };
    case 'sending':
      return { icon: 'sending', words: t('bar.sending', { n: bar.n }) };
    case 'reports-waiting':
      return { icon: 'phone', words: t('bar.reports', { n: bar.n }), second: waitingWords(bar.offline) };
    case 'looks-waiting':
      return { icon: 'phone', words: t('bar.looks', { n: bar.n }), second: waitingWords(bar.offline) };
    case 'photos-waiting':
      return { icon: 'phone', words: t('bar.photos', { n: bar.n }), second: waitingWords(bar.offline) };
    case 'roster-waiting':
      return { icon: 'phone', words: t('bar.roster'), second: waitingWords(bar.offline) };
    case 'offline-saved':
      return { icon: 'offline', words: t('bar.offline') };
    case 'all-arrived':
      return { icon: 'saved', words: t('bar.arrived'), tone: 'good' };
    case 'saved':
      return { icon: 'saved', words: saved, tone: 'good' };
  }
}

function waitingWords(offline: boolean): string {
  return t(offline ? waitsKey : 'bar.saved');
}

const before = signal<string>('');
const struck = signal(false);

/** The gong is struck once when the last waiting thing has arrived. */
function useArrival(key: string): boolean {
  useEffect(() => {
    struck.value = key === 'all-arrived' && /sending|waiting/.test(before.value);
    before.value = key;
  }, [key]);
  return struck.value;
}

/** Always on top, in words; a tap opens "Gửi và nhận". `aria-live`, because it is how the phone says "it is safe". */
export function QueueBar({ here }: { here?: boolean }) {
  const { icon, words, second, tone } = barLook();
  const arrived = useArrival(queue.value.key);
  const kind = tone ? `bar bar--${tone}` : 'bar';
  const inside = (
    <>
      {arrived ? <Mark size={28} /> : <Icon name={icon} size={second && !here ? 28 : 24} />}
      <span class="bar__words" role="status" aria-live="polite">
        <b>{words}</b>
        {second && !here && <span>{second}</span>}
      </span>
    </>
  );
  if (here) return <div class={kind}>{inside}</div>;
  return (
    <a class={kind} href="#/sync" data-testid="queue-bar">
      {inside}
      <Icon name="right" />
    </a>
  );
}
