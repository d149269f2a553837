import { useState } from 'preact/hooks';
import { TextButton } from '../../components/Buttons';
import { Phrases, TextField } from '../../components/Fields';
import { say } from '../../components/Live';
import { PhotoStrip } from '../../components/Photos';
import { Pick } from '../../components/Picks';
import { Screen } from '../../components/Screen';
import { findAsset } from '../../db/assets';
import { useLive } from '../../db/live';
import { listPhotos } from '../../db/photos';
import { findSketch, type Sketch } from '../../db/sketches';
import { act } from '../../house/act';
import { named, t } from '../../i18n/t';
import type { LookBody } from '../../reports/body';
import { go } from '../../router';
import { changeSketch, sendSketch } from '../../things/commands';
import { GOOD } from '../../things/rules';
import { StepLine } from './borrowed';
import { dropWithUndo, Gone, NextDock, useStep } from './flow';
import { faultWords, kindOf, thingName, thingState } from './names';

/** Written into the report as they are; the office reads Vietnamese. */
const PHRASES = ['Cần thay mới', 'Hỏng từ mấy đêm trước', 'Đã báo trưởng thôn', 'Không với tới được'];
const MOST_NOTE = 200;

type LookSketch = Extract<Sketch, { kind: 'look' }>;

/** "Có hỏng": what is wrong, then a picture and a word. Every tap is stored at once, so leaving is always safe. */
export function Broken({ id }: { id: string }) {
  const live = useLive(async () => {
    const sketch = await findSketch(id);
    const asset = sketch?.kind === 'look' ? await findAsset(sketch.body.asset_id) : undefined;
    return { sketch, asset };
  }, [id]);
  if (live.status === 'ready' && live.value.sketch?.kind === 'look' && !live.value.sketch.given_up)
    return <Questions sketch={live.value.sketch} asset={live.value.asset} />;
  return <Gone live={live} />;
}

type Asset = NonNullable<Awaited<ReturnType<typeof findAsset>>>;

function Questions({ sketch, asset }: { sketch: LookSketch; asset: Asset | undefined }) {
  const { sketch_id: id, body } = sketch;
  const [at, setAt] = useStep(`things/look/${id}`, 2);
  const [busy, setBusy] = useState(false);
  const name = asset ? thingName(asset) : t('things.gone');
  const send = async () => {
    if (busy) return;
    setBusy(true);
    const sent = await act(() => sendSketch(id, { name, code: body.state }));
    setBusy(false);
    if (!sent) return;
    say(t('things.sent'));
    go('things', { replace: true });
  };
  const last = at === 1;
  return (
    <Screen
      id="thing-broken"
      title={name}
      sub={last && asset ? faultWords(asset, body.state, body.defects) : undefined}
      two
      up="things"
      onBack={last ? () => setAt(0) : undefined}
      right={
        <TextButton icon="bin" onTap={() => dropWithUndo(id, name)} id="give-up">
          {t('btn.cancel')}
        </TextButton>
      }
      dock={<NextDock last={last} onTap={() => (last ? void send() : setAt(1))} disabled={busy} />}
    >
      <StepLine at={at} count={2} onStep={setAt} />
      {last ? <PictureAndWords id={id} body={body} /> : <WhatIsWrong id={id} body={body} asset={asset} />}
    </Screen>
  );
}

function WhatIsWrong({ id, body, asset }: { id: string; body: LookBody; asset: Asset | undefined }) {
  const kind = asset && kindOf(asset);
  const answer = (change: (body: LookBody) => Partial<LookBody>) =>
    void act(() => changeSketch<LookBody>(id, change));
  const toggle = (code: string) =>
    answer(({ defects }) => ({
      defects: defects.includes(code) ? defects.filter((one) => one !== code) : [...defects, code],
    }));
  return (
    <section class="ask" aria-label={t('things.how')}>
      <h2 class="question">{t('things.how')}</h2>
      <div class="picks picks--two" role="radiogroup" aria-label={t('things.how')}>
        {(kind?.states ?? ['broken', 'missing'])
          .filter((state) => state !== GOOD)
          .map((state) => (
            <Pick
              key={state}
              one
              chosen={body.state === state}
              onTap={() => answer(({ defects }) => ({ state, defects: state === 'missing' ? [] : defects }))}
              id={`state-${state}`}
            >
              {thingState(state)}
            </Pick>
          ))}
      </div>
      {kind && body.state !== 'missing' && (
        <>
          <h3 class="label">{t('things.where')}</h3>
          <div class="picks picks--two">
            {kind.defects.map((defect) => (
              <Pick
                key={defect.code}
                chosen={body.defects.includes(defect.code)}
                onTap={() => toggle(defect.code)}
                id={`defect-${defect.code}`}
              >
                {named(defect)}
              </Pick>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function PictureAndWords({ id, body }: { id: string; body: LookBody }) {
  const photos = useLive(() => listPhotos(id), [id]);
  const write = (note: string) => act(() => changeSketch<LookBody>(id, () => ({ note })));
  return (
    <section class="ask" aria-label={t('things.picture')}>
      <h2 class="question">{t('things.picture')}</h2>
      <PhotoStrip draftId={id} place={{ about: 'damage' }} photos={photos} />
      <TextField
        area
        label={t('things.note')}
        showLabel
        placeholder={t('things.noteHint')}
        value={body.note}
        max={MOST_NOTE}
        onText={(note) => void write(note)}
        id="note"
      />
      <Phrases phrases={PHRASES} value={body.note} onText={(note) => void write(note)} />
      <p class="quiet">{t('things.opens')}</p>
    </section>
  );
}
