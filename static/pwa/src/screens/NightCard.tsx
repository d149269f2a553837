import { NightLine } from '../components/NightLine';
import { StateChip } from '../components/StateChip';
import type { ReportRow } from '../db/reports';
import { catalogue } from '../house/house';
import { queueWatch } from '../house/queue';
import { choiceOfPreset } from '../reports/shifts';
import { lineOfSummary, nightLine, type StateKey, stateOf } from '../reports/view';
import { lineSpan, type Span } from './line-span';
import { countWords, nightTitle } from './night-words';

/** The state of a report from everything this phone knows of it. */
export function reportState(report: ReportRow, draft = false): StateKey {
  const facts = queueWatch.live.value;
  const { operations, photos, epoch, whole } =
    facts.status === 'ready' ? facts.value : { operations: [], photos: [], epoch: null, whole: false };
  return stateOf({
    report,
    draft,
    operations: operations.filter((row) => row.report_id === report.id),
    photos: whole ? photos.filter((photo) => photo.report_id === report.id) : null,
    epoch,
  });
}

/** The hours of a night's line: planned by its preset, or its own. */
export function spanOf(report: ReportRow): Span {
  const preset = catalogue.value?.presets.find((row) => row.code === report.preset);
  const own = { starts_at: report.started_at, ends_at: report.ended_at ?? report.started_at };
  const planned = preset ? choiceOfPreset(preset, report.night) : own;
  return lineSpan(planned, report.started_at, report.ended_at, Date.now());
}

export function lineOf(report: ReportRow) {
  const body = report.body ?? report.sent_body;
  return body ? nightLine(body, spanOf(report)) : lineOfSummary(report.summary.marks, spanOf(report));
}

/** A past night: its name, its state, its line. */
export function NightCard({ report }: { report: ReportRow }) {
  const state = reportState(report);
  const target = state === 'returned' ? 'returned' : 'report';
  const line = lineOf(report);
  return (
    <a class="card night" href={`#/${target}/${report.id}`} data-testid="night">
      <span class="card__row">
        <b>{nightTitle(report.night)}</b>
        <StateChip state={state} />
      </span>
      <NightLine {...line} label={countWords(report.summary)} />
    </a>
  );
}
