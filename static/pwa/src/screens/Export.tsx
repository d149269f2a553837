import { useEffect, useState } from 'preact/hooks';
import { Main, Second } from '../components/Buttons';
import { Icon } from '../components/Icon';
import type { IconName } from '../components/icons';
import { Screen } from '../components/Screen';
import { Note, Skeleton } from '../components/States';
import { t } from '../i18n/t';
import { look } from '../look/look';
import { listWaiting, NoBook, openBook, type Waiting } from '../rescue/book';
import { canShare, makeRescueFile, saveFile, shareFile } from '../rescue/make';
import { type RescueKey, say, sizeWords } from '../rescue/words';

type Step =
  | { kind: 'reading' }
  | { kind: 'trouble'; words: RescueKey }
  | { kind: 'offer'; book: IDBDatabase; waiting: Waiting }
  | { kind: 'writing'; done: number; all: number }
  | { kind: 'ready'; file: File; unreadable: number; saved: boolean };

export const r = (key: RescueKey, slots: Record<string, string | number> = {}): string =>
  say(look.value.language, key, slots);
const size = (bytes: number): string => sizeWords(bytes, look.value.language);
const HOW: readonly (readonly [IconName, RescueKey])[] = [
  ['send', 'how.1'],
  ['people', 'how.2'],
  ['lock', 'how.3'],
  ['saved', 'how.4'],
  ['refresh', 'how.5'],
];

/** "Xuất tệp": everything that waits, in one locked file that any road may carry. */
export function Export() {
  const [step, setStep] = useState<Step>({ kind: 'reading' });
  const read = async () => {
    setStep({ kind: 'reading' });
    setStep(await firstStep());
  };
  const write = async (book: IDBDatabase, waiting: Waiting) => setStep(await writing(book, waiting, setStep));
  useEffect(() => void read(), []);
  return (
    <Screen id="export" title={r('title')} up="sync" bar={false} dock={<Dock step={step} write={write} />}>
      {step.kind === 'reading' && <Skeleton cards={1} />}
      {step.kind === 'trouble' && (
        <Note icon="hand" tone="trouble" role="alert">
          {r(step.words)} {step.words === 'shut' && r('shut.next')}
          <div class="card__actions">
            <Second onTap={() => void read()}>{r('again')}</Second>
          </div>
        </Note>
      )}
      {step.kind === 'offer' && <Offer waiting={step.waiting} />}
      {step.kind === 'writing' && (
        <Note icon="clock" tone="wait" role="status">
          {r('making', { done: step.done, all: step.all })}
        </Note>
      )}
      {step.kind === 'ready' && <Ready step={step} onSaved={() => setStep({ ...step, saved: true })} />}
    </Screen>
  );
}

async function firstStep(): Promise<Step> {
  try {
    const book = await openBook();
    return { kind: 'offer', book, waiting: await listWaiting(book) };
  } catch (fault) {
    const none = fault instanceof NoBook && fault.reason === 'none';
    return { kind: 'trouble', words: none ? 'noBook' : 'shut' };
  }
}

async function writing(book: IDBDatabase, waiting: Waiting, show: (step: Step) => void): Promise<Step> {
  const all = waiting.operations.length + waiting.photos.length;
  let done = 0;
  let unreadable = 0;
  show({ kind: 'writing', done, all });
  try {
    const file = await makeRescueFile(book, waiting, (what) => {
      done += 1;
      if (what === 'unreadable') unreadable += 1;
      show({ kind: 'writing', done, all });
    });
    return { kind: 'ready', file, unreadable, saved: false };
  } catch {
    return { kind: 'trouble', words: 'failed' };
  }
}

type DockProps = { step: Step; write: (book: IDBDatabase, waiting: Waiting) => Promise<void> };

function Dock({ step, write }: DockProps) {
  if (step.kind !== 'offer' || !step.waiting.owner || isEmpty(step.waiting)) return null;
  return (
    <Main icon="lock" onTap={() => void write(step.book, step.waiting)} id="make-file">
      {r('make')}
    </Main>
  );
}

const isEmpty = (waiting: Waiting): boolean => waiting.operations.length + waiting.photos.length === 0;

function Offer({ waiting }: { waiting: Waiting }) {
  if (isEmpty(waiting)) return <Note icon="check-twice">{r('nothing')}</Note>;
  if (!waiting.owner)
    return (
      <Note icon="lock" tone="trouble">
        {r('noKey')}
      </Note>
    );
  return (
    <>
      <p>{r('lead')}</p>
      <section class="card queue-card">
        <h2 class="card__tag card__tag--wait">
          <Icon name="phone" />
          {r('holds')}
        </h2>
        {waiting.operations.length > 0 && <p>{r('reports', { n: waiting.operations.length })}</p>}
        {waiting.photos.length > 0 && <p>{r('photos', { n: waiting.photos.length })}</p>}
        <p class="quiet">{r('size', { size: size(waiting.bytes) })}</p>
      </section>
      <p class="quiet">{t('protection.words')}</p>
    </>
  );
}

type ReadyProps = { step: Extract<Step, { kind: 'ready' }>; onSaved: () => void };

function Ready({ step, onSaved }: ReadyProps) {
  const { file, unreadable, saved } = step;
  const save = () => {
    saveFile(file);
    onSaved();
  };
  return (
    <>
      <section class="card queue-card" data-testid="file-ready">
        <h2 class="card__tag card__tag--good">
          <Icon name="check" />
          {r('ready', { size: size(file.size) })}
        </h2>
        {unreadable > 0 && <p>{r('unreadable', { n: unreadable })}</p>}
        <div class="card__actions">
          {canShare(file) && (
            <Second icon="send" onTap={() => void shareFile(file, save)} id="share-file">
              {r('share')}
            </Second>
          )}
          <Second icon="phone" onTap={save} id="save-file">
            {r('save')}
          </Second>
        </div>
        {saved && <p class="quiet">{r('saved')}</p>}
      </section>
      <section class="card">
        <h2 class="card__tag">{r('how')}</h2>
        <ul class="rules">
          {HOW.map(([icon, key]) => (
            <li key={key}>
              <Icon name={icon} />
              <span>{r(key)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
