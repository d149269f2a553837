import { Second, Urgent } from '../../components/Buttons';
import { Icon } from '../../components/Icon';
import { Screen } from '../../components/Screen';
import { Note, Skeleton, Trouble } from '../../components/States';
import { useLive } from '../../db/live';
import { act } from '../../house/act';
import { t } from '../../i18n/t';
import { go } from '../../router';
import { beginDoing } from '../../things/commands';
import { findStanding } from '../../things/reading';
import type { Standing } from '../../things/rules';
import { Answers, StateLine } from './Answers';
import { dayWords, seenWords, shortName } from './names';
import { SignalList } from './Signals';

/** One thing: how it stands, how its gong is struck, and the two answers. */
export function Thing({ id }: { id: string }) {
  const live = useLive(() => findStanding(id, Date.now()), [id]);
  if (live.status !== 'ready')
    return (
      <Screen id="thing" title={t('menu.things')} up="things">
        {live.status === 'unreadable' ? <Trouble /> : <Skeleton cards={2} />}
      </Screen>
    );
  const row = live.value;
  return (
    <Screen
      id="thing"
      title={row ? shortName(row.asset) : t('things.gone')}
      sub={row?.asset.place}
      two
      up="things"
      dock={<Urgent wide />}
    >
      {row ? <Known row={row} /> : <Note icon="help">{t('things.goneWords')}</Note>}
    </Screen>
  );
}

function Known({ row }: { row: Standing }) {
  const { asset, overdue } = row;
  const sounded = asset.kind === 'gong' || asset.kind === 'bell';
  const sound = async () => {
    const id = await act(() => beginDoing('gong', asset.site_id, asset.id));
    if (id) go(`things/do/${id}`);
  };
  return (
    <>
      <section class="card thing">
        <p>
          <b>{seenWords(row)}</b>
        </p>
        <StateLine row={row} />
        {asset.kit_due && !overdue && (
          <p class="quiet">{t('things.kitDue', { date: dayWords(asset.kit_due) })}</p>
        )}
        <Answers row={row} again />
      </section>
      {asset.signals.length > 0 && <SignalList signals={asset.signals} />}
      {sounded && (
        <Second wide icon="news" onTap={() => void sound()} id="sound">
          {t('things.sound')}
        </Second>
      )}
      {asset.kind === 'loud' && (
        <a class="second second--wide" href="#/things/scripts" data-testid="to-scripts">
          <Icon name="book" />
          <span>{t('scripts.title')}</span>
        </a>
      )}
    </>
  );
}
