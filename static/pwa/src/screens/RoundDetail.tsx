import { Main, TextButton } from '../components/Buttons';
import { Choices } from '../components/Picks';
import { Screen } from '../components/Screen';
import { SpineRow } from '../components/spine-rows';
import type { Draft } from '../db/drafts';
import { act } from '../house/act';
import { catalogue } from '../house/house';
import { named, t } from '../i18n/t';
import type { Round } from '../reports/body';
import { setMode, undoRound } from '../reports/commands/shift';
import { back } from '../router';
import { clock, digits } from './night-words';

/** A finished round: its points with their times, how it was made, and the way back for a whole one. */
export function RoundDetail({ draft, round }: { draft: Draft; round: Round }) {
  const { rounds } = draft.body;
  const number = rounds.indexOf(round) + 1;
  const undoable = round.confirmed === 'whole' && number === rounds.length;
  const undo = () =>
    void act(() => undoRound(draft.draft_id, round.round_id)).then((result) => result && back('shift'));
  const modes = (catalogue.value?.modes ?? []).map((mode) => [mode.code, named(mode)] as const);
  return (
    <Screen
      id="round"
      title={t('shift.round', { n: number })}
      sub={round.ended_at ? t('round.ended', { time: clock(round.ended_at) }) : undefined}
      two
      up="shift"
      right={
        undoable && (
          <TextButton icon="bin" onTap={undo} id="undo-round">
            {t('round.undo')}
          </TextButton>
        )
      }
      dock={
        <Main icon="check" onTap={() => back('shift')}>
          {t('btn.done')}
        </Main>
      }
    >
      {round.confirmed === 'whole' && <p>{t('round.wholeWords')}</p>}
      <ol class="spine">
        {round.passes.map((pass, index) => (
          <li key={pass.checkpoint_id}>
            <SpineRow
              time={digits(pass.at)}
              dot={pass.state === 'skipped' ? 'skip' : 'done'}
              first={index === 0}
              href={`#/pass/${round.round_id}/${pass.checkpoint_id}`}
            >
              {draft.route?.checkpoints.find((point) => point.id === pass.checkpoint_id)?.name ??
                t('pass.unknown')}
              {pass.state === 'skipped' && <small>{pass.note || t('pass.skipped')}</small>}
            </SpineRow>
          </li>
        ))}
      </ol>
      {modes.length > 0 && (
        <>
          <h2 class="label">{t('round.mode')}</h2>
          <Choices
            label={t('round.mode')}
            value={round.mode}
            options={modes}
            onPick={(mode) => void act(() => setMode(draft.draft_id, round.round_id, mode))}
            grid
          />
        </>
      )}
    </Screen>
  );
}
