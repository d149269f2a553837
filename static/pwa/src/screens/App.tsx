import type { ComponentChildren } from 'preact';
import { Fault } from '../components/Fault';
import { LiveRegion } from '../components/Live';
import { OneWindow } from '../components/OneWindow';
import { Screen } from '../components/Screen';
import { Skeleton, Trouble } from '../components/States';
import { type Draft, findDraft } from '../db/drafts';
import { useLive } from '../db/live';
import { draftWatch, houseWatch, openDraft } from '../house/house';
import { isLocked } from '../house/lock';
import { welcomed } from '../house/welcome';
import { t } from '../i18n/t';
import { route } from '../router';
import { Close } from './Close';
import { Home } from './Home';
import { beside, entry, Later, past, rescue, tiles } from './later';
import { NoShift } from './NoShift';
import { Open } from './Open';
import { Pass } from './Pass';
import { Shift } from './Shift';
import { Urgent } from './Urgent';

/** The whole app: one screen at a time, and a fault of one never takes the others along. */
export function App() {
  return (
    <Fault name={location.hash + route.value.screen}>
      <Current />
      <LiveRegion />
    </Fault>
  );
}

function Current() {
  const live = houseWatch.live.value;
  const { screen } = route.value;
  // The numbers to call and the words of help need nothing from the database.
  if (screen === 'urgent') return <Urgent />;
  if (screen === 'help') return <Later from={beside}>{({ Help }) => <Help />}</Later>;
  // What waits must get out also when the team's code is gone or the book opens only halfway.
  if (screen === 'export') return <Later from={rescue}>{({ Export }) => <Export />}</Later>;
  if (live.status === 'unreadable')
    return (
      <Screen id="trouble" bar={false}>
        <Trouble />
        <a class="second" href="rescue.html">
          {t('fault.rescue')}
        </a>
      </Screen>
    );
  if (live.status === 'loading')
    return (
      <Screen id="loading" bar={false}>
        <Skeleton cards={3} />
      </Screen>
    );
  if (live.value === null || screen === 'enrol' || welcomed.value)
    return <Later from={entry}>{({ Enrol }) => <Enrol />}</Later>;
  return <Inside />;
}

function Inside() {
  switch (route.value.screen) {
    case 'sync':
      return <Later from={past}>{({ Sync }) => <Sync />}</Later>;
    case 'receipts':
      return <Later from={past}>{({ Receipts }) => <Receipts />}</Later>;
    case 'carry':
      return <Later from={rescue}>{({ Carry }) => <Carry />}</Later>;
    case 'roster':
      return (
        <Later from={past}>
          {({ Roster, RosterShift }) => (route.value.parts[0] ? <RosterShift /> : <Roster />)}
        </Later>
      );
    case 'things':
      return <Later from={beside}>{({ Things }) => <Things />}</Later>;
    case 'settings':
      return <Later from={past}>{({ Settings }) => <Settings />}</Later>;
    case 'data':
      return <Later from={past}>{({ MyData }) => <MyData />}</Later>;
    case 'returned':
      return <Later from={past}>{({ Returned }) => <Returned />}</Later>;
    case 'month':
    case 'nights':
    case 'mine':
    case 'report':
    case 'feed':
      return <Past />;
    case 'shift':
      return (
        <WithDraft>{(draft) => (draft.closed ? <Close draft={draft} /> : <Shift draft={draft} />)}</WithDraft>
      );
    case 'close':
      return <WithDraft>{(draft) => <Close draft={draft} />}</WithDraft>;
    case 'pass':
      return <WithDraft>{(draft) => <Pass draft={draft} />}</WithDraft>;
    case 'choose':
      return (
        <Later from={tiles}>
          {({ Choose }) => <WithDraft>{(draft) => <Choose draft={draft} />}</WithDraft>}
        </Later>
      );
    case 'incident':
      return (
        <Later from={tiles}>
          {({ Incident }) => <WithDraft>{(draft) => <Incident draft={draft} />}</WithDraft>}
        </Later>
      );
    case 'activity':
      return (
        <Later from={tiles}>
          {({ Activity }) => <WithDraft>{(draft) => <Activity draft={draft} />}</WithDraft>}
        </Later>
      );
    case 'at':
      return (
        <Later from={past}>{({ At }) => <WithDraft>{(draft) => <At draft={draft} />}</WithDraft>}</Later>
      );
    case 'open':
      return (
        <WithDraft otherwise={<Open />}>
          {(draft) => <Later from={past}>{({ EditRoll }) => <EditRoll draft={draft} />}</Later>}
        </WithDraft>
      );
    default:
      return <Home />;
  }
}

/** What the lock shuts: past nights and news, never writing or sending. */
function Past() {
  return (
    <Later from={past}>
      {({ Feed, Locked, Mine, Month, Nights, Report }) => {
        if (isLocked.value) return <Locked />;
        switch (route.value.screen) {
          case 'month':
            return <Month />;
          case 'nights':
            return <Nights />;
          case 'mine':
            return <Mine />;
          case 'report':
            return <Report />;
          default:
            return <Feed />;
        }
      }}
    </Later>
  );
}

type WithDraftProps = { children: (draft: Draft) => ComponentChildren; otherwise?: ComponentChildren };

/** The draft named in the address (a report being mended), else the open shift, else what to do without one. */
function WithDraft({ children, otherwise }: WithDraftProps) {
  const named = route.value.query.get('draft');
  if (named) return <NamedDraft id={named}>{children}</NamedDraft>;
  const live = draftWatch.live.value;
  if (live.status === 'loading')
    return (
      <Screen id="loading">
        <Skeleton cards={3} />
      </Screen>
    );
  if (live.status === 'unreadable')
    return (
      <Screen id="trouble">
        <Trouble onRetry={draftWatch.start} />
      </Screen>
    );
  const draft = openDraft.value;
  if (draft) return <OneWindow draftId={draft.draft_id}>{children(draft)}</OneWindow>;
  return otherwise ?? <NoShift />;
}

function NamedDraft({ id, children }: { id: string; children: (draft: Draft) => ComponentChildren }) {
  const live = useLive(() => findDraft(id), [id]);
  if (live.status === 'loading')
    return (
      <Screen id="loading">
        <Skeleton cards={3} />
      </Screen>
    );
  if (live.status === 'unreadable')
    return (
      <Screen id="trouble">
        <Trouble />
      </Screen>
    );
  return live.value ? <OneWindow draftId={id}>{children(live.value)}</OneWindow> : <NoShift />;
}
