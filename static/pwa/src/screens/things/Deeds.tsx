import { buzz, Urgent } from '../../components/Buttons';
import { Drawing, Icon } from '../../components/Icon';
import { Screen } from '../../components/Screen';
import { Note, Skeleton } from '../../components/States';
import { findAsset } from '../../db/assets';
import { useLive } from '../../db/live';
import { listSketches, type Sketch } from '../../db/sketches';
import { act } from '../../house/act';
import { catalogue } from '../../house/house';
import { named, t } from '../../i18n/t';
import { go } from '../../router';
import { beginDoing } from '../../things/commands';
import { writableKinds } from '../../things/rules';
import { activityName } from '../night-words';
import { drawing, thingName } from './names';

/** What was done for a model: a picture, a tap, and the questions begin. */
export function Deeds() {
  const kinds = writableKinds(catalogue.value?.activities);
  const choose = async (code: string) => {
    buzz();
    const id = await act(() => beginDoing(code));
    if (id) go(`things/do/${id}`);
  };
  return (
    <Screen id="deeds" title={t('deeds.title')} up="things" dock={<Urgent wide />}>
      <Unfinished />
      {catalogue.value === null && <Skeleton />}
      {catalogue.value !== null && kinds.length === 0 && (
        <Note icon="offline">{t('choose.noCatalogue')}</Note>
      )}
      <ul class="tiles" style={{ '--tiles': kinds.length }}>
        {kinds.map((kind) => (
          <li key={kind.code}>
            <button
              type="button"
              class="tile"
              onClick={() => void choose(kind.code)}
              data-testid={`deed-${kind.code}`}
            >
              <span class="tile__icon">
                <Drawing node={drawing(kind.icon)} size={28} />
              </span>
              <span>{named(kind)}</span>
            </button>
          </li>
        ))}
      </ul>
      <a class="second second--wide" href="#/things/scripts" data-testid="to-scripts">
        <Icon name="book" />
        <span>{t('scripts.title')}</span>
      </a>
    </Screen>
  );
}

type Begun = { sketch: Sketch; name: string };

async function begun(): Promise<Begun[]> {
  const sketches = await listSketches();
  return Promise.all(
    sketches.map(async (sketch) => {
      if (sketch.kind === 'doing') return { sketch, name: activityName(sketch.body.kind) };
      const asset = await findAsset(sketch.body.asset_id);
      return { sketch, name: asset ? thingName(asset) : t('things.gone') };
    }),
  );
}

/** What was begun and never sent: nothing written may stay out of sight. */
export function Unfinished() {
  const live = useLive(begun, []);
  if (live.status !== 'ready') return null;
  return (
    <>
      {live.value.map(({ sketch, name }) => (
        <a
          class="card go"
          key={sketch.sketch_id}
          href={`#/things/${sketch.kind === 'look' ? 'look' : 'do'}/${sketch.sketch_id}`}
          data-testid="unfinished"
        >
          <Icon name="edit" />
          <span>{t('deeds.unfinished', { what: name })}</span>
          <Icon name="right" />
        </a>
      ))}
    </>
  );
}
