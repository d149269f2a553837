import { useEffect } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { RoomWords } from '../components/TakePhoto';
import { useLive } from '../db/live';
import { getMeta } from '../db/meta';
import { proofNow } from '../db/receipts';
import { measureRoom } from '../house/room';
import { t } from '../i18n/t';
import { clock } from './night-words';

/** What the server has confirmed to have, and how safe the rest is on this phone. */
export function ProofCard({ epoch }: { epoch: string | null }) {
  const live = useLive(
    async () => ({ ...(await proofNow(epoch)), persisted: (await getMeta('persisted')) ?? false }),
    [epoch],
  );
  useEffect(() => void measureRoom(), []);
  if (live.status !== 'ready') return null;
  const { reports, unproven, photos, asked_at, persisted } = live.value;
  return (
    <section class="card proof" data-testid="proof">
      {reports > 0 && (
        <p class="proof__row proof__row--good">
          <Icon name="shield" />
          <span>
            <b>{t('proof.has', { n: reports })}</b> {photos > 0 && t('proof.photos', { n: photos })}
            {asked_at !== null && <small class="quiet">{t('proof.at', { time: clock(asked_at) })}</small>}
          </span>
        </p>
      )}
      {unproven > 0 && (
        <p class="proof__row proof__row--wait">
          <Icon name="refresh" />
          <span>{t('proof.asking', { n: unproven })}</span>
        </p>
      )}
      <p class={persisted ? 'proof__row proof__row--good' : 'proof__row'}>
        <Icon name="phone" />
        <span>{t(persisted ? 'phone.persisted' : 'phone.notPersisted')}</span>
      </p>
      <RoomWords />
    </section>
  );
}
