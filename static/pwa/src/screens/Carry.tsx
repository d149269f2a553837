import { useState } from 'preact/hooks';
import { Main } from '../components/Buttons';
import { Icon } from '../components/Icon';
import { Screen } from '../components/Screen';
import { Note } from '../components/States';
import { type Carried, type CarryAnswer, carryFile } from '../rescue/carry';
import type { RescueKey } from '../rescue/words';
import { r } from './Export';

/** "Nộp tệp giúp máy khác": picks a file and passes it on; this phone cannot read it. */
export function Carry() {
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<CarryAnswer | null>(null);
  const send = async () => {
    if (!file) return;
    setBusy(true);
    setAnswer(await carryFile(file));
    setBusy(false);
  };
  const pick = (files: FileList | null) => {
    setFile(files?.[0] ?? null);
    setAnswer(null);
  };
  return (
    <Screen
      id="carry"
      title={r('carry.title')}
      up="sync"
      dock={
        <Main icon="send" onTap={() => void send()} disabled={busy || !file || answer?.ok} id="carry-send">
          {r(busy ? 'carry.sending' : 'carry.send')}
        </Main>
      }
    >
      <p>{r('carry.lead')}</p>
      <label class="second second--wide take" data-testid="carry-pick">
        <Icon name="add" />
        <span>{file?.name ?? r('carry.pick')}</span>
        <input
          class="hidden"
          type="file"
          aria-label={r('carry.pick')}
          disabled={busy}
          onChange={(event) => pick(event.currentTarget.files)}
        />
      </label>
      {answer && !answer.ok && (
        <Note icon="hand" tone="trouble" role="alert">
          {answer.title && <b>{answer.title}.</b>} {r(`carry.${answer.fault}`)}
        </Note>
      )}
      {answer?.ok && <Arrived carried={answer.carried} />}
    </Screen>
  );
}

function Arrived({ carried }: { carried: Carried }) {
  const lines: readonly [number, RescueKey][] = [
    [carried.fresh, 'carry.fresh'],
    [carried.known, 'carry.known'],
    [carried.waiting, 'carry.waiting'],
    [carried.photos, 'carry.photos'],
    [carried.photosKnown, 'carry.photosKnown'],
    [carried.photosLeft, 'carry.photosLeft'],
  ];
  return (
    <section class="card queue-card" role="status" data-testid="carried">
      <h2 class="card__tag card__tag--good">
        <Icon name="check-twice" />
        {r('carry.arrived')}
      </h2>
      <p>
        <b>{r('carry.of', { team: carried.team })}</b>
      </p>
      {lines.map(([n, key]) => n > 0 && <p key={key}>{r(key, { n })}</p>)}
      {carried.waiting + carried.photosLeft > 0 && <p class="quiet">{r('carry.keep')}</p>}
    </section>
  );
}
