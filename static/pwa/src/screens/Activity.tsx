import { Main, TextButton } from '../components/Buttons';
import { PhotoStrip } from '../components/Photos';
import { Screen } from '../components/Screen';
import { TimeField } from '../components/TimeField';
import { offerUndo } from '../components/Undo';
import type { Draft } from '../db/drafts';
import { useLive } from '../db/live';
import { listPhotos } from '../db/photos';
import { act } from '../house/act';
import { t } from '../i18n/t';
import { removeActivity, restoreActivity, updateActivity } from '../reports/commands/incidents';
import { back, go, route } from '../router';
import { FactField } from './FactField';
import { categoryName, categoryOf, clock } from './night-words';

/** A reminder round, a drill, a meeting: its own few fields on one screen. */
export function Activity({ draft }: { draft: Draft }) {
  const id = route.value.parts[0];
  const activity = draft.body.activities.find((one) => one.activity_id === id);
  const category = activity && categoryOf(activity.category);
  const photos = useLive(() => listPhotos(draft.draft_id), [draft.draft_id]);
  if (!activity || !category)
    return (
      <Screen id="activity" title={t('incident.gone')} up="shift">
        <p>{t('incident.goneWords')}</p>
      </Screen>
    );
  const change = (values: Parameters<typeof updateActivity>[2]) =>
    void act(() => updateActivity(draft.draft_id, activity.activity_id, values));
  const giveUp = () =>
    void act(() => removeActivity(draft.draft_id, activity.activity_id)).then((done) => {
      if (!done) return;
      offerUndo(t('incident.removed', { name: categoryName(category.code) }), () =>
        act(() => restoreActivity(draft.draft_id, activity.activity_id)),
      );
      go('shift', { replace: true });
    });
  // Pictures of activities belong to the report as a whole: the contract has no field for one activity.
  return (
    <Screen
      id="activity"
      title={categoryName(category.code)}
      sub={clock(activity.at)}
      two
      up="shift"
      right={
        <TextButton icon="bin" onTap={giveUp} id="give-up">
          {t('btn.cancel')}
        </TextButton>
      }
      dock={
        <Main icon="check" onTap={() => back('shift')} id="next">
          {t('btn.done')}
        </Main>
      }
    >
      {category.fields.map((field) => (
        <FactField
          key={field.key}
          field={field}
          night={draft.body.night}
          value={activity.details[field.key] ?? null}
          onValue={(value) => change({ details: { [field.key]: value } })}
        />
      ))}
      <TimeField
        label={t('activity.time')}
        showLabel
        value={activity.at}
        night={draft.body.night}
        onTime={(at) => change({ at })}
      />
      {!category.no_photo && (
        <PhotoStrip
          draftId={draft.draft_id}
          place={{ about: 'activity' }}
          photos={photos}
          only={(photo) => photo.about === 'activity'}
        />
      )}
    </Screen>
  );
}
