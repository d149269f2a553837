import { useState } from 'preact/hooks';
import type { Checkpoint } from '../api/shapes';
import { Main, TextButton } from '../components/Buttons';
import { TextField } from '../components/Fields';
import { Icon } from '../components/Icon';
import { PhotoStrip } from '../components/Photos';
import { Choices, Pick } from '../components/Picks';
import { Screen } from '../components/Screen';
import type { Draft } from '../db/drafts';
import { useLive } from '../db/live';
import { listPhotos } from '../db/photos';
import { act } from '../house/act';
import { catalogue } from '../house/house';
import { atCheckpoint } from '../house/place';
import { named, t } from '../i18n/t';
import type { Pass as PassRow, Round } from '../reports/body';
import { remarkPass, skipCheckpoint, tapCheckpoint, undoTap } from '../reports/commands/shift';
import { currentRoundNumber } from '../reports/rounds';
import { back, route } from '../router';
import { clock } from './night-words';
import { RoundDetail } from './RoundDetail';

/** A point or a round of the line, opened to mend, to undo, or to say why it was not reached. */
export function Pass({ draft }: { draft: Draft }) {
  const [roundId, checkpointId] = route.value.parts;
  const checkpoint = draft.route?.checkpoints.find((point) => point.id === checkpointId);
  if (roundId === 'next' && checkpoint) return <NextPoint draft={draft} checkpoint={checkpoint} />;
  const round = draft.body.rounds.find((one) => one.round_id === roundId);
  const pass = round?.passes.find((one) => one.checkpoint_id === checkpointId);
  if (round && checkpoint && pass)
    return <DonePoint draft={draft} round={round} checkpoint={checkpoint} pass={pass} />;
  if (round && !checkpointId) return <RoundDetail draft={draft} round={round} />;
  return (
    <Screen id="pass" title={t('pass.gone')} up="shift">
      <p>{t('pass.goneWords')}</p>
    </Screen>
  );
}

/** A point ahead: reached out of order, or out of reach for a reason. */
function NextPoint({ draft, checkpoint }: { draft: Draft; checkpoint: Checkpoint }) {
  const number = currentRoundNumber(draft.body.rounds);
  const done = (command: () => Promise<unknown>) =>
    void act(command).then((result) => result && back('shift'));
  const readPlace = (written: Draft) => {
    atCheckpoint(draft.draft_id, checkpoint.id);
    return written;
  };
  const skip = (reason: string) => done(() => skipCheckpoint(draft.draft_id, number, checkpoint.id, reason));
  return (
    <Screen
      id="pass"
      title={checkpoint.name}
      sub={t('shift.round', { n: number })}
      up="shift"
      dock={
        <Main
          icon="check"
          onTap={() => done(() => tapCheckpoint(draft.draft_id, number, checkpoint.id).then(readPlace))}
          id="pass-now"
        >
          {t('pass.reached')}
        </Main>
      }
    >
      <a class="second" href={`#/choose?at=${checkpoint.id}&round=${number}`}>
        <Icon name="plus" />
        {t('shift.hasMatter')}
      </a>
      <h2 class="label">{t('pass.whyNot')}</h2>
      <div class="picks">
        {(catalogue.value?.skip_reasons ?? []).map((reason) => (
          <Pick key={reason.code} one chosen={false} onTap={() => skip(reason.vi)}>
            {named(reason)}
          </Pick>
        ))}
      </div>
      <OtherReason onReason={skip} />
    </Screen>
  );
}

function OtherReason({ onReason }: { onReason: (reason: string) => void }) {
  const [text, setText] = useState('');
  return (
    <>
      <TextField
        label={t('pass.otherReason')}
        placeholder={t('pass.otherReason')}
        value={text}
        onText={setText}
        max={200}
      />
      {text.trim() !== '' && (
        <button type="button" class="second" onClick={() => onReason(text.trim())}>
          {t('pass.skipNow')}
        </button>
      )}
    </>
  );
}

type DoneProps = { draft: Draft; round: Round; checkpoint: Checkpoint; pass: PassRow };

/** A point already seen: its state and note can change, its time never; the tap can be taken back. */
function DonePoint({ draft, round, checkpoint, pass }: DoneProps) {
  const photos = useLive(() => listPhotos(draft.draft_id), [draft.draft_id]);
  const remark = (change: Partial<Pick<PassRow, 'state' | 'note'>>) =>
    void act(() => remarkPass(draft.draft_id, round.round_id, checkpoint.id, change));
  const undo = () =>
    void act(() => undoTap(draft.draft_id, round.round_id, checkpoint.id)).then(
      (result) => result && back('shift'),
    );
  const place = { about: 'checkpoint' as const, checkpoint_id: checkpoint.id, round_id: round.round_id };
  return (
    <Screen
      id="pass"
      title={checkpoint.name}
      sub={clock(pass.at)}
      two
      up="shift"
      right={
        <TextButton icon="bin" onTap={undo} id="undo-pass">
          {t('pass.undo')}
        </TextButton>
      }
      dock={
        <Main icon="check" onTap={() => back('shift')}>
          {t('btn.done')}
        </Main>
      }
    >
      <Choices
        label={t('pass.state')}
        value={pass.state}
        options={[
          ['normal', t('shift.normal')],
          ['matter', t('shift.hasMatter')],
          ['skipped', t('pass.skipped')],
        ]}
        onPick={(state) => remark({ state })}
      />
      <TextField
        label={t('pass.note')}
        placeholder={t(pass.state === 'skipped' ? 'pass.whyNot' : 'pass.note')}
        value={pass.note}
        onText={(note) => remark({ note })}
        max={200}
      />
      <PhotoStrip
        draftId={draft.draft_id}
        place={place}
        photos={photos}
        only={(photo) => photo.checkpoint_id === checkpoint.id && photo.round_id === round.round_id}
      />
    </Screen>
  );
}
