import { useEffect } from 'preact/hooks';
import { Urgent } from '../components/Buttons';
import { HolderStrip } from '../components/HolderStrip';
import { Icon } from '../components/Icon';
import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble } from '../components/States';
import { useGrowing } from '../components/use-growing';
import { justSent } from '../house/act';
import { now } from '../house/clock';
import { catalogue, draftWatch, leftDrafts, mending, openDraft, takeUp } from '../house/house';
import { isLocked } from '../house/lock';
import { counting, queue, waitsKey } from '../house/queue';
import { t } from '../i18n/t';
import { go } from '../router';
import { AlertPlace } from './AlertPlace';
import { fetched, past } from './later';
import { NightCard } from './NightCard';
import { nightTitle } from './night-words';
import { TonightCard } from './TonightCard';
import { type HomeFacts, homeWatch, type Tonight, tonightOf } from './tonight';

const NIGHTS_SHOWN = 5;

/** Tonight first, then what the team must mend, then past nights. */
export function Home() {
  useEffect(homeWatch.use, []);
  const live = homeWatch.live.value;
  const reading = live.status === 'loading' || draftWatch.live.value.status === 'loading';
  // A failed read must never offer a new shift on top of one that is only out of reach.
  if (live.status === 'unreadable' || draftWatch.live.value.status === 'unreadable')
    return (
      <Screen id="home" dock={<Urgent wide />}>
        <Trouble />
      </Screen>
    );
  if (reading)
    return (
      <Screen id="home">
        <Skeleton cards={3} />
      </Screen>
    );
  const facts = live.value;
  const tonight = tonightOf(facts, catalogue.value, now.value);
  return <Whole facts={facts} tonight={tonight} />;
}

/** What is to be done stands first; what lies under it is drawn right after. */
function Whole({ facts, tonight }: { facts: HomeFacts; tonight: Tonight }) {
  const draft = openDraft.value;
  // What comes with the later parts: the first visit need not fetch it.
  const part = fetched(past);
  const drawn = useGrowing(2, 1);
  return (
    <Screen
      id="home"
      dock={<HomeDock open={draft !== null} closed={draft?.closed ?? false} tonight={tonight} />}
    >
      <h1 class="hidden">{t('home.title')}</h1>
      {part && <part.UpdateBanner />}
      {part && <part.OfficeNotes />}
      <AlertPlace />
      <Thanks />
      {part && <part.HomeSwaps />}
      <TonightCard draft={draft} tonight={tonight} />
      <HolderStrip />
      <Left />
      <Returned facts={facts} />
      {part && <part.Notices unread />}
      {drawn > 1 && !counting.value && (
        <>
          <Past facts={facts} />
          {part && <part.HomeMenu />}
        </>
      )}
    </Screen>
  );
}

/** Says where the report is now: in this phone, on its way, or with the police. */
function Thanks() {
  useEffect(
    () => () => {
      justSent.value = null;
    },
    [],
  );
  const sent = justSent.value;
  if (!sent) return null;
  const words =
    sent === 'later' ? 'close.kept' : queue.value.key === 'all-arrived' ? 'close.sent' : 'close.thanks';
  return (
    <Note icon="saved" tone="good" role="status">
      {t(words, { waits: t(waitsKey) })}
    </Note>
  );
}

function HomeDock({ open, closed, tonight }: { open: boolean; closed: boolean; tonight: Tonight }) {
  const target = open ? (closed ? 'close' : 'shift') : 'open';
  const words = open ? t('home.goOn') : tonight.done ? t('home.openOther') : t('shift.open');
  return (
    <div class="dock__row">
      <Urgent />
      <a
        class={tonight.done && !open ? 'main main--calm' : 'main'}
        href={`#/${target}`}
        data-testid="open-shift"
      >
        <Icon name="steps" />
        <span>{words}</span>
      </a>
    </div>
  );
}

/** Shifts that were begun and never sent: nothing written may stay out of sight. */
function Left() {
  return (
    <>
      {leftDrafts.value.map((draft) => (
        <button
          type="button"
          class="card go"
          key={draft.draft_id}
          onClick={() => {
            takeUp(draft.draft_id);
            go(draft.closed ? 'close' : 'shift');
          }}
          data-testid="left-draft"
        >
          <Icon name="edit" />
          <span>{t('home.left', { night: nightTitle(draft.body.night) })}</span>
          <Icon name="right" />
        </button>
      ))}
    </>
  );
}

function Returned({ facts }: { facts: HomeFacts }) {
  return (
    <>
      {facts.returned.map((report) => (
        <a
          class="card card--trouble go go--trouble"
          key={report.id}
          href={`#/returned/${report.id}`}
          data-testid="returned"
        >
          <Icon name="undo" />
          <span>
            {t(mending.value.includes(report.id) ? 'home.mending' : 'home.toMend', {
              night: nightTitle(report.night),
            })}
          </span>
          <Icon name="right" />
        </a>
      ))}
    </>
  );
}

function Past({ facts }: { facts: HomeFacts }) {
  const past = facts.reports
    .filter((report) => !facts.returned.some((one) => one.id === report.id))
    .slice(0, NIGHTS_SHOWN);
  if (isLocked.value)
    return (
      <a class="card go" href="#/month" data-testid="locked-past">
        <Icon name="lock" />
        <span>{t('lock.past')}</span>
        <Icon name="right" />
      </a>
    );
  return (
    <>
      <h2 class="label">{t('home.past')}</h2>
      {past.length + facts.returned.length === 0 && (
        <Note icon="book">
          {t('home.none')} <b>{t('home.noneNext')}</b>
        </Note>
      )}
      <ul class="nights">
        {past.map((report) => (
          <li key={report.id}>
            <NightCard report={report} />
          </li>
        ))}
      </ul>
    </>
  );
}
