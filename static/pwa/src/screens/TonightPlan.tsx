import { Choices } from '../components/Picks';
import { useLive } from '../db/live';
import { findShift, type ShiftRow } from '../db/roster';
import { act } from '../house/act';
import { now } from '../house/clock';
import { house } from '../house/house';
import { t } from '../i18n/t';
import { msOf } from '../lib/time';
import { answerShift } from '../reports/commands/roster';
import { isPlanner } from './Roster';
import { Resume } from './RosterShift';
import { answersOf } from './roster-facts';

/** "Tôi tham gia / Tôi bận", for who is on the shift and as long as it lies ahead. */
export function AnswerButtons({ shift }: { shift: ShiftRow }) {
  const holder = house.value?.enrolment.holder_id ?? '';
  if (!shift.member_ids.includes(holder) || msOf(shift.starts_at) < now.value) return null;
  const said = shift.answers?.find((one) => one.member_id === holder)?.answer ?? null;
  return (
    <Choices
      label={t('roster.title')}
      value={said}
      options={[
        ['joining', t('roster.iJoin')],
        ['busy', t('roster.iBusy')],
      ]}
      onPick={(answer) => void act(() => answerShift(shift, answer))}
    />
  );
}

/** What the roster adds to tonight's card: the answers, the holder's own, and the way back of a night called off. */
export function TonightPlan({ shiftId }: { shiftId: string }) {
  const live = useLive(() => findShift(shiftId), [shiftId]);
  const shift = live.status === 'ready' ? live.value : undefined;
  if (!shift) return null;
  if (shift.state === 'called-off') return isPlanner() ? <Resume shift={shift} /> : null;
  const { joining, busy } = answersOf(shift);
  return (
    <>
      {joining + busy > 0 && <p class="quiet">{t('roster.answers', { joining, busy })}</p>}
      <AnswerButtons shift={shift} />
      <AskOther shift={shift} />
    </>
  );
}

/** Who is busy finds the way to somebody who takes the night. */
function AskOther({ shift }: { shift: ShiftRow }) {
  const holder = house.value?.enrolment.holder_id;
  const busy = shift.answers?.some((one) => one.member_id === holder && one.answer === 'busy');
  if (!busy || msOf(shift.starts_at) < now.value) return null;
  return (
    <a class="text-button" href={`#/roster/${shift.night}/${shift.preset}`} data-testid="ask-other">
      {t('swap.askGive')}
    </a>
  );
}
