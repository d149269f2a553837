import { useState } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble } from '../components/States';
import { useLive } from '../db/live';
import { getMeta } from '../db/meta';
import { listReceipts, type Receipt, type ReceiptMonth } from '../db/receipts';
import { isLocked } from '../house/lock';
import { t } from '../i18n/t';
import { dateDigits } from '../lib/time';
import { isOfBook, isOfReport } from '../reports/kinds';
import { monthWords } from './month-facts';
import { digits } from './night-words';
import { operationName } from './operation-words';

/** Every code of receipt that this phone still keeps, by month, to be read over the telephone. */
export function Receipts() {
  const live = useLive(async () => listReceipts((await getMeta('epoch')) ?? null), []);
  return (
    <Screen id="receipts" title={t('receipts.title')} up="sync">
      {live.status === 'loading' && <Skeleton cards={2} />}
      {live.status === 'unreadable' && <Trouble />}
      {live.status === 'ready' && live.value.length === 0 && <Note icon="book">{t('receipts.none')}</Note>}
      {live.status === 'ready' &&
        live.value.map((month, index) => <Month key={month.month} {...month} first={index === 0} />)}
      <p class="quiet">{t('receipts.kept')}</p>
    </Screen>
  );
}

function Month({ month, receipts, first }: ReceiptMonth & { first: boolean }) {
  const [open, setOpen] = useState(first);
  return (
    <section class="card receipts" data-testid="receipt-month">
      <button type="button" class="receipts__month" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span class="receipts__words">
          <b>{monthWords(month)}</b>
          <span class="quiet">{t('receipts.count', { n: receipts.length })}</span>
        </span>
        <Icon name={open ? 'down' : 'right'} />
      </button>
      {open && (
        <ul>
          {receipts.map((receipt) => (
            <li key={receipt.op_id}>
              <Line receipt={receipt} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const pageOf = (receipt: Receipt): string => {
  if (isOfBook(receipt)) return '#/things/told';
  return isOfReport(receipt) ? `#/report/${receipt.report_id}` : '#/roster';
};

function Line({ receipt }: { receipt: Receipt }) {
  const inside = (
    <>
      <Icon name={receipt.proven ? 'check' : 'clock'} size={20} />
      <span class="receipts__words">
        <span>
          <b>{operationName(receipt)}</b>
          <small class="quiet">
            {dateDigits(receipt.at)} · {digits(receipt.at)}
            {!receipt.proven && ` · ${t('receipts.asking')}`}
          </small>
        </span>
        <b class="num receipt" data-testid="receipt">
          {receipt.receipt}
        </b>
      </span>
    </>
  );
  if (isLocked.value) return <div class="receipts__line">{inside}</div>;
  return (
    <a class="receipts__line" href={pageOf(receipt)}>
      {inside}
    </a>
  );
}
