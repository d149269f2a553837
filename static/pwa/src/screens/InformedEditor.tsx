import { useState } from 'preact/hooks';
import { TextButton } from '../components/Buttons';
import { Pick } from '../components/Picks';
import { TimeField } from '../components/TimeField';
import type { Draft } from '../db/drafts';
import { act } from '../house/act';
import { catalogue } from '../house/house';
import { named, t } from '../i18n/t';
import { momentOf } from '../lib/time';
import type { Incident } from '../reports/body';
import { updateIncident } from '../reports/commands/incidents';

const FIRST = ['duty', '113', '114', '115', 'village-head'];

/** Who was told and when: a tick writes the time now, which can be set right below it. */
export function InformedEditor({ draft, incident }: { draft: Draft; incident: Incident }) {
  const [all, setAll] = useState(false);
  const { informed } = incident;
  const store = (change: (rows: Incident['informed']) => Incident['informed']) =>
    void act(() =>
      updateIncident(draft.draft_id, incident.incident_id, (stored) => ({
        informed: change(stored.informed),
      })),
    );
  // In a shift "now" is when the call was made; in a mend it is long past, and the incident's own time is nearer.
  const at = draft.kind === 'mend' ? incident.at : momentOf(Date.now());
  const toggle = (whom: string) =>
    store((told) =>
      told.some((row) => row.whom === whom)
        ? told.filter((row) => row.whom !== whom)
        : [...told, { whom, at }],
    );
  const rows = (catalogue.value?.informed ?? []).filter(
    (row) => all || FIRST.includes(row.code) || informed.some((one) => one.whom === row.code),
  );
  return (
    <div class="picks">
      {rows.map((row) => {
        const told = informed.find((one) => one.whom === row.code);
        return (
          <div class="picks" key={row.code}>
            <Pick chosen={told !== undefined} onTap={() => toggle(row.code)} id={`told-${row.code}`}>
              {named(row)}
            </Pick>
            {told && (
              <TimeField
                label={t('ask.toldAt', { whom: named(row) })}
                showLabel
                value={told.at}
                night={draft.body.night}
                onTime={(time) =>
                  store((stored) => stored.map((one) => (one.whom === row.code ? { ...one, at: time } : one)))
                }
              />
            )}
          </div>
        );
      })}
      {!all && (
        <TextButton icon="down" tone="quiet" onTap={() => setAll(true)}>
          {t('ask.moreInformed')}
        </TextButton>
      )}
    </div>
  );
}
