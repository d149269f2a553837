import { useState } from 'preact/hooks';
import { Main } from '../components/Buttons';
import { Icon } from '../components/Icon';
import { NudgeNote } from '../components/NudgeNote';
import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble as Unreadable } from '../components/States';
import { useGrowing } from '../components/use-growing';
import type { Trouble } from '../db/meta';
import { online } from '../house/clock';
import { counting, queueWatch } from '../house/queue';
import { t } from '../i18n/t';
import { type ArrivedItem, syncBoard, type WaitingItem } from '../reports/view';
import { syncNow } from '../sync/triggers';
import { HeldAction } from './HeldAction';
import { HelpCard } from './HelpCard';
import { clock, digits, nightTitle } from './night-words';
import { operationName } from './operation-words';
import { ProofCard } from './ProofCard';

const ARRIVED_SHOWN = 4;
const SCREENFUL = 6;

/** "Gửi và nhận": what needs help, what waits, what has arrived. */
export function Sync() {
  const live = queueWatch.live.value;
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    await syncNow().catch(() => undefined);
    setBusy(false);
  };
  return (
    <Screen
      id="sync"
      title={t('sync.title')}
      up=""
      bar="here"
      dock={
        <Main icon="refresh" onTap={() => void send()} disabled={busy} id="sync-now">
          {t(busy ? 'st.sending' : 'sync.now')}
        </Main>
      }
    >
      <NudgeNote />
      {counting.value && <Skeleton cards={2} />}
      {live.status === 'unreadable' && <Unreadable onRetry={queueWatch.start} />}
      {live.status === 'ready' && !counting.value && <Board facts={live.value} />}
    </Screen>
  );
}

type FactsOf = Extract<typeof queueWatch.live.value, { status: 'ready' }>['value'];

function Board({ facts }: { facts: FactsOf }) {
  const board = syncBoard(facts);
  const offline = !online.value || facts.sync?.trouble === 'offline';
  const empty = board.help.length + board.waiting.length + board.arrived.length === 0;
  return (
    <>
      <TroubleNote facts={facts} offline={offline} waiting={board.waiting.length > 0} />
      {board.help.map((errand) => (
        <HelpCard
          key={`${errand.op_id}-${errand.photo_id ?? ''}`}
          errand={errand}
          operations={facts.operations}
        />
      ))}
      {board.waiting.length > 0 && (
        <Queue
          items={board.waiting}
          offline={offline}
          trouble={facts.sync?.trouble ?? null}
          operations={facts.operations}
        />
      )}
      {board.arrived.length > 0 && <Arrived items={board.arrived} />}
      {empty && <Note icon="book">{t('sync.empty')}</Note>}
      <ProofCard epoch={facts.epoch} />
      {facts.sync?.reached_at && (
        <p class="quiet">{t('sync.last', { time: clock(facts.sync.reached_at) })}</p>
      )}
      <ByFile />
    </>
  );
}

/** The other roads: the queue as a file, and another phone's file; and what protects what lies here. */
function ByFile() {
  return (
    <>
      <p class="quiet">{t('protection.words')}</p>
      <nav class="menu" aria-label={t('sync.title')}>
        <a href="#/export" data-testid="to-export">
          <Icon name="phone" />
          {t('sync.export')}
        </a>
        <a href="#/carry" data-testid="to-carry">
          <Icon name="people" />
          {t('sync.carry')}
        </a>
      </nav>
    </>
  );
}

/** Why nothing goes out now, and that it is safe all the same. */
function TroubleNote({ facts, offline, waiting }: { facts: FactsOf; offline: boolean; waiting: boolean }) {
  const trouble = facts.sync?.trouble;
  if (trouble === 'sign-in' || trouble === 'revoked')
    return (
      <Note icon="lock" tone="trouble">
        <b>{t(trouble === 'revoked' ? 'sync.revoked' : 'sync.signIn')}</b>{' '}
        {t(trouble === 'revoked' ? 'sync.revokedNext' : 'sync.signInNext')}
        <p>
          <a class="second" href="#/enrol">
            {t('sync.enrolAgain')}
          </a>
        </p>
      </Note>
    );
  if (offline && !waiting)
    return (
      <Note icon="offline" tone="wait">
        {t('net.offline')}
      </Note>
    );
  if (trouble === 'portal')
    return (
      <Note icon="offline" tone="wait">
        {t('net.portal')}
      </Note>
    );
  if (trouble === 'busy' && waiting)
    return (
      <Note icon="clock" tone="wait">
        {t('err.server')}
      </Note>
    );
  return null;
}

type Why = { offline: boolean; trouble: Trouble; operations: FactsOf['operations'] };
type WaitingProps = Why & { item: WaitingItem };

function Queue({ items, ...why }: Why & { items: WaitingItem[] }) {
  const drawn = useGrowing(items.length, SCREENFUL);
  return (
    <section class="card queue-card">
      <h2 class="card__tag card__tag--wait">
        <Icon name="clock" />
        {t('sync.waiting')}
      </h2>
      {items.slice(0, drawn).map((item) => (
        <Waiting key={item.op_id ?? item.report_id} item={item} {...why} />
      ))}
      {items.some((item) => item.photos_left > 0 && !item.text_arrived) && (
        <p class="quiet">{t('sync.textFirst')}</p>
      )}
    </section>
  );
}

function Waiting({ item, offline, trouble, operations }: WaitingProps) {
  const operation = operations.find((row) => row.op_id === item.op_id);
  return (
    <div class="queue-item">
      <p class="card__row">
        <b>{operationName(item)}</b>
        <span class="quiet">{waitingWords(item, offline, trouble, operation?.next_try_at ?? 0)}</span>
      </p>
      {!item.held && (
        <div
          class="progress"
          role="progressbar"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(item.share * 100)}
          aria-label={operationName(item)}
        >
          <i style={{ width: `${Math.round(item.share * 100)}%` }} />
        </div>
      )}
      {item.held && operation && <HeldAction operation={operation} />}
    </div>
  );
}

/** Why it waits, and what it waits for. */
function waitingWords(item: WaitingItem, offline: boolean, trouble: Trouble, nextTryAt: number): string {
  if (item.held) return t('st.held');
  if (trouble === 'sign-in' || trouble === 'revoked') return t('sync.waitsForCode');
  if (item.text_arrived) return t('sync.textArrived', { n: item.photos_left });
  if (offline || trouble === 'portal') return t('sync.waitsForNet');
  if (nextTryAt > Date.now()) return t('sync.waitsUntil', { time: digits(nextTryAt) });
  if (trouble === 'busy') return t('sync.waitsForServer');
  return t('st.sending');
}

/** The last arrivals with their codes, and the way to all of them. */
function Arrived({ items }: { items: ArrivedItem[] }) {
  return (
    <section class="card queue-card">
      <h2 class="card__tag card__tag--good">
        <Icon name="check-twice" />
        {t('sync.arrived')}
        <span class="quiet">{t('sync.receipt')}</span>
      </h2>
      {items.slice(0, ARRIVED_SHOWN).map((item) => (
        <p class="card__row arrived" key={item.report_id}>
          <a href={`#/report/${item.report_id}`}>
            <b>{nightTitle(item.night)}</b>
          </a>
          <span class="arrived__code">
            {item.receipt && (
              <b class="num receipt" data-testid="receipt">
                {item.receipt}
              </b>
            )}
            <span class="quiet num">{digits(item.at)}</span>
          </span>
        </p>
      ))}
      <a class="second second--wide" href="#/receipts" data-testid="all-receipts">
        <Icon name="book" />
        <span>{t('receipts.all')}</span>
      </a>
    </section>
  );
}
