import { useState } from 'preact/hooks';
import { Second, TextButton } from '../components/Buttons';
import { say } from '../components/Live';
import { arrows } from '../contract/moves.json';
import type { ReportRow } from '../db/reports';
import { act } from '../house/act';
import { waitsKey } from '../house/queue';
import { t } from '../i18n/t';
import { withdrawReport } from '../reports/commands';
import type { StateKey } from '../reports/view';
import { AddWords } from './AddWords';

const mayWithdraw = (state: StateKey) =>
  arrows.some((arrow) => arrow.move === 'withdraw' && arrow.from === state);
const MAY_ADD: readonly StateKey[] = [
  'submitted',
  'approved',
  'acknowledged',
  'complete',
  'locked',
  'returned',
];

/** What can still be said about a report that is gone: a word after the fact, or taking it back while it waits. */
export function AfterSending({ report, state }: { report: ReportRow; state: StateKey }) {
  const [sure, setSure] = useState(false);
  const withdraw = async () => {
    setSure(false);
    if (await act(() => withdrawReport(report.id))) say(t(waitsKey));
  };
  return (
    <>
      {MAY_ADD.includes(state) && <AddWords reportId={report.id} words={t('report.addWords')} />}
      {mayWithdraw(state) && !sure && (
        <TextButton icon="undo" tone="quiet" onTap={() => setSure(true)} id="withdraw">
          {t('report.withdraw')}
        </TextButton>
      )}
      {sure && (
        <div class="card card--trouble" role="alertdialog" aria-label={t('report.withdraw')}>
          <p>{t('report.withdrawSure')}</p>
          <div class="card__actions">
            <Second onTap={() => void withdraw()} id="withdraw-now">
              {t('report.withdraw')}
            </Second>
            <TextButton onTap={() => setSure(false)}>{t('btn.cancel')}</TextButton>
          </div>
        </div>
      )}
    </>
  );
}
