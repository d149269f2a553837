import { useEffect, useState } from 'preact/hooks';
import { buzz, Second, Urgent } from '../../components/Buttons';
import { Chip } from '../../components/Chip';
import { Drawing, Icon } from '../../components/Icon';
import { say } from '../../components/Live';
import { Screen } from '../../components/Screen';
import { Note, Skeleton, Trouble } from '../../components/States';
import { offerUndo } from '../../components/Undo';
import { useGrowing } from '../../components/use-growing';
import { useLive } from '../../db/live';
import { HOLD_MS, unsay } from '../../db/outbox';
import { act } from '../../house/act';
import { now } from '../../house/clock';
import { catalogue } from '../../house/house';
import { named, t } from '../../i18n/t';
import { nightOf } from '../../lib/time';
import { go, route } from '../../router';

import { beginLook, sayGood } from '../../things/commands';
import { standings } from '../../things/reading';
import { GOOD, type Standing } from '../../things/rules';
import { Broken } from './Broken';
import { Deed } from './Deed';
import { Deeds } from './Deeds';
import { dayWords, drawing, faultWords, kindOf, seenWords, shortName, thingName } from './names';
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

/** "Còn tốt", with a moment to take it back. */
export async function tapGood({ asset }: Standing): Promise<void> {
  buzz();
  const name = thingName(asset);
  const opId = await act(() => sayGood(asset, name));
  if (!opId) return;
  const words = t('things.didGood', { what: name });
  say(words);
  offerUndo(words, () => act(() => unsay(opId)), HOLD_MS);
}

/** "Có hỏng": the questions, begun or gone on with. */
export async function tapFaulty({ asset }: Standing): Promise<void> {
  buzz();
  const id = await act(() => beginLook(asset.id));
  if (id) go(`things/look/${id}`);
}

function List() {
  const tonight = nightOf(now.value);
  const live = useLive(() => standings(Date.now()), [tonight]);
  const [only, show] = useState<string | null>(null);
  const all = live.status === 'ready' ? live.value : [];
  const kinds = (catalogue.value?.assets ?? []).filter(({ code }) =>
    all.some((one) => one.asset.kind === code),
  );
  const left = all.filter((one) => !one.tonight).length;
  return (
    <Screen
      id="things"
      title={t('menu.things')}
      up=""
      right={
        <a class="text-button" href="#/things/told" data-testid="told">
          {t('things.told')}
        </a>
      }
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
      {all.length > 0 && (
        <p class="things__left" role="status">
          {left > 0 ? t('things.left', { n: left }) : t('things.allSeen')}
        </p>
      )}
      {kinds.length > 1 && (
        <nav class="things__kinds" aria-label={t('things.kinds')}>
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
      {!row.tonight && <Answers row={row} />}
    </article>
  );
}

/** What is wrong with it; seen tonight, also that it is in order. */
export function StateLine({ row }: { row: Standing }) {
  const { asset, state, defects, tonight, overdue } = row;
  return (
    <>
      {state !== GOOD || defects.length > 0 ? (
        <Chip tone={state === GOOD ? 'wait' : 'trouble'} icon="warning">
          {faultWords(asset, state, defects)}
        </Chip>
      ) : (
        tonight && (
          <Chip tone="good" icon="check">
            {t('things.good')}
          </Chip>
        )
      )}
      {overdue && (
        <Chip tone="wait" icon="calendar">
          {t('things.overdue', { date: dayWords(asset.kit_due ?? '') })}
        </Chip>
      )}
    </>
  );
}

export function Answers({ row }: { row: Standing }) {
  const [busy, setBusy] = useState(false);
  useEffect(() => setBusy(false), [row.at]);
  const once = (tap: (row: Standing) => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    void tap(row).finally(() => setBusy(false));
  };
  return (
    <div class="thing__answers">
      <Second icon="check" onTap={() => once(tapGood)} id="good">
        {t('things.good')}
      </Second>
      <Second icon="warning" onTap={() => once(tapFaulty)} id="faulty">
        {t('things.faulty')}
      </Second>
    </div>
  );
}
