import { givenNames } from '../components/Avatars';
import { Chip } from '../components/Chip';
import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble } from '../components/States';
import { useLive } from '../db/live';
import { now } from '../house/clock';
import { communeSettings, members } from '../house/house';
import { t } from '../i18n/t';
import { nightOf } from '../lib/time';
import { route } from '../router';
import { MonthTurn } from './MonthTurn';
import { leadingBlanks, memberNights, monthCells, monthFacts, type NightCell } from './month-facts';
import { reportState } from './NightCard';

/** The team's month at a glance: one calendar, three counts, the nights of each member. */
export function Month() {
  const tonight = nightOf(now.value);
  const month = route.value.parts[0] ?? tonight.slice(0, 7);
  const live = useLive(() => monthFacts(month), [month]);
  const number = Number(month.slice(5));
  return (
    <Screen
      id="month"
      title={t('month.title', { n: number })}
      up=""
      right={<MonthTurn to="month" month={month} newest={tonight.slice(0, 7)} />}
    >
      {live.status === 'loading' && <Skeleton cards={3} />}
      {live.status === 'unreadable' && <Trouble />}
      {live.status === 'ready' && (
        <>
          <Calendar month={month} cells={monthCells(month, live.value, tonight, reportState)} />
          <Nights reports={live.value.reports} />
        </>
      )}
    </Screen>
  );
}

const DAYS = ['day.1', 'day.2', 'day.3', 'day.4', 'day.5', 'day.6', 'day.7'] as const;

/** One target for the whole calendar: its squares are too small for fingers. */
function Calendar({ month, cells }: { month: string; cells: NightCell[] }) {
  const count = (kind: NightCell['kind']) => cells.filter((cell) => cell.kind === kind).length;
  // What lies with the police counts as received, read or not; "chờ gửi" is what is still on this phone.
  const waiting = cells.filter(
    (cell) => cell.kind === 'waiting' && cell.reports.every((report) => !report.state),
  ).length;
  const received = count('received') + count('waiting') - waiting;
  const [returned, missing, off] = [count('returned'), count('missing'), count('off')];
  return (
    <>
      <a class="calendar" href={`#/nights/${month}`} data-testid="calendar">
        <span class="hidden">{t('month.words', { received, waiting, returned, missing })}</span>
        {DAYS.map((day) => (
          <b key={day} aria-hidden="true">
            {t(day)}
          </b>
        ))}
        {Array.from({ length: leadingBlanks(month) }, (_, index) => (
          <i key={`blank-${index}`} aria-hidden="true" />
        ))}
        {cells.map((cell) => (
          <i key={cell.night} class={`calendar__night calendar__night--${cell.kind}`} aria-hidden="true">
            {cell.day}
            {cell.matter && <u />}
          </i>
        ))}
      </a>
      <p class="month-chips">
        <Chip tone="good" icon="check">
          {t('month.received', { n: received })}
        </Chip>
        {waiting > 0 && (
          <Chip tone="wait" icon="clock">
            {t('month.waiting', { n: waiting })}
          </Chip>
        )}
        {returned > 0 && (
          <Chip tone="trouble" icon="undo">
            {t('month.returned', { n: returned })}
          </Chip>
        )}
        {missing > 0 && (
          <Chip tone="urgent" icon="missing">
            {t('month.missing', { n: missing })}
          </Chip>
        )}
        {off > 0 && (
          <Chip tone="plain" icon="minus">
            {t('month.off', { n: off })}
          </Chip>
        )}
      </p>
    </>
  );
}

/** Bars: green up to the cap of the allowance, bronze beyond; the line is the cap from the settings. */
function Nights({ reports }: { reports: Parameters<typeof memberNights>[0] }) {
  const cap = communeSettings.value?.allowance_cap_nights ?? 0;
  const rows = memberNights(
    reports,
    members.value.map((member) => member.id),
  );
  const names = givenNames(
    rows.map((row) => members.value.find((member) => member.id === row.id)?.name ?? ''),
  );
  const most = Math.max(1, cap * 1.4, ...rows.map((row) => row.nights));
  if (reports.length === 0) return <Note icon="book">{t('month.empty')}</Note>;
  return (
    <section class="card bars">
      <h2 class="card__row">
        <b>{t('month.nights')}</b>
        {cap > 0 && <span class="bars__cap">{t('month.cap', { n: cap })}</span>}
      </h2>
      <ul>
        {rows.map((row, index) => (
          <li key={row.id}>
            <span class="bars__name">{names[index]}</span>
            <span class="bars__track" aria-hidden="true">
              <i
                class="bars__good"
                style={{ width: `${(Math.min(row.nights, cap || row.nights) / most) * 100}%` }}
              />
              <i
                class="bars__over"
                style={{ width: `${(Math.max(0, row.nights - (cap || row.nights)) / most) * 100}%` }}
              />
              {cap > 0 && <u style={{ left: `${(cap / most) * 100}%` }} />}
            </span>
            <b class="num">{row.nights}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
