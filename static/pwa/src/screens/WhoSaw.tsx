import { useEffect, useState } from 'preact/hooks';
import type { PositionReading } from '../api/late';
import { fetchReadings } from '../consents/readings';
import { useLive } from '../db/live';
import { getMeta } from '../db/meta';
import { t } from '../i18n/t';
import { dateDigits } from '../lib/time';
import type { Id } from '../reports/body';
import { clock, nightInside } from './night-words';

type Asking = 'asking' | 'answered' | 'unanswered';

/** Who of the police opened the positions of this member; without network what was last told, and as of when. */
export function WhoSaw({ member }: { member: Id }) {
  const [asking, setAsking] = useState<Asking>('asking');
  useEffect(() => {
    let here = true;
    const look = () =>
      fetchReadings(member)
        .catch(() => false)
        .then((told) => here && setAsking(told ? 'answered' : 'unanswered'));
    void look();
    addEventListener('online', look);
    return () => {
      here = false;
      removeEventListener('online', look);
    };
  }, [member]);
  const live = useLive(() => getMeta('position_readings'), []);
  const known = live.status === 'ready' ? live.value?.[member] : undefined;
  return (
    <section class="card" data-testid="who-saw">
      <h2 class="card__tag">{t('data.seen')}</h2>
      {known && known.items.length === 0 && <p>{t('data.seenNobody')}</p>}
      {known && known.items.length > 0 && (
        <ul class="facts">
          {known.items.map((item) => (
            <Line key={`${item.by} ${item.night} ${item.at}`} item={item} />
          ))}
        </ul>
      )}
      {known && (
        <p class="quiet">
          {t('data.seenAsOf', { time: clock(known.asked_at), day: dateDigits(known.asked_at) })}
          {asking === 'unanswered' && ` ${t('data.seenLater')}`}
        </p>
      )}
      {!known && <p class="quiet">{t(asking === 'asking' ? 'data.seenAsking' : 'data.seenUnknown')}</p>}
    </section>
  );
}

function Line({ item }: { item: PositionReading }) {
  const said = { time: clock(item.at), day: dateDigits(item.at), n: item.times };
  return (
    <li>
      <b>{item.by || t('data.seenBy')}</b>
      {item.night ? `, ${nightInside(item.night)}. ` : '. '}
      {t(item.times > 1 ? 'data.seenOften' : 'data.seenOnce', said)}
    </li>
  );
}
