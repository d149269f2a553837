import { useEffect, useRef, useState } from 'preact/hooks';
import { buzz, Main, Second } from '../components/Buttons';
import { say } from '../components/Live';
import { Screen } from '../components/Screen';
import { Note } from '../components/States';
import type { Draft } from '../db/drafts';
import { act } from '../house/act';
import { atCheckpoint } from '../house/place';
import { t } from '../i18n/t';
import { scan } from '../places/camera';
import { hasCamera, lookForReader, readerHere } from '../places/reader-here';
import { findByCode, readCode } from '../reports/checkpoint-code';
import { isGoingOn } from '../reports/commands/placing';
import { tapCheckpoint } from '../reports/commands/shift';
import { currentRoundNumber, openRound } from '../reports/rounds';
import { go, route } from '../router';

type How = 'qr' | 'code';
/** What was wrong with a code; `over` = the shift is not going on. */
type Fault = 'unreadable' | 'foreign' | 'over' | null;

/** Writes the pass of the point with this code and goes back to the shift; else says why not. */
async function reach(draft: Draft, text: string, how: How): Promise<Fault> {
  const code = readCode(text);
  if (!code) return 'unreadable';
  const checkpoint = findByCode(draft.route?.checkpoints ?? [], code);
  if (!checkpoint) return 'foreign';
  if (!isGoingOn(draft)) return 'over';
  const { rounds } = draft.body;
  const seen = openRound(rounds)?.passes.some((pass) => pass.checkpoint_id === checkpoint.id);
  if (!seen) {
    buzz();
    const number = currentRoundNumber(rounds);
    const written = await act(() => tapCheckpoint(draft.draft_id, number, checkpoint.id, { how }));
    if (!written) return null;
    atCheckpoint(draft.draft_id, checkpoint.id);
  }
  say(t(seen ? 'at.seen' : 'shift.passed', { name: checkpoint.name }));
  go('shift', { replace: true });
  return null;
}

/** A checkpoint by its sheet: the address that the camera opened, the app's own camera, or six signs typed. */
export function At({ draft }: { draft: Draft }) {
  const given = route.value.parts[0] ?? '';
  const [text, setText] = useState('');
  const [fault, setFault] = useState<Fault>(null);
  const asked = useRef('');
  const take = (found: string, how: How) => void reach(draft, found, how).then(setFault);
  useEffect(() => {
    if (given === '' || asked.current === given) return;
    asked.current = given;
    take(given, 'qr');
  }, [given]);
  return (
    <Screen
      id="at"
      title={t('at.title')}
      up="shift"
      dock={
        <Main icon="check" onTap={() => take(text, 'code')} disabled={text.trim() === ''} id="use-code">
          {t('at.use')}
        </Main>
      }
    >
      {fault && (
        <Note icon="hand" tone="trouble" role="alert">
          {t(`at.${fault}`)}
        </Note>
      )}
      <Scanner onCode={(found) => take(found, 'qr')} />
      <form
        class="ask"
        onSubmit={(event) => {
          event.preventDefault();
          take(text, 'code');
        }}
      >
        <label class="label" for="point-code">
          {t('at.type')}
        </label>
        <div class="field field--code">
          <div class="field__box">
            <input
              id="point-code"
              type="text"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              placeholder="··· ···"
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
              data-testid="point-code"
            />
          </div>
        </div>
      </form>
    </Screen>
  );
}

/** The camera where codes can be read, else what to do instead. */
function Scanner({ onCode }: { onCode: (text: string) => void }) {
  useEffect(() => void lookForReader(), []);
  if (!hasCamera()) return <Note icon="camera">{t('at.own')}</Note>;
  if (readerHere.value === null) return null;
  if (readerHere.value === 'missing') return <Note icon="camera">{t('at.missing')}</Note>;
  return <Camera onCode={onCode} />;
}

/** The camera is on only after a tap, and goes out with the screen. */
function Camera({ onCode }: { onCode: (text: string) => void }) {
  const [on, setOn] = useState(false);
  const [refused, setRefused] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!on || !video.current) return;
    let last = '';
    return scan(
      video.current,
      (found) => {
        if (found !== last) onCode(found);
        last = found;
      },
      () => {
        setOn(false);
        setRefused(true);
      },
    );
  }, [on]);
  if (on)
    return (
      <>
        <video ref={video} muted playsInline aria-label={t('at.aim')} style={{ width: '100%' }} />
        <p>{t('at.aim')}</p>
      </>
    );
  return (
    <>
      {refused && <Note icon="camera">{t('at.refused')}</Note>}
      <Second icon="camera" onTap={() => setOn(true)} wide id="scan">
        {t('at.scan')}
      </Second>
    </>
  );
}
