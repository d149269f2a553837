import { listAlerts } from '../alerts/reading';
import { type AlertFacts, type AlertState, alertState, inOrder, isOpen } from '../alerts/state';
import { Icon } from '../components/Icon';
import type { IconName } from '../components/icons';
import { Note } from '../components/States';
import { act } from '../house/act';
import { now, online } from '../house/clock';
import { communeSettings, openDraft } from '../house/house';
import { queueWatch } from '../house/queue';
import { watch } from '../house/watch';
import { t } from '../i18n/t';
import { addInformed } from '../reports/commands/informing';
import { route } from '../router';
import { categoryName, clock, spaced } from './night-words';

const alertWatch = watch(listAlerts);
alertWatch.start();

const WAIT_SECONDS = 120;
/** So long after somebody has answered, or nobody has, the lists still tell of it; its incident always does. */
const TOLD_MS = 30 * 60_000;
const ASKED_MS = 12 * 3_600_000;

type Shown = { facts: AlertFacts & { id: string }; state: AlertState };

/** What became of the alerts: of one incident, or of all that still matter. Big, plain, and with a number to call. */
export function AlertNotes({ of }: { of?: string | null }) {
  const live = alertWatch.live.value;
  if (live.status !== 'ready') return null;
  const shown = live.value.flatMap((facts) => {
    const state = alertState(facts, around());
    return state && (of ? facts.id === of : matters({ facts, state })) ? [{ facts, state }] : [];
  });
  return (
    <>
      {shown.map(({ facts, state }) => (
        <AlertNote key={facts.id} facts={facts} state={state} named={!of} />
      ))}
    </>
  );
}

function around() {
  const queue = queueWatch.live.value;
  const cut = queue.status === 'ready' && queue.value.sync?.trouble === 'offline';
  const wait_ms = (communeSettings.value?.alert_wait_seconds ?? WAIT_SECONDS) * 1_000;
  return { now: now.value, wait_ms, offline: !online.value || cut };
}

function matters({ facts, state }: Shown): boolean {
  const age = now.value - Math.max(...facts.rows.map((row) => row.made_at));
  if (state.kind === 'acknowledged') return now.value - facts.offset_ms - state.at < TOLD_MS;
  return (isOpen(state) || state.kind === 'refused') && age < ASKED_MS;
}

type Look = { icon: IconName; tone: 'wait' | 'trouble' | 'good'; words: string; call: boolean };

function lookOf(state: AlertState): Look {
  switch (state.kind) {
    case 'sending':
      return { icon: 'sending', tone: 'wait', words: t('alert.sending'), call: false };
    case 'unsent':
      return {
        icon: 'offline',
        tone: 'trouble',
        words: t(state.late ? 'alert.unsentLate' : 'alert.unsent'),
        call: true,
      };
    case 'refused':
      return { icon: 'call', tone: 'trouble', words: t('alert.refused'), call: true };
    case 'waiting':
      return { icon: 'clock', tone: 'wait', words: t('alert.waiting'), call: false };
    case 'late':
      return { icon: 'call', tone: 'trouble', words: t('alert.late'), call: true };
    case 'acknowledged':
      return {
        icon: 'check-twice',
        tone: 'good',
        words: t('alert.acknowledged', { by: state.by, time: clock(state.at) }),
        call: false,
      };
    case 'cancelled':
      return {
        icon: 'undo',
        tone: 'wait',
        words: t(state.arrived ? 'alert.cancelled' : 'alert.cancelling'),
        call: false,
      };
  }
}

function AlertNote({ facts, state, named }: Shown & { named: boolean }) {
  const look = lookOf(state);
  const last = inOrder(facts.rows).pop();
  const onUrgent = route.value.screen === 'urgent';
  return (
    <Note icon={look.icon} tone={look.tone}>
      <div
        role={look.call ? 'alert' : 'status'}
        class="alert-note"
        data-testid="alert"
        data-state={state.kind}
      >
        {named && last && <p>{t('alert.name', { name: categoryName(last.body.category) })}</p>}
        <p>
          <b>{look.words}</b>
        </p>
        {state.kind === 'unsent' && <p>{t('alert.unsentNext')}</p>}
        {look.call && !onUrgent && <Call incidentId={facts.id} />}
      </div>
    </Note>
  );
}

/** The duty officer's number; on the way back from the call its time is noted with the incident. */
function Call({ incidentId }: { incidentId: string }) {
  const number = communeSettings.value?.duty_phone;
  const draft = openDraft.value;
  const written = draft?.body.incidents.some((one) => one.incident_id === incidentId);
  if (!number)
    return (
      <a class="second second--wide" href={`#/urgent?incident=${incidentId}`}>
        <Icon name="call" />
        <span>{t('alert.numbers')}</span>
      </a>
    );
  const note = () => {
    if (draft && written) void act(() => addInformed(draft.draft_id, incidentId, 'duty'));
  };
  return (
    <a class="second second--wide" href={`tel:${number}`} onClick={note} data-testid="alert-call">
      <Icon name="call" />
      <span>{t('alert.call', { number: spaced(number).replaceAll(' ', '\u00a0') })}</span>
    </a>
  );
}
