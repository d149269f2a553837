import { Chip } from '../../components/Chip';
import { Icon } from '../../components/Icon';
import { PhotoShow } from '../../components/Photos';
import { Screen } from '../../components/Screen';
import { StateChip } from '../../components/StateChip';
import { Note, Skeleton, Trouble } from '../../components/States';
import { useGrowing } from '../../components/use-growing';
import { useLive } from '../../db/live';
import { listPhotos } from '../../db/photos';
import { now } from '../../house/clock';
import { isLocked } from '../../house/lock';
import { t } from '../../i18n/t';
import { dateDigits, nightOf } from '../../lib/time';
import { type ToldItem, toldItems } from '../../things/reading';
import { GOOD, heldWhy } from '../../things/rules';
import { activityName, digits } from '../night-words';
import { Unfinished } from './Deeds';
import { faultWords, thingName, thingState } from './names';

const SCREENFUL = 8;

/** What the team told of things and models in the last 60 days, and what came of it. */
export function Told() {
  return isLocked.value ? <Shut /> : <Open />;
}

/** What the lock shuts, like past nights; writing goes on without it. */
function Shut() {
  return (
    <Screen id="told" title={t('told.title')} up="things">
      <Unfinished />
      <a class="card go" href="#/month" data-testid="locked-told">
        <Icon name="lock" />
        <span>{t('lock.past')}</span>
        <Icon name="right" />
      </a>
    </Screen>
  );
}

function Open() {
  const live = useLive(() => toldItems(Date.now()), [nightOf(now.value)]);
  const all = live.status === 'ready' ? live.value : [];
  const drawn = useGrowing(all.length, SCREENFUL);
  return (
    <Screen id="told" title={t('told.title')} up="things">
      {live.status === 'loading' && <Skeleton cards={3} />}
      {live.status === 'unreadable' && <Trouble />}
      <Unfinished />
      {live.status === 'ready' && all.length === 0 && <Note icon="book">{t('told.none')}</Note>}
      <ul class="things">
        {all.slice(0, drawn).map((item) => (
          <li key={item.id}>
            <Item item={item} />
          </li>
        ))}
      </ul>
      {all.length > 0 && <p class="quiet">{t('told.days')}</p>}
    </Screen>
  );
}

function Item({ item }: { item: ToldItem }) {
  const title = item.kind === 'look' ? nameOf(item) : activityName(item.body.kind);
  return (
    <article class="card told" data-testid="told-item">
      <b>{title}</b>
      <p class="quiet">
        {dateDigits(item.at)} · {digits(item.at)}
      </p>
      <p>{item.kind === 'look' ? lookWords(item) : doingWords(item)}</p>
      <p class="told__chips">
        <StateChip state={item.state} />
        {item.kind === 'doing' && !item.evidence && (
          <Chip tone="wait" icon="picture">
            {t('told.noEvidence')}
          </Chip>
        )}
      </p>
      {item.photos_left > 0 && item.state === 'acknowledged' && (
        <p class="quiet">{t('told.photosLeft', { n: item.photos_left })}</p>
      )}
      <Aside item={item} />
      {item.row && item.photos > 0 && <Pictures id={item.id} />}
    </article>
  );
}

const nameOf = (item: Extract<ToldItem, { kind: 'look' }>): string =>
  item.asset ? thingName(item.asset) : item.name || t('things.gone');

function lookWords({ asset, body }: Extract<ToldItem, { kind: 'look' }>): string {
  const state = asset ? faultWords(asset, body.state, body.defects) : thingState(body.state);
  return [body.state === GOOD ? t('things.good') : state, body.note].filter(Boolean).join('. ');
}

function doingWords({ name, body }: Extract<ToldItem, { kind: 'doing' }>): string {
  const people = body.people === null ? '' : t('told.people', { n: body.people });
  const minutes = body.minutes === null ? '' : t('told.minutes', { n: body.minutes });
  return [name, people, minutes].filter(Boolean).join(', ');
}

/** Why it does not count, or not yet, and what can be done. */
function Aside({ item }: { item: ToldItem }) {
  if (item.kind === 'doing' && item.withdrawn)
    return <Note icon="undo">{t('told.withdrawn', { why: item.withdrawn })}</Note>;
  const { row } = item;
  if (row?.resolution && row.settled)
    return (
      <Note icon="undo">
        {t('told.refused')} {row.resolution.note}
      </Note>
    );
  if (item.state === 'held')
    return (
      <Note icon="clock" tone="wait">
        <b>{t(`told.held.${heldWhy(row?.problem ?? null)}`)}</b> {t('told.heldNext')}
      </Note>
    );
  if (item.state === 'parked')
    return (
      <a class="second" href="#/sync">
        <Icon name="hand" />
        {t('told.toSync')}
      </a>
    );
  return null;
}

function Pictures({ id }: { id: string }) {
  const photos = useLive(() => listPhotos(id), [id]);
  return photos.status === 'ready' ? <PhotoShow photos={photos.value} /> : null;
}
