import { Chip, type Tone } from '../components/Chip';
import type { IconName } from '../components/icons';
import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble } from '../components/States';
import { useLive } from '../db/live';
import { now } from '../house/clock';
import { communeSettings, findName, house } from '../house/house';
import { type Key, t } from '../i18n/t';
import { nightAfter, nightOf, presetWords } from '../lib/time';
import { look } from '../look/look';
import { route } from '../router';
import { MonthTurn } from './MonthTurn';
import { hoursWords, type MyNight, myNights, type NightRule, nightRule, type Worth } from './mine-facts';
import { monthFacts } from './month-facts';
import { nightTitle } from './night-words';

const LOOKS: Record<Worth, [Tone, IconName, Key]> = {
  counted: ['good', 'check', 'mine.isCounted'],
  over: ['now', 'star', 'mine.isOver'],
  waiting: ['wait', 'clock', 'mine.isWaiting'],
  returned: ['trouble', 'undo', 'mine.isReturned'],
  not: ['plain', 'refused', 'mine.isNot'],
  outside: ['plain', 'minus', 'mine.isOutside'],
  short: ['plain', 'minus', 'mine.isShort'],
  'stand-in': ['plain', 'minus', 'mine.isStandIn'],
  'left-out': ['plain', 'minus', 'mine.isLeftOut'],
};

/** The nights of the member who holds the phone: which count, how long they were, what was decided. Made to be printed too. */
export function Mine() {
  const tonight = nightOf(now.value);
  const month = route.value.parts[0] ?? tonight.slice(0, 7);
  const holder = house.value?.enrolment.holder_id ?? '';
  const settings = communeSettings.value;
  const rule = nightRule(settings);
  const live = useLive(() => monthFacts(month), [month]);
  const days = settings?.keep?.report_days ?? 60;
  const rows = live.status === 'ready' ? myNights(live.value.reports, holder, rule) : [];
  const title = t('mine.title', { n: Number(month.slice(5)), name: findName(holder) ?? '' });
  return (
    <Screen
      id="mine"
      title={t('menu.mine')}
      up=""
      right={<MonthTurn to="mine" month={month} newest={tonight.slice(0, 7)} />}
    >
      <h2 class="mine__who">{title}</h2>
      {live.status === 'loading' && <Skeleton cards={3} />}
      {live.status === 'unreadable' && <Trouble />}
      {live.status === 'ready' && rows.length === 0 && <Note icon="book">{t('mine.none')}</Note>}
      {rows.length > 0 && <Sum rows={rows} rule={rule} />}
      {rows.length > 0 && <List rows={rows} />}
      {`${month}-01` < nightAfter(tonight, -days) && <p class="quiet">{t('mine.kept', { n: days })}</p>}
      <p class="quiet">{t('mine.official')}</p>
      {rows.length > 0 && 'print' in globalThis && (
        <button type="button" class="second no-print" onClick={() => print()} data-testid="print">
          {t('mine.print')}
        </button>
      )}
      <a class="second no-print" href="#/data" data-testid="to-data">
        {t('data.open')}
      </a>
    </Screen>
  );
}

function Sum({ rows, rule: { cap, window } }: { rows: MyNight[]; rule: NightRule }) {
  const count = (...worths: Worth[]) => rows.filter((row) => worths.includes(row.worth)).length;
  const minutes = rows
    .filter((row) => row.worth === 'counted' || row.worth === 'over')
    .reduce((sum, row) => sum + row.minutes, 0);
  const over = count('over');
  const waiting = count('waiting', 'returned');
  const read = (clock: string) => presetWords(clock, look.value.language);
  return (
    <section class="card">
      <p class="mine__sum">{t('mine.counted', { n: count('counted') })}</p>
      {over > 0 && <p>{t('mine.over', { n: over, cap })}</p>}
      {waiting > 0 && <p>{t('mine.waiting', { n: waiting })}</p>}
      <p class="quiet">
        {t('mine.hours', { hours: hoursWords(minutes), start: read(window.start), end: read(window.end) })}
      </p>
    </section>
  );
}

function List({ rows }: { rows: MyNight[] }) {
  return (
    <>
      <h2 class="label">{t('mine.list')}</h2>
      <ul class="nights" data-testid="my-nights">
        {[...rows].reverse().map((row) => {
          const [tone, icon, words] = LOOKS[row.worth];
          return (
            <li key={row.night}>
              <a class="card card__row" href={`#/report/${row.reports[0]?.id}`}>
                <span class="mine__night">
                  <b>{nightTitle(row.night)}</b>
                  <span class="quiet">{hoursWords(row.minutes)}</span>
                </span>
                <Chip tone={tone} icon={icon}>
                  {t(words)}
                </Chip>
              </a>
            </li>
          );
        })}
      </ul>
    </>
  );
}
