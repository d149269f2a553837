import { useEffect, useState } from 'preact/hooks';
import type { Category } from '../api/shapes';
import { Main, TextButton, Urgent } from '../components/Buttons';
import { useCare } from '../components/care';
import { PhotoStrip } from '../components/Photos';
import { Screen } from '../components/Screen';
import { StepLine } from '../components/StepLine';
import { offerUndo } from '../components/Undo';
import type { Draft } from '../db/drafts';
import { useLive } from '../db/live';
import { listPhotos } from '../db/photos';
import { act } from '../house/act';
import { t } from '../i18n/t';
import type { Incident as IncidentRow } from '../reports/body';
import { removeIncident, restoreIncident, tellAgain } from '../reports/commands/incidents';
import { back, go, route } from '../router';
import { AlertPlace } from './AlertPlace';
import { stepsOf } from './incident-steps';
import { categoryName, categoryOf, clock } from './night-words';
import { Question } from './Question';

/** One question a screen; every tap is stored at once, so leaving is always safe. */
export function Incident({ draft }: { draft: Draft }) {
  const id = route.value.parts[0];
  const incident = draft.body.incidents.find((one) => one.incident_id === id);
  const category = incident && categoryOf(incident.category);
  if (incident && category)
    return <Questions key={id} draft={draft} incident={incident} category={category} />;
  return (
    <Screen id="incident" title={t('incident.gone')} up={homeOf(draft)}>
      <p>{t('incident.goneWords')}</p>
    </Screen>
  );
}

/** Questions belong to the shift, or to the returned report that is being mended. */
const homeOf = (draft: Draft): string => (draft.kind === 'mend' ? `returned/${draft.report_id}` : 'shift');

type Props = { draft: Draft; incident: IncidentRow; category: Category };

function Questions({ draft, incident, category }: Props) {
  const steps = stepsOf(category);
  const asked = Number(route.value.parts[1] ?? 0);
  const [at, setAt] = useState(Math.min(Math.max(0, asked || 0), steps.length - 1));
  const photos = useLive(() => listPhotos(draft.draft_id), [draft.draft_id]);
  const care = useCare();
  const home = homeOf(draft);
  const step = steps[at] ?? steps[0];
  const last = at === steps.length - 1;
  useEffect(() => {
    scrollTo(0, 0);
    // The address names the question, so that the way back from the camera leads to this one.
    const [path, query] = location.hash.split('?');
    const own = `#/incident/${incident.incident_id}`;
    const here = `${own}${at > 0 ? `/${at}` : ''}`;
    // Somebody may have left already: then it is not this screen's to change.
    if (path !== here && path?.startsWith(own))
      history.replaceState(history.state, '', query ? `${here}?${query}` : here);
  }, [at]);
  // Where it is was asked on this screen: the duty officer hears of it when the question is left.
  useEffect(() => () => void act(() => tellAgain(draft.draft_id)), [at]);
  const next = () => (last ? back(home) : setAt(at + 1));
  const giveUp = () => {
    void act(() => removeIncident(draft.draft_id, incident.incident_id)).then((done) => {
      if (!done) return;
      offerUndo(t('incident.removed', { name: categoryName(category.code) }), () =>
        act(() => restoreIncident(draft.draft_id, incident.incident_id)),
      );
      go(home, { replace: true });
    });
  };
  return (
    <Screen
      id="incident"
      title={categoryName(category.code)}
      sub={[incident.place, clock(incident.at)].filter(Boolean).join(', ')}
      two
      up={home}
      onBack={() => (at > 0 ? setAt(at - 1) : back(home))}
      right={
        <TextButton icon="bin" onTap={giveUp} id="give-up">
          {t('btn.cancel')}
        </TextButton>
      }
      dock={
        <div class="dock__row">
          {draft.kind !== 'mend' && <Urgent />}
          <Main onTap={next} after={last ? undefined : 'forward'} icon={last ? 'check' : undefined} id="next">
            {t(last ? 'btn.done' : 'btn.next')}
          </Main>
        </div>
      }
    >
      <AlertPlace of={incident.incident_id} />
      <StepLine at={at} count={steps.length} onStep={setAt} />
      {step && <Question draft={draft} incident={incident} category={category} step={step} />}
      {category.no_photo && care && <care.NoPhoto />}
      {!category.no_photo && (
        <PhotoStrip
          draftId={draft.draft_id}
          place={{ about: aboutOf(category), incident_id: incident.incident_id }}
          photos={photos}
          only={(photo) => photo.incident_id === incident.incident_id}
        />
      )}
    </Screen>
  );
}

/** What a picture of this category shows, so that the server knows who may see it. */
function aboutOf(category: Category): 'found' | 'damage' | 'scene' {
  if (category.code === 'E05') return 'found';
  return category.group === 'F' || category.code === 'D04' || category.code === 'C06' ? 'damage' : 'scene';
}
