import { Urgent } from '../../components/Buttons';
import { Icon } from '../../components/Icon';
import { Screen } from '../../components/Screen';
import { Note, Skeleton, Trouble } from '../../components/States';
import { useLive } from '../../db/live';
import { listScripts, type ScriptRow } from '../../db/scripts';
import { aloudButton } from '../../house/aloud';
import { t } from '../../i18n/t';
import { look } from '../../look/look';
import { topicName } from './names';

/** Texts that loudspeakers may read: a list, and one to read from, also aloud. */
export function Scripts({ id }: { id: string | undefined }) {
  const live = useLive(listScripts, []);
  const all = live.status === 'ready' ? live.value : [];
  const one = all.find((script) => script.id === id);
  if (one) return <Script script={one} />;
  return (
    <Screen id="scripts" title={t('scripts.title')} up="things/do" dock={<Urgent wide />}>
      {live.status === 'loading' && <Skeleton cards={2} />}
      {live.status === 'unreadable' && <Trouble />}
      {live.status === 'ready' && all.length === 0 && (
        <Note icon="book">
          <b>{t('scripts.none')}</b> {t('scripts.noneNext')}
        </Note>
      )}
      {all.map((script) => (
        <a class="card go" key={script.id} href={`#/things/scripts/${script.id}`} data-testid="script">
          <Icon name="book" />
          <span>
            <b>{script.title}</b>
            <br />
            {topicName(script.topic)}
          </span>
          <Icon name="right" />
        </a>
      ))}
    </Screen>
  );
}

function Script({ script }: { script: ScriptRow }) {
  const Aloud = look.value.aloud ? null : aloudButton.value;
  return (
    <Screen
      id="script"
      title={script.title}
      sub={topicName(script.topic)}
      two
      up="things/scripts"
      right={Aloud && <Aloud />}
      dock={<Urgent wide />}
    >
      <article class="card script">{script.text}</article>
    </Screen>
  );
}
