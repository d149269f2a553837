import { TextField } from '../components/Fields';
import { Pick } from '../components/Picks';
import { TimeField } from '../components/TimeField';
import { catalogue, house } from '../house/house';
import { placesPart } from '../house/place';
import { named, t } from '../i18n/t';
import { Asked, answer, type QuestionProps } from './Question';

/** Where and when, and who told: the place is a point of the route, or a few words without a house number. */
export function WhereQuestion({ draft, incident, category }: QuestionProps) {
  const points = [...(draft.route?.checkpoints ?? [])].sort((a, b) => a.position - b.position);
  const part = placesPart.value;
  const village = house.value?.team.village.name ?? '';
  return (
    <Asked words={t('ask.where')}>
      <TimeField
        label={t('event.time')}
        value={incident.at}
        night={draft.body.night}
        onTime={(at) => answer(draft, incident, { at })}
        showLabel
      />
      {category.police_only ? (
        <p class="quiet">{t('ask.policeOnly', { village })}</p>
      ) : (
        <>
          <div class="picks picks--two" role="radiogroup" aria-label={t('event.place')}>
            {points.map((point) => (
              <Pick
                key={point.id}
                one
                chosen={incident.checkpoint_id === point.id}
                onTap={() => answer(draft, incident, { checkpoint_id: point.id, place: point.name })}
              >
                {point.name}
              </Pick>
            ))}
          </div>
          <TextField
            label={t('ask.otherPlace')}
            placeholder={t('ask.otherPlace')}
            value={incident.checkpoint_id ? '' : incident.place}
            max={80}
            onText={(place) => answer(draft, incident, { checkpoint_id: null, place })}
          />
          {part && <part.PlaceHere draft={draft} incident={incident} />}
        </>
      )}
      <h3 class="label">{t('ask.source')}</h3>
      <div class="picks picks--two" role="radiogroup" aria-label={t('ask.source')}>
        {(catalogue.value?.sources ?? []).map((source) => (
          <Pick
            key={source.code}
            one
            chosen={incident.source === source.code}
            onTap={() => answer(draft, incident, { source: source.code })}
          >
            {named(source)}
          </Pick>
        ))}
      </div>
    </Asked>
  );
}
