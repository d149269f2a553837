import { Second } from '../components/Buttons';
import { NumberField, TextField } from '../components/Fields';
import { PhotoStrip } from '../components/Photos';
import { Pick } from '../components/Picks';
import { TimeField } from '../components/TimeField';
import type { Draft } from '../db/drafts';
import { useLive } from '../db/live';
import { listPhotos } from '../db/photos';
import { act } from '../house/act';
import { catalogue } from '../house/house';
import { named, t } from '../i18n/t';
import type { Incident, ReportBody } from '../reports/body';
import { answerNone, saveDraft, updateIncident } from '../reports/commands';
import type { ReturnMark } from '../reports/view';
import { DutyMend } from './DutyMend';
import { FactField } from './FactField';
import { categoryName, categoryOf } from './night-words';
import { markWords } from './Returned';

type Props = { draft: Draft; mark: ReturnMark };

const isPhotos = (mark: ReturnMark): boolean => mark.part === 'photos' || mark.field === 'photos';

/** A marked field with the number of the officer's words, mended in place. */
export function MendField({ draft, mark }: Props) {
  const incident =
    mark.part === 'incidents' && mark.index !== null ? draft.body.incidents[mark.index] : undefined;
  return (
    <section
      class="card card--trouble to-mend"
      id={`mend-${mark.number}`}
      data-testid={`mend-${mark.number}`}
    >
      <div class="to-mend__head">
        <span class="mark">{mark.number}</span>
        <span>
          <b>{markWords(mark)}</b>
          {isPhotos(mark) && <small>{t('field.optional')}</small>}
          {incident && !isPhotos(mark) && <small class="quiet">{categoryName(incident.category)}</small>}
        </span>
      </div>
      {incident && !isPhotos(mark) ? (
        <IncidentMend draft={draft} mark={mark} incident={incident} />
      ) : (
        <OtherMend draft={draft} mark={mark} incident={incident} />
      )}
    </section>
  );
}

function IncidentMend({ draft, mark, incident }: Props & { incident: Incident }) {
  const change = (values: Parameters<typeof updateIncident>[2]) =>
    void act(() => updateIncident(draft.draft_id, incident.incident_id, values));
  switch (mark.field) {
    case 'informed':
      return <DutyMend draft={draft} incident={incident} />;
    case 'result':
      return (
        <div class="picks">
          {(catalogue.value?.results ?? []).map((row) => (
            <Pick
              key={row.code}
              one
              chosen={incident.result === row.code}
              onTap={() => change({ result: row.code })}
            >
              {named(row)}
            </Pick>
          ))}
        </div>
      );
    case 'what':
      return (
        <TextField
          area
          label={t('event.what')}
          value={incident.what}
          onText={(what) => change({ what })}
          max={500}
        />
      );
    case 'place':
      return (
        <TextField
          label={t('event.place')}
          value={incident.place}
          onText={(place) => change({ place, checkpoint_id: null })}
          max={80}
        />
      );
    case 'at':
      return (
        <TimeField
          label={t('event.time')}
          value={incident.at}
          night={draft.body.night}
          onTime={(at) => change({ at })}
        />
      );
    case 'people':
    case 'injured': {
      const key = mark.field;
      return (
        <NumberField
          label={markWords(mark)}
          value={incident[key]}
          max={999}
          onNumber={(number) => change({ [key]: number ?? 0 })}
        />
      );
    }
    case 'details': {
      const key = mark.pointer.split('/')[4] ?? '';
      const field = categoryOf(incident.category)?.fields.find((one) => one.key === key);
      if (!field) return <WholeIncident draft={draft} incident={incident} />;
      return (
        <FactField
          field={field}
          value={incident.details[key] ?? null}
          night={draft.body.night}
          onValue={(value) => change({ details: { [key]: value } })}
        />
      );
    }
    default:
      return <WholeIncident draft={draft} incident={incident} />;
  }
}

function WholeIncident({ draft, incident }: { draft: Draft; incident: Incident }) {
  return (
    <a class="second" href={`#/incident/${incident.incident_id}?draft=${draft.draft_id}`}>
      {t('returned.openIncident')}
    </a>
  );
}

function OtherMend({ draft, mark, incident }: Props & { incident: Incident | undefined }) {
  const { body } = draft;
  const save = (fields: Partial<ReportBody>) => void act(() => saveDraft(draft.draft_id, fields));
  if (isPhotos(mark)) return <PhotoMend draft={draft} mark={mark} incident={incident} />;
  switch (mark.part) {
    case 'handover':
      return (
        <TextField
          area
          label={t('handover.text')}
          value={body.handover.text}
          onText={(text) => save({ handover: { ...body.handover, text } })}
          max={1000}
          id="handover"
        />
      );
    case 'remark':
      return (
        <TextField
          area
          label={t('shift.remark')}
          value={body.remark}
          onText={(remark) => save({ remark })}
          max={2000}
        />
      );
    case 'proposal':
      return (
        <TextField
          area
          label={t('proposal')}
          value={body.proposal}
          onText={(proposal) => save({ proposal })}
          max={1000}
        />
      );
    case 'reminders':
      return (
        <NumberField
          label={markWords(mark)}
          value={body.reminders}
          max={9999}
          onNumber={(reminders) => save({ reminders: reminders ?? 0 })}
        />
      );
    case 'ended_at':
      return (
        <TimeField
          label={t('mark.ended_at')}
          value={body.ended_at}
          night={body.night}
          onTime={(ended_at) => save({ ended_at })}
        />
      );
    case 'started_at':
      return (
        <TimeField
          label={t('mark.started_at')}
          value={body.started_at}
          night={body.night}
          onTime={(started_at) => save({ started_at })}
        />
      );
    case 'present':
    case 'absent':
    case 'guests':
    case 'kit':
      return (
        <a class="second" href={`#/open?draft=${draft.draft_id}`}>
          {t('roll.edit')}
        </a>
      );
    default:
      // A point that was not tapped cannot be tapped afterwards: no time may be invented, so it is said in words.
      return <p class="quiet">{t('returned.sayInNote')}</p>;
  }
}

function PhotoMend({ draft, mark, incident }: Props & { incident: Incident | undefined }) {
  const photos = useLive(() => listPhotos(draft.draft_id), [draft.draft_id]);
  const none = draft.answered_none.includes(mark.pointer);
  const place = incident
    ? { about: 'scene' as const, incident_id: incident.incident_id }
    : { about: 'checkpoint' as const };
  return (
    <div class="photo-mend">
      <PhotoStrip
        draftId={draft.draft_id}
        place={place}
        photos={photos}
        only={(photo) => !incident || photo.incident_id === incident.incident_id}
        words={t('btn.takePhotoShort')}
      >
        <Second
          onTap={() => void act(() => answerNone(draft.draft_id, mark.pointer, !none))}
          pressed={none}
          id="answer-none"
        >
          {t('returned.none')}
        </Second>
      </PhotoStrip>
    </div>
  );
}
