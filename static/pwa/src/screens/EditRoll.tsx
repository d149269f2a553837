import { Main } from '../components/Buttons';
import { Screen } from '../components/Screen';
import type { Draft } from '../db/drafts';
import { useLive } from '../db/live';
import { findShift } from '../db/roster';
import { act } from '../house/act';
import { t } from '../i18n/t';
import { saveDraft, setPresence } from '../reports/commands/shift';
import { back } from '../router';
import { nightLong } from './night-words';
import { RollGuests, RollKit, RollPeople, RollWeather } from './RollParts';

/** The roll call of a shift that is open: every tap is stored at once. */
export function EditRoll({ draft }: { draft: Draft }) {
  const { body } = draft;
  const planned = useLive(() => findShift(draft.shift_id), [draft.shift_id]);
  const roster = planned.status === 'ready' ? (planned.value?.member_ids ?? []) : [];
  const present = body.present.map((row) => row.member_id);
  const up = draft.kind === 'mend' ? `returned/${draft.report_id}` : draft.closed ? 'close' : 'shift';
  const save = (fields: Parameters<typeof saveDraft>[1]) => void act(() => saveDraft(draft.draft_id, fields));
  return (
    <Screen
      id="roll"
      title={t('roll.edit')}
      sub={nightLong(body.night)}
      two
      up={up}
      dock={
        <Main icon="check" onTap={() => back(up)} disabled={present.length === 0}>
          {t('btn.done')}
        </Main>
      }
    >
      <h2 class="label">{t('roll.present', { n: present.length })}</h2>
      <RollPeople
        planned={roster}
        present={present}
        absent={body.absent}
        onChange={(change) => void act(() => setPresence(draft.draft_id, change))}
      />
      <h2 class="label">{t('shift.kit')}</h2>
      <RollKit kit={body.kit} onKit={(change) => save(({ kit }) => ({ kit: change(kit) }))} />
      <h2 class="label">{t('shift.weather')}</h2>
      <RollWeather weather={body.weather} onWeather={(weather) => save({ weather })} />
      <h2 class="label">{t('shift.guests')}</h2>
      <RollGuests
        guests={body.guests}
        onGuests={(change) => save(({ guests }) => ({ guests: change(guests) }))}
      />
    </Screen>
  );
}
