import { useEffect, useRef, useState } from 'preact/hooks';
import { buzz, Second, Urgent } from '../components/Buttons';
import { useCare } from '../components/care';
import { Icon } from '../components/Icon';
import { say } from '../components/Live';
import { PhotoStrip, Unreadable } from '../components/Photos';
import { PlaceNews } from '../components/PlaceNews';
import { Screen } from '../components/Screen';
import { SpineRow } from '../components/spine-rows';
import { RoomWords, TakePhoto } from '../components/TakePhoto';
import type { Draft } from '../db/drafts';
import { useLive } from '../db/live';
import { listPhotos, type PhotoRow } from '../db/photos';
import { act } from '../house/act';
import { t } from '../i18n/t';
import { look } from '../look/look';
import { closeShift, confirmRound } from '../reports/commands/shift';
import { type ShiftRow, shiftView } from '../reports/view';
import { go } from '../router';
import { AfterSpine } from './AfterSpine';
import { AlertPlace } from './AlertPlace';
import { NowRow } from './NowRow';
import { PastRow } from './PastRow';
import { Forgotten } from './TonightCard';

/** The night as an upright line: what was done, the one raised row, what is left of the round. */
export function Shift({ draft }: { draft: Draft }) {
  const view = shiftView(draft);
  const photos = useLive(() => listPhotos(draft.draft_id), [draft.draft_id]);
  const taken = photos.status === 'ready' ? photos.value : [];
  const care = useCare();
  const raised = useRef<HTMLDivElement>(null);
  const nowRow = view.rows.find((row) => row.kind === 'now');
  useEffect(() => raised.current?.scrollIntoView({ block: 'nearest' }), [nowRow?.checkpoint.id, view.round]);
  const close = async () => {
    if (await act(() => closeShift(draft.draft_id))) go('close');
  };
  const title =
    view.points > 0
      ? t('shift.point', { n: Math.min(view.point, view.points), all: view.points })
      : undefined;
  const { past, folded, unfold } = useFolding(view.rows.filter((row) => 'at' in row));
  return (
    <Screen
      id="shift"
      title={t('shift.round', { n: view.round })}
      sub={look.value.size < 22 ? title : undefined}
      right={
        <Second onTap={() => void close()} id="close-shift">
          {t('shift.close')}
        </Second>
      }
      dock={<ShiftDock draft={draft} />}
    >
      <AlertPlace />
      <Forgotten draft={draft} />
      <RoomWords short />
      <Unreadable photos={photos} />
      <ol class="spine" aria-label={t('shift.line')}>
        {past.map((row, index) => (
          <li key={rowKey(row)}>
            <PastRow row={row} first={index === 0} photos={taken} />
          </li>
        ))}
        {folded > 0 && (
          <li>
            <SpineRow dot="done" onTap={unfold}>
              {t('shift.folded', { n: folded })}
            </SpineRow>
          </li>
        )}
        {view.rows.map((row) =>
          row.kind === 'now' ? (
            <li key={`now-${row.checkpoint.id}`}>
              <div ref={raised} class="raised">
                <NowRow draft={draft} number={row.number} checkpoint={row.checkpoint} />
              </div>
            </li>
          ) : row.kind === 'ahead' ? (
            <li key={`ahead-${row.checkpoint.id}`}>
              <SpineRow dot="later" href={`#/pass/next/${row.checkpoint.id}`}>
                {row.checkpoint.name}
              </SpineRow>
            </li>
          ) : null,
        )}
        <li>
          <WholeRound draft={draft} number={view.round} />
        </li>
      </ol>
      <AfterSpine draft={draft} next={nowRow?.checkpoint ?? null} />
      {taken.some(ofTeam) ? (
        <PhotoStrip draftId={draft.draft_id} place={{ about: 'team' }} photos={photos} only={ofTeam} />
      ) : (
        care && <care.PhotoAdvice about={aboutOf(draft)} incident={false} all={taken} here={taken} />
      )}
    </Screen>
  );
}

type Past = Extract<ShiftRow, { at: string }>;

/** At the largest text, the points already seen in this round fold to one row; a tap opens them. */
function useFolding(rows: Past[]) {
  const [open, setOpen] = useState(false);
  const points = rows.filter((row) => row.kind === 'pass').length;
  const fold = look.value.size === 26 && points > 1 && !open;
  return {
    past: fold ? rows.filter((row) => row.kind !== 'pass') : rows,
    folded: fold ? points : 0,
    unfold: () => setOpen(true),
  };
}

function rowKey(row: Past): string {
  switch (row.kind) {
    case 'round':
      return row.round.round_id;
    case 'pass':
      return `${row.round_id}-${row.checkpoint.id}`;
    case 'incident':
      return row.incident.incident_id;
    case 'activity':
      return row.activity.activity_id;
  }
}

/** "Đủ cả vòng": one tap for the points that are left; no time is invented for them. */
function WholeRound({ draft, number }: { draft: Draft; number: number }) {
  const confirm = () => {
    buzz();
    void act(() => confirmRound(draft.draft_id, number)).then(
      (done) => done && say(t('shift.wholeDone', { n: number })),
    );
  };
  return (
    <SpineRow dot="whole" onTap={confirm} id="whole-round">
      <b>{t('shift.whole', { n: number })}</b>
    </SpineRow>
  );
}

const ofTeam = (photo: PhotoRow) => photo.about === 'team';
const aboutOf = (draft: Draft) => (draft.last_checkpoint_id ? 'checkpoint' : 'team');

function ShiftDock({ draft }: { draft: Draft }) {
  return (
    <>
      <PlaceNews />
      <div class="dock__row dock__row--three">
        <Urgent />
        <TakePhoto
          draftId={draft.draft_id}
          place={{ about: aboutOf(draft), ...placeOf(draft) }}
          kind="dock"
        />
        <a class="main main--stacked" href="#/choose" data-testid="add-incident">
          <Icon name="plus" size={28} />
          <span>{t('event.add')}</span>
        </a>
      </div>
    </>
  );
}

/** A photo goes to the place last tapped, in the round in which it was tapped. */
function placeOf(draft: Draft) {
  const checkpoint_id = draft.last_checkpoint_id;
  if (!checkpoint_id) return {};
  const round = [...draft.body.rounds]
    .reverse()
    .find((one) => one.passes.some((pass) => pass.checkpoint_id === checkpoint_id));
  return { checkpoint_id, ...(round ? { round_id: round.round_id } : {}) };
}
