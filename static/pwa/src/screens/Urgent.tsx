import { useState } from 'preact/hooks';
import { Main } from '../components/Buttons';
import { Icon } from '../components/Icon';
import { say } from '../components/Live';
import { Screen } from '../components/Screen';
import { Note } from '../components/States';
import { act } from '../house/act';
import { online } from '../house/clock';
import { communeSettings, openDraft } from '../house/house';
import { queueWatch } from '../house/queue';
import { named, t } from '../i18n/t';
import { addContact, addInformed } from '../reports/commands/informing';
import { back, go, route } from '../router';
import { AlertPlace } from './AlertPlace';
import { clock, spaced } from './night-words';

/** "Gọi điện trước, ghi sau". Asks nothing; on the way back from a call its time is noted by itself. */
export function Urgent() {
  const settings = communeSettings.value;
  const draft = openDraft.value;
  const incident = route.value.query.get('incident');
  const [called, setCalled] = useState<{ whom: string; at: number } | null>(null);
  const call = async (whom: string, number: string) => {
    setCalled({ whom, at: Date.now() });
    if (!draft) return;
    const noted = await act(() =>
      incident
        ? addInformed(draft.draft_id, incident, whom)
        : addContact(draft.draft_id, t('urgent.calledNumber', { number })),
    );
    if (noted) say(t('urgent.noted'));
  };
  const goOn = () =>
    incident ? back(`incident/${incident}`) : go(draft ? 'choose' : 'open', { replace: true });
  return (
    <Screen
      id="urgent"
      title={t('urgent.title')}
      up={draft ? 'shift' : ''}
      bar={false}
      urgent
      dock={
        <Main icon="check" calm onTap={goOn} id="called">
          {t(draft ? 'urgent.calledWrite' : 'urgent.calledOpen')}
        </Main>
      }
    >
      {settings?.duty_phone && (
        <a
          class="call-duty"
          href={`tel:${settings.duty_phone}`}
          onClick={() => void call('duty', settings.duty_phone)}
          data-testid="call-duty"
        >
          <Icon name="call" size={40} />
          <span>
            <b>{t('event.callDuty')}</b>
            <span class="num">{spaced(settings.duty_phone)}</span>
          </span>
        </a>
      )}
      <AlertPlace of={incident} />
      <div class="numbers">
        {(settings?.emergency ?? []).map(({ number, label, label_en }) => (
          <a
            key={number}
            class="number"
            href={`tel:${number}`}
            onClick={() => void call(number, number)}
            data-testid={`call-${number}`}
          >
            <b class="num">{number}</b>
            <span>{named({ vi: label, en: label_en })}</span>
          </a>
        ))}
      </div>
      {called && <CalledNote at={called.at} noted={draft !== null} />}
      {isOffline() && (
        <Note icon="offline" tone="wait">
          <b>{t('urgent.offline')}</b> {t('urgent.offlineNext')}
        </Note>
      )}
      {!settings && <Note icon="call">{t('urgent.noSettings')}</Note>}
      <p class="quiet">{t('urgent.keep')}</p>
    </Screen>
  );
}

function isOffline(): boolean {
  const facts = queueWatch.live.value;
  return !online.value || (facts.status === 'ready' && facts.value.sync?.trouble === 'offline');
}

function CalledNote({ at, noted }: { at: number; noted: boolean }) {
  return (
    <Note icon="check" role="status">
      {t(noted ? 'urgent.notedAt' : 'urgent.calledAt', { time: clock(at) })}
    </Note>
  );
}
