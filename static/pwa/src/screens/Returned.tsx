import { useState } from 'preact/hooks';
import { Main } from '../components/Buttons';
import { Chip } from '../components/Chip';
import { TextField } from '../components/Fields';
import { Icon } from '../components/Icon';
import { say } from '../components/Live';
import { OneWindow } from '../components/OneWindow';
import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble } from '../components/States';
import { type Draft, findDraft } from '../db/drafts';
import { useLive } from '../db/live';
import { findReport, type ReportRow } from '../db/reports';
import { act, justSent } from '../house/act';
import { waitsKey } from '../house/queue';
import { listed } from '../i18n/format';
import { t } from '../i18n/t';
import { dateDigits } from '../lib/time';
import { pendingOf } from '../photos/pending';
import { saveDraft, sendReport, startMend } from '../reports/commands';
import { missingIn } from '../reports/missing';
import { type ReturnMark, returnMarks } from '../reports/view';
import { go, route } from '../router';
import { MendField } from './MendField';
import { MissingList } from './MissingList';
import { clock, nightTitle, word } from './night-words';
import { ReportBodyView } from './ReportBodyView';

/** A report given back: the officer's words on top, the marked fields in place, everything else folded. */
export function Returned() {
  const id = route.value.parts[0] ?? '';
  const live = useLive(async () => ({ report: await findReport(id), draft: await mendOf(id) }), [id]);
  if (live.status === 'unreadable')
    return (
      <Screen id="returned" title={t('returned.title')} up="">
        <Trouble />
      </Screen>
    );
  if (live.status === 'loading')
    return (
      <Screen id="returned" title={t('returned.title')} up="">
        <Skeleton cards={3} />
      </Screen>
    );
  const { report, draft } = live.value;
  if (!report || (report.state !== 'returned' && !draft))
    return (
      <Screen id="returned" title={report ? nightTitle(report.night) : t('returned.title')} up="">
        <Note icon="check">{t('returned.gone')}</Note>
      </Screen>
    );
  const mending = <Mending report={report} draft={draft ?? null} />;
  return draft ? <OneWindow draftId={draft.draft_id}>{mending}</OneWindow> : mending;
}

const mendOf = async (reportId: string): Promise<Draft | undefined> => {
  const draft = await findDraft(reportId);
  return draft?.kind === 'mend' ? draft : undefined;
};

function Mending({ report, draft }: { report: ReportRow; draft: Draft | null }) {
  const marks = returnMarks(report.review);
  const open = async () => {
    await act(() => startMend(report.id));
  };
  const send = async () => {
    if (!draft || !(await act(() => sendReport(draft.draft_id)))) return;
    say(t(waitsKey));
    justSent.value = 'now';
    go('', { replace: true });
  };
  const missing = draft ? missingIn(draft.body) : [];
  return (
    <Screen
      id="returned"
      title={nightTitle(report.night)}
      up=""
      right={
        <Chip tone="trouble" icon="undo">
          {t('returned.chip')}
        </Chip>
      }
      dock={
        draft ? (
          <Main icon="send" onTap={() => void send()} disabled={missing.length > 0} id="send-again">
            {t(pendingOf(draft.draft_id) > 0 ? 'photo.keeping' : 'btn.sendAgain')}
          </Main>
        ) : (
          <Main icon="edit" onTap={() => void open()} id="start-mend">
            {t('returned.start')}
          </Main>
        )
      }
    >
      <OfficersWords report={report} marks={marks} />
      {draft && (
        <>
          <Rest draft={draft} />
          <MissingList draft={draft} missing={missing} />
          {marks.map((mark) => (
            <MendField key={mark.pointer} draft={draft} mark={mark} />
          ))}
          <CorrectionNote draft={draft} />
        </>
      )}
    </Screen>
  );
}

function OfficersWords({ report, marks }: { report: ReportRow; marks: ReturnMark[] }) {
  const review = report.review;
  if (!review)
    return (
      <Note icon="undo" tone="trouble">
        {t('returned.noWords')}
      </Note>
    );
  const lines = review.comment
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  // An officer who writes one line a field has numbered them already; else the words stand above their fields.
  const paired = lines.length === marks.length && marks.length > 0;
  return (
    <section class="card card--trouble words" aria-label={t('returned.words')}>
      <p class="label">{t('returned.by', { name: review.by, time: clock(review.at) })}</p>
      {review.due_at && (
        <p>
          <b>{t('returned.due', { time: clock(review.due_at), date: dateDigits(review.due_at) })}</b>
        </p>
      )}
      {!paired && lines.map((line) => <p key={line}>{line}</p>)}
      <ol>
        {marks.map((mark, index) => (
          <li key={mark.pointer}>
            <button
              type="button"
              class="mark-link"
              onClick={() => document.getElementById(`mend-${mark.number}`)?.scrollIntoView()}
            >
              <span class="mark">{mark.number}</span>
              <span>{paired ? lines[index] : markWords(mark)}</span>
            </button>
          </li>
        ))}
      </ol>
      {!paired && review.reasons.length > 0 && (
        <p class="quiet">{listed(review.reasons.map((code) => word('reasons', code)))}</p>
      )}
    </section>
  );
}

export function markWords(mark: ReturnMark): string {
  const key =
    mark.part === 'incidents'
      ? (`mark.incident.${mark.field ?? 'all'}` as const)
      : (`mark.${mark.part}` as const);
  return t(isMarkKey(key) ? key : 'mark.other');
}

const MARK_KEYS = [
  'mark.incident.informed',
  'mark.incident.result',
  'mark.incident.what',
  'mark.incident.at',
  'mark.incident.place',
  'mark.incident.category',
  'mark.incident.photos',
  'mark.incident.source',
  'mark.incident.injured',
  'mark.incident.actions',
  'mark.incident.details',
  'mark.incident.people',
  'mark.incident.all',
  'mark.rounds',
  'mark.present',
  'mark.handover',
  'mark.photos',
  'mark.remark',
  'mark.proposal',
  'mark.ended_at',
  'mark.started_at',
  'mark.activities',
  'mark.guests',
  'mark.kit',
  'mark.reminders',
] as const;
const isMarkKey = (key: string): key is (typeof MARK_KEYS)[number] =>
  (MARK_KEYS as readonly string[]).includes(key);

function CorrectionNote({ draft }: { draft: Draft }) {
  return (
    <TextField
      area
      showLabel
      label={t('returned.note')}
      placeholder={t('returned.noteHint')}
      value={draft.body.correction_note ?? ''}
      max={500}
      onText={(text) =>
        void act(() => saveDraft(draft.draft_id, { correction_note: text === '' ? null : text }))
      }
      id="correction-note"
    />
  );
}

function Rest({ draft }: { draft: Draft }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="kept" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="check" size={20} />
        {t('returned.kept')}
        <Icon name="down" size={20} />
      </button>
      {open && <ReportBodyView body={draft.body} photosOf={draft.report_id} />}
    </>
  );
}
