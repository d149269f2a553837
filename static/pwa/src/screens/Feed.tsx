import { Icon } from '../components/Icon';
import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble } from '../components/States';
import { useLive } from '../db/live';
import { type FeedRow, newestFeed } from '../db/news';
import { online } from '../house/clock';
import { queueWatch } from '../house/queue';
import { t } from '../i18n/t';
import { Notices } from './Notices';
import { clock } from './night-words';

/** Bảng tin: what happened in the commune, own reports whole, those of others in one coded sentence. */
export function Feed() {
  const live = useLive(() => newestFeed(60), []);
  const facts = queueWatch.live.value;
  const reached = facts.status === 'ready' ? facts.value.sync?.reached_at : null;
  return (
    <Screen id="feed" title={t('menu.feed')} up="">
      {!online.value && reached && (
        <Note icon="offline" tone="wait">
          {t('feed.asOf', { time: clock(reached) })}
        </Note>
      )}
      <Notices />
      {live.status === 'loading' && <Skeleton cards={4} />}
      {live.status === 'unreadable' && <Trouble />}
      {live.status === 'ready' && live.value.length === 0 && <Note icon="news">{t('feed.empty')}</Note>}
      <ul class="feed">
        {live.status === 'ready' && live.value.map((item) => <Item key={item.id} item={item} />)}
      </ul>
    </Screen>
  );
}

function Item({ item }: { item: FeedRow }) {
  const inside = (
    <>
      {item.own && (
        <p class="card__tag card__tag--now">
          <Icon name="person" size={18} />
          {t('feed.own')}
        </p>
      )}
      <p>{item.sentence}</p>
    </>
  );
  return (
    <li>
      {item.own && item.report_id ? (
        <a class="card" href={`#/report/${item.report_id}`}>
          {inside}
        </a>
      ) : (
        <div class="card">{inside}</div>
      )}
    </li>
  );
}
