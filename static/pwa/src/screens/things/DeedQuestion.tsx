import type { ComponentChildren } from 'preact';
import type { DoingKind } from '../../api/book';
import type { Field } from '../../api/shapes';
import { NumberField, TextField } from '../../components/Fields';
import { Icon } from '../../components/Icon';
import { PhotoStrip } from '../../components/Photos';
import { Choices, Pick } from '../../components/Picks';
import { Note } from '../../components/States';
import type { AssetRow } from '../../db/assets';
import { useLive } from '../../db/live';
import { listPhotos } from '../../db/photos';
import type { SiteRow } from '../../db/sites';
import { act } from '../../house/act';
import { openDraft } from '../../house/house';
import { named, t } from '../../i18n/t';
import { clockDigits, momentDuring, nightAfter, nightOf } from '../../lib/time';
import type { DoingBody } from '../../reports/body';
import { changeSketch } from '../../things/commands';
import { answered, missingIn, type Step } from '../../things/steps';
import { FactField, TimeField } from './borrowed';
import type { DoingSketch } from './Deed';
import { thingName } from './names';
import { SignalList } from './Signals';

type Props = {
  sketch: DoingSketch;
  kind: DoingKind;
  sites: SiteRow[];
  assets: AssetRow[];
  step: Step;
  onMissing: (field: Field) => void;
};

type Change = Partial<DoingBody> | ((body: DoingBody) => Partial<DoingBody>);

const answer = (sketch: DoingSketch, change: Change): void =>
  void act(() =>
    changeSketch<DoingBody>(sketch.sketch_id, (body) =>
      typeof change === 'function' ? change(body) : change,
    ),
  );

/** One question in big controls. */
export function DeedQuestion(props: Props) {
  const { sketch, step } = props;
  switch (step.kind) {
    case 'thing':
      return <ThingQuestion {...props} />;
    case 'site':
      return <SiteQuestion {...props} />;
    case 'facts':
      return (
        <Asked words={t('ask.facts')}>
          {step.fields.map((field) => (
            <FactField
              key={field.key}
              field={field}
              value={sketch.body.values[field.key] ?? null}
              night={nightOf(sketch.body.began_at)}
              onValue={(value) =>
                answer(sketch, ({ values }) => ({ values: answered(values, field.key, value) }))
              }
            />
          ))}
        </Asked>
      );
    case 'numbers':
      return <NumbersQuestion {...props} />;
    case 'when':
      return <WhenQuestion {...props} />;
    case 'end':
      return <EndQuestion {...props} />;
  }
}

function Asked({ words, children }: { words: string; children: ComponentChildren }) {
  return (
    <section class="ask" aria-label={words}>
      <h2 class="question">{words}</h2>
      {children}
    </section>
  );
}

/** Which gong, bell, loudspeaker or fire point; a gong's signals stand under it. */
function ThingQuestion({ sketch, assets }: Props) {
  const { asset_id } = sketch.body;
  const chosen = assets.find((asset) => asset.id === asset_id);
  const pick = (asset: AssetRow) =>
    answer(sketch, ({ asset_id: before, site_id }) =>
      before === asset.id ? { asset_id: null } : { asset_id: asset.id, site_id: asset.site_id ?? site_id },
    );
  return (
    <Asked words={t('deeds.which')}>
      <div class="picks" role="radiogroup" aria-label={t('deeds.which')}>
        {assets.map((asset) => (
          <Pick key={asset.id} one chosen={asset.id === asset_id} onTap={() => pick(asset)}>
            {thingName(asset)}
          </Pick>
        ))}
      </div>
      {chosen && chosen.signals.length > 0 && <SignalList signals={chosen.signals} />}
    </Asked>
  );
}

function SiteQuestion({ sketch, sites }: Props) {
  const { site_id } = sketch.body;
  return (
    <Asked words={t('deeds.site')}>
      <div class="picks" role="radiogroup" aria-label={t('deeds.site')}>
        {sites.map((site) => (
          <Pick
            key={site.id}
            one
            chosen={site.id === site_id}
            onTap={() => answer(sketch, { site_id: site.id })}
          >
            {site.name}
          </Pick>
        ))}
        <Pick one chosen={site_id === null} onTap={() => answer(sketch, { site_id: null })}>
          {t('deeds.noSite')}
        </Pick>
      </div>
    </Asked>
  );
}

const USUAL_PEOPLE = [5, 10, 20, 50];
const USUAL_MINUTES = [15, 30, 45, 60];
const usual = (numbers: readonly number[]) => numbers.map((n) => [n, String(n)] as const);
const MOST_PEOPLE = 100_000;
const MOST_MINUTES = 7 * 24 * 60;

function NumbersQuestion({ sketch, kind }: Props) {
  const { people, minutes } = sketch.body;
  return (
    <Asked words={t('deeds.numbers')}>
      {kind.asks.includes('people') && (
        <>
          <h3 class="label">{t('deeds.people')}</h3>
          <Choices
            label={t('deeds.people')}
            value={people}
            grid
            options={usual(USUAL_PEOPLE)}
            onPick={(n) => answer(sketch, { people: n })}
          />
          <NumberField
            label={t('deeds.people')}
            value={people}
            max={MOST_PEOPLE}
            onNumber={(n) => answer(sketch, { people: n })}
          />
        </>
      )}
      {kind.asks.includes('minutes') && (
        <>
          <h3 class="label">{t('deeds.minutes')}</h3>
          <Choices
            label={t('deeds.minutes')}
            value={minutes}
            grid
            options={usual(USUAL_MINUTES)}
            onPick={(n) => answer(sketch, { minutes: n })}
          />
          <NumberField
            label={t('deeds.minutes')}
            value={minutes}
            max={MOST_MINUTES}
            onNumber={(n) => answer(sketch, { minutes: n })}
          />
        </>
      )}
      <p class="quiet">{t('ask.peopleNumber')}</p>
    </Asked>
  );
}

function WhenQuestion({ sketch }: Props) {
  const { began_at } = sketch.body;
  const today = nightOf(Date.now());
  const night = nightOf(began_at);
  const days = [
    [today, t('deeds.today')],
    [nightAfter(today, -1), t('deeds.yesterday')],
    [nightAfter(today, -2), t('deeds.before')],
  ] as const;
  return (
    <Asked words={t('deeds.when')}>
      <Choices
        label={t('deeds.when')}
        value={night}
        options={days}
        onPick={(day) => answer(sketch, { began_at: momentDuring(day, clockDigits(began_at)) })}
      />
      <TimeField
        label={t('activity.time')}
        showLabel
        value={began_at}
        night={night}
        onTime={(at) => answer(sketch, { began_at: at })}
        id="began"
      />
    </Asked>
  );
}

const MOST_WORDS = 500;

function EndQuestion({ sketch, kind, onMissing }: Props) {
  const { sketch_id: id, body } = sketch;
  const photos = useLive(() => listPhotos(id), [id]);
  const taken = photos.status === 'ready' ? photos.value.length : 0;
  const inShift = openDraft.value?.body.night === nightOf(Date.now());
  return (
    <Asked words={t('things.picture')}>
      {missingIn(kind, body).map((field) => (
        <button
          type="button"
          class="card card--trouble go go--trouble"
          key={field.key}
          onClick={() => onMissing(field)}
        >
          <Icon name="edit" />
          <span>{t('deeds.missing', { what: named(field) })}</span>
        </button>
      ))}
      {!kind.no_photo && <PhotoStrip draftId={id} place={{ about: 'activity' }} photos={photos} />}
      {taken === 0 && !inShift && <Note icon="picture">{t('deeds.noEvidence')}</Note>}
      <TextField
        area
        label={t('things.note')}
        showLabel
        placeholder={t('event.whatHint')}
        value={body.words}
        max={MOST_WORDS}
        onText={(words) => answer(sketch, { words })}
        id="words"
      />
    </Asked>
  );
}
