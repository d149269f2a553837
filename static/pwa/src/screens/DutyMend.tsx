import { useState } from 'preact/hooks';
import { TextButton } from '../components/Buttons';
import { TextField } from '../components/Fields';
import { TimeField } from '../components/TimeField';
import type { Draft } from '../db/drafts';
import { act } from '../house/act';
import { t } from '../i18n/t';
import type { Incident, Moment } from '../reports/body';
import { saveDraft, updateIncident } from '../reports/commands';
import { InformedEditor } from './InformedEditor';

const DUTY = 'duty';

/**
 * "Giờ báo trực ban và ai nghe máy": the question that is asked most in a return, in two fields. Who answered is a note
 * of the contact, because an incident knows only whom and when.
 */
export function DutyMend({ draft, incident }: { draft: Draft; incident: Incident }) {
  const [others, setOthers] = useState(false);
  const { contacts } = draft.body;
  const told = incident.informed.find((row) => row.whom === DUTY);
  const contact = contacts.find((row) => row.at === told?.at);
  const setTime = async (at: Moment) => {
    const rest = incident.informed.filter((row) => row !== told);
    await act(() =>
      updateIncident(draft.draft_id, incident.incident_id, { informed: [...rest, { whom: DUTY, at }] }),
    );
    if (contact) await store({ ...contact, at });
  };
  const store = (next: { at: Moment; matter: string }) =>
    act(() => saveDraft(draft.draft_id, { contacts: [...contacts.filter((row) => row !== contact), next] }));
  return (
    <>
      <TimeField
        label={t('mend.dutyAt')}
        showLabel
        value={told?.at ?? null}
        night={draft.body.night}
        onTime={(at) => void setTime(at)}
        id="duty-at"
      />
      {told && (
        <TextField
          label={t('mend.whoAnswered')}
          placeholder={t('mend.whoAnswered')}
          value={contact?.matter ?? ''}
          max={200}
          guarded={false}
          onText={(matter) => void store({ at: told.at, matter })}
          id="who-answered"
        />
      )}
      {others ? (
        <InformedEditor draft={draft} incident={incident} />
      ) : (
        <TextButton icon="down" tone="quiet" onTap={() => setOthers(true)}>
          {t('ask.moreInformed')}
        </TextButton>
      )}
    </>
  );
}
