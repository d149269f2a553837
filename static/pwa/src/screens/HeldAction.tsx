import { Second } from '../components/Buttons';
import type { OutboxRow } from '../db/outbox';
import { act } from '../house/act';
import { t } from '../i18n/t';
import { sendAsPart } from '../reports/commands';
import { syncNow } from '../sync/triggers';

/** A report whose shift already has one can go along with it as a part; anything else that is held waits for a person. */
export function HeldAction({ operation }: { operation: OutboxRow }) {
  if (operation.resolution) return <p class="quiet">{operation.resolution.note || t('held.settled')}</p>;
  if (!operation.problem?.type?.endsWith('/shift-exists')) return <p class="quiet">{t('held.wait')}</p>;
  return (
    <>
      <p class="quiet">{t('held.shiftExists')}</p>
      <Second
        onTap={() => void act(() => sendAsPart(operation.op_id)).then(() => syncNow())}
        id="send-as-part"
      >
        {t('held.sendAsPart')}
      </Second>
    </>
  );
}
