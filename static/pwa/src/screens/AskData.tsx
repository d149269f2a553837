import { useEffect, useState } from 'preact/hooks';
import { Second, TextButton } from '../components/Buttons';
import { TextField } from '../components/Fields';
import { say } from '../components/Live';
import { useLive } from '../db/live';
import { act } from '../house/act';
import { waitsKey } from '../house/queue';
import { t } from '../i18n/t';
import { dateDigits } from '../lib/time';
import type { Id } from '../reports/body';
import { type Asked, type AskedKind, askAboutData, fetchAsked, KINDS, listAsked } from '../rights/asking';
import { syncNow } from '../sync/triggers';

/** What the member asks of the office about the own data, and how what was asked stands. */
export function AskData({ member }: { member: Id }) {
  const [kind, setKind] = useState<AskedKind | null>(null);
  const [words, setWords] = useState('');
  const live = useLive(() => listAsked(member), [member]);
  const waits = live.status === 'ready' && live.value.some((one) => one.arrived && !isOver(one));
  useEffect(() => {
    if (waits) void fetchAsked(member).catch(() => false);
  }, [member, waits]);
  const close = () => {
    setKind(null);
    setWords('');
  };
  const send = async () => {
    if (!kind || !(await act(() => askAboutData(kind, words)))) return;
    close();
    say(t(waitsKey));
    void syncNow();
  };
  return (
    <>
      {live.status === 'ready' && live.value.length > 0 && (
        <ul class="facts" data-testid="asked">
          {live.value.map((one) => (
            <li key={one.id}>
              <b>{t(`data.ask.${one.kind}`)}</b>. {standing(one)}
            </li>
          ))}
        </ul>
      )}
      {kind ? (
        <>
          <b>{t(`data.ask.${kind}`)}</b>
          <TextField
            area
            label={t('data.askWords')}
            placeholder={t('data.askWords')}
            value={words}
            max={500}
            onText={setWords}
            id="ask-words"
          />
          <Second icon="send" onTap={() => void send()} wide id="ask-send">
            {t('data.askSend')}
          </Second>
          <TextButton onTap={close} id="ask-drop">
            {t('btn.cancel')}
          </TextButton>
        </>
      ) : (
        KINDS.map((one) => (
          <Second key={one} onTap={() => setKind(one)} wide id={`ask-${one}`}>
            {t(`data.ask.${one}`)}
          </Second>
        ))
      )}
    </>
  );
}

const isOver = ({ told }: Asked): boolean =>
  told !== undefined && !/^(received|acknowledged)$/.test(told.state);

function standing(one: Asked): string {
  if (!one.arrived) return t('data.askWaits');
  if (!one.told) return t('data.askArrived');
  if (one.told.state === 'refused') return t('data.askRefused');
  if (isOver(one)) return t('data.askAnswered');
  return t('data.askDue', { day: dateDigits(one.told.received_on), due: dateDigits(one.told.due) });
}
