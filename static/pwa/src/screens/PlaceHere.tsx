import { Second, TextButton } from '../components/Buttons';
import { PlaceNews } from '../components/PlaceNews';
import { holderWhoAgreed } from '../consents/standing';
import type { Draft } from '../db/drafts';
import { useLive } from '../db/live';
import { act } from '../house/act';
import { placeNews } from '../house/place';
import { t } from '../i18n/t';
import { readPlace } from '../places/reading';
import type { Incident } from '../reports/body';
import { isGoingOn, writePlace } from '../reports/commands/placing';

/** The place of an incident by a tap; nothing stands here for those who keep positions off. */
export function PlaceHere({ draft, incident }: { draft: Draft; incident: Incident }) {
  const agreed = useLive(() => holderWhoAgreed(Date.now()), []);
  const of = { draft_id: draft.draft_id, incident_id: incident.incident_id };
  const may = agreed.status === 'ready' && agreed.value !== null && isGoingOn(draft);
  if (incident.position)
    return (
      <p class="place-here">
        <span>{t('place.read', { n: Math.round(incident.position.accuracy_m) })}</span>
        <TextButton icon="bin" onTap={() => void act(() => writePlace(of, null))} id="drop-place">
          {t('place.drop')}
        </TextButton>
      </p>
    );
  if (!may) return null;
  return (
    <>
      <Second
        icon="pin"
        onTap={() => void readPlace(of)}
        disabled={placeNews.value?.tone === 'now'}
        wide
        id="read-place"
      >
        {t('place.here')}
      </Second>
      <PlaceNews />
    </>
  );
}
