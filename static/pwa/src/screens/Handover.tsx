import { useState } from 'preact/hooks';
import { NumberField, Phrases, TextField } from '../components/Fields';
import { Pick } from '../components/Picks';
import type { Draft } from '../db/drafts';
import { act } from '../house/act';
import { catalogue } from '../house/house';
import { t } from '../i18n/t';
import type { ReportBody } from '../reports/body';
import { settleMatter } from '../reports/commands/informing';
import { saveDraft, saveHandover } from '../reports/commands/shift';

/** What the next shift takes over, with ready phrases; on a quiet night folded to one line. */
export function Handover({ draft, folded }: { draft: Draft; folded: boolean }) {
  const [open, setOpen] = useState(!folded);
  const { body } = draft;
  if (!open)
    return (
      <div class="card handover-line">
        <span>{body.handover.text || t(body.handover.kit_ok ? 'handover.none' : 'handover.kitMissing')}</span>
        <button type="button" class="text-button" onClick={() => setOpen(true)} data-testid="edit-handover">
          {t('btn.edit')}
        </button>
      </div>
    );
  const save = (fields: Partial<ReportBody>) => void act(() => saveDraft(draft.draft_id, fields));
  const handover = (change: Partial<ReportBody['handover']>) =>
    void act(() => saveHandover(draft.draft_id, change));
  const phrases = catalogue.value?.phrases;
  return (
    <>
      <h2 class="label">{t('handover.title')}</h2>
      <Pick
        chosen={body.handover.kit_ok}
        onTap={() => handover({ kit_ok: !body.handover.kit_ok })}
        id="kit-ok"
      >
        {t('handover.kit')}
      </Pick>
      <TextField
        area
        label={t('handover.text')}
        placeholder={t('handover.hint')}
        value={body.handover.text}
        max={1000}
        onText={(text) => handover({ text })}
        id="handover"
      />
      <Phrases
        phrases={phrases?.handover ?? []}
        value={body.handover.text}
        onText={(text) => handover({ text })}
      />
      {body.open_matters.length > 0 && <h2 class="label">{t('shift.matters')}</h2>}
      {body.open_matters.map((matter) => (
        <Pick
          key={matter.matter_id}
          chosen={matter.settled}
          note={t(matter.settled ? 'matter.settled' : 'matter.open')}
          onTap={() => void act(() => settleMatter(draft.draft_id, matter.matter_id, !matter.settled))}
        >
          {matter.text}
        </Pick>
      ))}
      <h2 class="label">{t('count.reminders')}</h2>
      <NumberField
        label={t('count.reminders')}
        value={body.reminders}
        onNumber={(reminders) => save({ reminders: reminders ?? 0 })}
      />
      <h2 class="label">{t('count.helped')}</h2>
      <NumberField
        label={t('count.helped')}
        value={body.helped}
        onNumber={(helped) => save({ helped: helped ?? 0 })}
      />
      <h2 class="label">{t('shift.remark')}</h2>
      <TextField
        area
        label={t('shift.remark')}
        placeholder={t('remark.hint')}
        value={body.remark}
        max={2000}
        onText={(remark) => save({ remark })}
        id="remark"
      />
      {folded && (
        <Phrases phrases={phrases?.quiet ?? []} value={body.remark} onText={(remark) => save({ remark })} />
      )}
      <h2 class="label">{t('proposal')}</h2>
      <TextField
        area
        label={t('proposal')}
        placeholder={t('proposal.hint')}
        value={body.proposal}
        max={1000}
        onText={(proposal) => save({ proposal })}
        id="proposal"
      />
    </>
  );
}
