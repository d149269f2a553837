import { Icon } from '../components/Icon';
import { NightLine } from '../components/NightLine';
import { Screen } from '../components/Screen';
import { StateChip } from '../components/StateChip';
import { Note, Skeleton, Trouble } from '../components/States';
import { useLive } from '../db/live';
import { findReport, type ReportRow } from '../db/reports';
import { queueWatch } from '../house/queue';
import { t } from '../i18n/t';
import { route } from '../router';
import { AfterSending } from './AfterSending';
import { lineOf, reportState, spanOf } from './NightCard';
import { clock, countWords, nightLong, nightTitle, span } from './night-words';
import { ReportBodyView } from './ReportBodyView';

/** A past night, to read: what was sent, where it stands, what the police said. */
export function Report() {
  const id = route.value.parts[0] ?? '';
  const live = useLive(() => findReport(id), [id]);
  const report = live.status === 'ready' ? live.value : undefined;
  return (
    <Screen
      id="report"
      title={report ? nightTitle(report.night) : t('report.title')}
      up=""
      right={report && <StateChip state={reportState(report)} />}
    >
      {live.status === 'loading' && <Skeleton cards={3} />}
      {live.status === 'unreadable' && <Trouble />}
      {live.status === 'ready' && !report && <Note icon="book">{t('report.gone')}</Note>}
      {report && <Content report={report} />}
    </Screen>
  );
}

function Content({ report }: { report: ReportRow }) {
  const body = report.body ?? report.sent_body;
  const state = reportState(report);
  return (
    <>
      <section class="card">
        <p class="card__row">
          <b>{nightLong(report.night)}</b>
          <span class="quiet">
            {report.ended_at ? span(report.started_at, report.ended_at) : clock(report.started_at)}
          </span>
        </p>
        <NightLine {...lineOf(report)} label={countWords(report.summary)} />
        <p class="line-axis" aria-hidden="true">
          <span>{clock(spanOf(report).starts_at)}</span>
          <span>{clock(spanOf(report).ends_at)}</span>
        </p>
        <p>{report.quiet ? t('shift.quiet') : countWords(report.summary)}</p>
        <p class="quiet">{t('report.people', { n: report.summary.people, photos: report.summary.photos })}</p>
      </section>
      <Review report={report} returned={state === 'returned'} />
      {state === 'returned' && (
        <a class="main" href={`#/returned/${report.id}`}>
          <Icon name="edit" />
          <span>{t('returned.start')}</span>
        </a>
      )}
      {body ? (
        <ReportBodyView body={body} photosOf={report.id} />
      ) : (
        <Note icon="lock">{t('report.otherPhone')}</Note>
      )}
      <Receipt report={report} />
      <AfterSending report={report} state={state} />
    </>
  );
}

function Review({ report, returned }: { report: ReportRow; returned: boolean }) {
  const { review } = report;
  if (!review || (review.comment === '' && review.move !== 'approve')) return null;
  return (
    <Note icon={review.move === 'approve' ? 'check' : 'undo'} tone={returned ? 'trouble' : undefined}>
      <b>{t('report.reviewed', { name: review.by, time: clock(review.at) })}</b> {review.comment}
    </Note>
  );
}

function Receipt({ report }: { report: ReportRow }) {
  const facts = queueWatch.live.value;
  // The newest acknowledgement of this phone is the one that the sync screen shows too.
  const own =
    facts.status === 'ready'
      ? facts.value.operations.filter((row) => row.report_id === report.id && row.receipt)
      : [];
  const newest = own.sort((a, b) => b.made_at - a.made_at)[0];
  const receipt = newest?.receipt ?? report.receipt;
  if (!receipt) return null;
  return (
    <p class="card card__row">
      <span class="quiet">{t('sync.receipt')}</span>
      <b class="num receipt">{receipt}</b>
    </p>
  );
}
