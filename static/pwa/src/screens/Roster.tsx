import { useState } from 'preact/hooks';
import { givenNames } from '../components/Avatars';
import { Second } from '../components/Buttons';
import { Chip } from '../components/Chip';
import { Icon } from '../components/Icon';
import { say } from '../components/Live';
import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble } from '../components/States';
import { useLive } from '../db/live';
import type { ShiftRow } from '../db/roster';
import { act } from '../house/act';
import { now } from '../house/clock';
import { findName, house, members } from '../house/house';
import { t } from '../i18n/t';
import { type Night, nightAfter, nightOf } from '../lib/time';
import { planShifts } from '../reports/commands/roster';
import { isAbout, isOpen, type SwapShown, takenFrom } from '../swaps/rules';
import { nightLong, nightTitle, span, word } from './night-words';
import {
  answersOf,
  copyWeek,
  type Gap,
  nightsAhead,
  type RosterFacts,
  rosterFacts,
  WEEK,
} from './roster-facts';
import { swapsOf } from './SwapCards';
import { nameOf } from './swap-words';

const shortName = (id: string): string => givenNames([nameOf(id)])[0] ?? '';

/** Whether the member who holds the phone makes the team's roster. */
export const isPlanner = (): boolean =>
  members.value.some((one) => one.id === house.value?.enrolment.holder_id && one.role === 'leader');

/** "Lịch ca": the next fortnight, a week at a time, gaps and all. */
export function Roster() {
  const tonight = nightOf(now.value);
  const live = useLive(() => rosterFacts(tonight), [tonight]);
  return (
    <Screen id="roster" title={t('roster.title')} up="">
      {live.status === 'loading' && <Skeleton cards={4} />}
      {live.status === 'unreadable' && <Trouble />}
      {live.status === 'ready' && (
        <>
          {!isPlanner() && <Note icon="people">{t('roster.leaderOnly')}</Note>}
          <Week title={t('roster.week')} first={tonight} facts={live.value} />
          <Week title={t('roster.next')} first={nightAfter(tonight, WEEK)} facts={live.value} />
        </>
      )}
    </Screen>
  );
}

function Week({ title, first, facts }: { title: string; first: Night; facts: RosterFacts }) {
  const [told, setTold] = useState<{ gaps: Gap[]; none: boolean } | null>(null);
  const nights = nightsAhead(first, facts.shifts).slice(0, WEEK);
  const copy = async () => {
    const { plans, gaps } = copyWeek(first, facts, new Set(members.value.map((one) => one.id)));
    await act(async () => {
      await planShifts(plans);
      if (plans.length > 0) say(t('roster.copied', { n: plans.length }));
      setTold({ gaps, none: plans.length + gaps.length === 0 });
    });
  };
  const swaps = swapsOf(facts.shifts);
  const empty = nights.some((one) => one.shifts.length === 0);
  return (
    <>
      <h2 class="label">{title}</h2>
      {isPlanner() && empty && (
        <Second icon="calendar" wide onTap={() => void copy()} id="copy-week">
          {t('roster.copy')}
        </Second>
      )}
      {told?.none && <Note icon="book">{t('roster.copyNone')}</Note>}
      {told?.gaps.map(({ night, left }) => (
        <Note icon="people" tone="trouble" key={night}>
          {t('roster.gap', { night: nightTitle(night), n: left })}
        </Note>
      ))}
      <ul class="nights">
        {nights.map(({ night, shifts }) => (
          <li class="nights" key={night}>
            {shifts.map((shift) => (
              <ShiftCard key={shift.id} shift={shift} swaps={swaps.filter((one) => isAbout(one, shift.id))} />
            ))}
            {shifts.length === 0 && <EmptyNight night={night} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function ShiftCard({ shift, swaps }: { shift: ShiftRow; swaps: SwapShown[] }) {
  const { joining, busy } = answersOf(shift);
  const names = shift.member_ids.map(findName).filter((name) => name !== null);
  return (
    <a class="card go" href={`#/roster/${shift.night}/${shift.preset}`} data-testid="roster-shift">
      <span>
        {nightLong(shift.night)}
        <small>
          {word('presets', shift.preset)}, {span(shift.starts_at, shift.ends_at)}
        </small>
        {shift.state === 'planned' && <small>{givenNames(names).join(', ')}</small>}
        {shift.state === 'planned' && joining + busy > 0 && (
          <Chip tone={busy > 0 ? 'trouble' : 'good'} icon={busy > 0 ? 'person' : 'check'}>
            {t('roster.answers', { joining, busy })}
          </Chip>
        )}
        {shift.state === 'planned' && <SwapChips shift={shift} swaps={swaps} />}
        {shift.state === 'called-off' && (
          <Chip tone="plain" icon="minus">
            {t('roster.off', { reason: shift.reason ?? '' })}
          </Chip>
        )}
      </span>
      <Icon name="right" />
    </a>
  );
}

/** Who walks for whom, and whether somebody is being asked. */
function SwapChips({ shift, swaps }: { shift: ShiftRow; swaps: SwapShown[] }) {
  return (
    <>
      {shift.member_ids.map((id) => {
        const from = takenFrom(swaps, shift.id, id);
        if (!from) return null;
        return (
          <Chip key={id} tone="plain" icon="people">
            {t('swap.handed', { taker: shortName(id), giver: shortName(from) })}
          </Chip>
        );
      })}
      {swaps.some(isOpen) && (
        <Chip tone="wait" icon="clock">
          {t('swap.open')}
        </Chip>
      )}
    </>
  );
}

function EmptyNight({ night }: { night: Night }) {
  const inside = (
    <span>
      {nightTitle(night)} · {t('roster.none')}
    </span>
  );
  if (!isPlanner())
    return (
      <div class="note" data-testid="roster-gap">
        {inside}
      </div>
    );
  return (
    <a class="note go" href={`#/roster/${night}`} data-testid="roster-gap">
      {inside}
      <Icon name="plus" />
    </a>
  );
}
