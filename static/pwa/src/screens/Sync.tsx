import { useState } from 'preact/hooks';
import { Main } from '../components/Buttons';
import { Icon } from '../components/Icon';
import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble } from '../components/States';
import { online } from '../house/clock';
import { queueWatch } from '../house/queue';
import { t } from '../i18n/t';
import { type ArrivedItem, syncBoard, type WaitingItem } from '../reports/view';
import { syncNow } from '../sync/triggers';
import { HeldAction } from './HeldAction';
import { HelpCard } from './HelpCard';
import { clock, digits, nightTitle } from './night-words';

const ARRIVED_SHOWN = 6;

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
      {live.status === 'loading' && <Skeleton cards={2} />}
      {live.status === 'unreadable' && <Trouble onRetry={queueWatch.start} />}
      {live.status === 'ready' && <Board facts={live.value} />}
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
        <section class="card queue-card">
          <h2 class="card__tag card__tag--wait">
            <Icon name="clock" />
            {t('sync.waiting')}
          </h2>
          {board.waiting.map((item) => (
            <Waiting
              key={item.op_id ?? item.report_id}
              item={item}
              offline={offline}
              operations={facts.operations}
            />
          ))}
          {board.waiting.some((item) => item.photos_left > 0 && !item.text_arrived) && (
            <p class="quiet">{t('sync.textFirst')}</p>
          )}
        </section>
      )}
      {board.arrived.slice(0, ARRIVED_SHOWN).map((item) => (
        <Arrived key={item.report_id} item={item} />
      ))}
      {empty && <Note icon="book">{t('sync.empty')}</Note>}
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
        <b>{t('sync.signIn')}</b> {t('sync.signInNext')}
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

type WaitingProps = { item: WaitingItem; offline: boolean; operations: FactsOf['operations'] };

function Waiting({ item, offline, operations }: WaitingProps) {
  const operation = operations.find((row) => row.op_id === item.op_id);
  return (
    <div class="queue-item">
      <p class="card__row">
        <b>{nameOf(item)}</b>
        <span class="quiet">{waitingWords(item, offline, operation?.next_try_at ?? 0)}</span>
      </p>
      {!item.held && (
        <div
          class="progress"
          role="progressbar"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(item.share * 100)}
          aria-label={nameOf(item)}
        >
          <i style={{ width: `${Math.round(item.share * 100)}%` }} />
        </div>
      )}
      {item.held && operation && <HeldAction operation={operation} />}
    </div>
  );
}

function nameOf(item: WaitingItem): string {
  const night = nightTitle(item.night);
  switch (item.kind) {
    case 'report.amend':
      return t('sync.mended', { night });
    case 'report.addendum':
    case 'report.part':
      return t('sync.added', { night });
    case 'report.withdraw':
      return t('sync.withdrawn', { night });
    case 'report.submit':
      return night;
  }
}

function waitingWords(item: WaitingItem, offline: boolean, nextTryAt: number): string {
  if (item.held) return t('st.held');
  if (item.text_arrived) return t('sync.textArrived', { n: item.photos_left });
  if (offline) return t('sync.waitsForNet');
  if (nextTryAt > Date.now()) return t('sync.waitsUntil', { time: digits(nextTryAt) });
  return t('st.sending');
}

function Arrived({ item }: { item: ArrivedItem }) {
  return (
    <section class="card queue-card">
      <h2 class="card__tag card__tag--good">
        <Icon name="check-twice" />
        {t('sync.arrived')}
      </h2>
      <p class="card__row">
        <a href={`#/report/${item.report_id}`}>
          <b>{nightTitle(item.night)}</b>
        </a>
        <span class="quiet num">{digits(item.at)}</span>
      </p>
      {item.receipt && (
        <p class="card__row">
          <span class="quiet">{t('sync.receipt')}</span>
          <b class="num receipt" data-testid="receipt">
            {item.receipt}
          </b>
        </p>
      )}
    </section>
  );
}
