import { useRef, useState } from 'preact/hooks';
import { Second, Urgent } from '../../components/Buttons';
import { Drawing, Icon } from '../../components/Icon';
import { Screen } from '../../components/Screen';
import { Note, Skeleton, Trouble } from '../../components/States';
import { useGrowing } from '../../components/use-growing';
import { useLive } from '../../db/live';
import { now } from '../../house/clock';
import { catalogue } from '../../house/house';
import { named, t } from '../../i18n/t';
import { nightOf } from '../../lib/time';
import { route } from '../../router';

import { standings } from '../../things/reading';
import type { Standing } from '../../things/rules';
import { Answers, StateLine } from './Answers';
import { Broken } from './Broken';
import { Deed } from './Deed';
import { Deeds } from './Deeds';
import { drawing, kindOf, seenWords, shortName, thingName } from './names';
import { Scripts } from './Scripts';
import { Thing } from './Thing';
import { Told } from './Told';

/** Looks at things and activities: which of its screens the address names. */
export function Things() {
  const [what, id] = route.value.parts;
  switch (what) {
    case 'at':
      return <Thing key={id} id={id ?? ''} />;
    case 'look':
      return <Broken key={id} id={id ?? ''} />;
    case 'do':
      return id ? <Deed key={id} id={id} /> : <Deeds />;
    case 'scripts':
      return <Scripts id={id} />;
    case 'told':
      return <Told />;
    default:
      return <List />;
  }
}

/** In the order in which they stood when the screen was opened: nothing may move away under a finger. */
function useKeptOrder(rows: readonly Standing[]): Standing[] {
  const places = useRef(new Map<string, number>()).current;
  for (const { asset } of rows) if (!places.has(asset.id)) places.set(asset.id, places.size);
  const placeOf = ({ asset }: Standing) => places.get(asset.id) ?? 0;
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
}

function List() {
  const tonight = nightOf(now.value);
  const live = useLive(() => standings(Date.now()), [tonight]);
  const [only, show] = useState<string | null>(null);
  const all = useKeptOrder(live.status === 'ready' ? live.value : []);
  const kinds = (catalogue.value?.assets ?? []).filter(({ code }) =>
    all.some((one) => one.asset.kind === code),
  );
  const left = all.filter((one) => !one.tonight).length;
  return (
    <Screen
      id="things"
      title={t('menu.things')}
      up=""
      dock={
        <div class="dock__row">
          <Urgent />
          <a class="main main--calm" href="#/things/do" data-testid="to-deeds">
            <Icon name="plus" />
            <span>{t('things.do')}</span>
          </a>
        </div>
      }
    >
      {live.status === 'loading' && <Skeleton cards={3} />}
      {live.status === 'unreadable' && <Trouble />}
      {live.status === 'ready' && all.length === 0 && (
        <Note icon="book">
          <b>{t('things.none')}</b> {t('things.noneNext')}
        </Note>
      )}
      <p class="card__row">
        {all.length > 0 && (
          <b role="status">{left > 0 ? t('things.left', { n: left }) : t('things.allSeen')}</b>
        )}
        <a class="second" href="#/things/told" data-testid="told">
          {t('things.told')}
        </a>
      </p>
      {kinds.length > 1 && (
        <nav class="sideways" aria-label={t('things.kinds')}>
          <Second pressed={only === null} onTap={() => show(null)} id="kind-all">
            {t('things.all')}
          </Second>
          {kinds.map((kind) => (
            <Second
              key={kind.code}
              pressed={only === kind.code}
              onTap={() => show(only === kind.code ? null : kind.code)}
              id={`kind-${kind.code}`}
            >
              {named(kind)}
            </Second>
          ))}
        </nav>
      )}
      {kinds
        .filter(({ code }) => only === null || only === code)
        .map((kind) => (
          <section class="group" key={kind.code} aria-label={named(kind)}>
            <h2 class="label">{named(kind)}</h2>
            <Cards rows={all.filter((one) => one.asset.kind === kind.code)} />
          </section>
        ))}
    </Screen>
  );
}

const SCREENFUL = 5;

function Cards({ rows }: { rows: Standing[] }) {
  const drawn = useGrowing(rows.length, SCREENFUL);
  return (
    <ul class="things">
      {rows.slice(0, drawn).map((row) => (
        <li key={row.asset.id}>
          <Card row={row} />
        </li>
      ))}
    </ul>
  );
}

/** One thing: what it is, how it stands, and the two answers; seen tonight, it needs none. */
function Card({ row }: { row: Standing }) {
  const { asset } = row;
  return (
    <article class="card thing" data-testid="thing" aria-label={thingName(asset)}>
      <a class="thing__head" href={`#/things/at/${asset.id}`}>
        <span class="tile__icon">
          <Drawing node={drawing(kindOf(asset)?.icon ?? '')} size={28} />
        </span>
        <span class="thing__words">
          <b>{asset.place}</b>
          <small>
            {asset.label && `${shortName(asset)} · `}
            {seenWords(row)}
          </small>
        </span>
        <Icon name="right" />
      </a>
      <StateLine row={row} />
      <Answers row={row} />
    </article>
  );
}
