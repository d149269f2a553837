import { Second, TextButton } from '../components/Buttons';
import { TextField } from '../components/Fields';
import { say } from '../components/Live';
import { PhotoStrip } from '../components/Photos';
import { Trouble } from '../components/States';
import { type Addendum, findAddendum } from '../db/addenda';
import { useLive } from '../db/live';
import { listPhotos } from '../db/photos';
import { act } from '../house/act';
import { waitsKey } from '../house/queue';
import { t } from '../i18n/t';
import { pendingOf } from '../photos/pending';
import { discardAddendum, sendAddendum, startAddendum, writeAddendum } from '../reports/commands';
import { syncNow } from '../sync/triggers';

type Props = { reportId: string; words: string; settles?: string | null };

/** Words and photos after the fact: kept at every key, so that neither the camera nor another screen loses them. */
export function AddWords({ reportId, words, settles = null }: Props) {
  const live = useLive(async () => (await findAddendum(reportId, settles)) ?? null, [reportId, settles]);
  if (live.status === 'loading') return null;
  if (live.status === 'unreadable') return <Trouble />;
  if (live.value) return <Writing key={live.value.addendum_id} addendum={live.value} words={words} />;
  return (
    <TextButton
      icon="plus"
      tone="quiet"
      onTap={() => void act(() => startAddendum(reportId, settles))}
      id="add-words"
    >
      {words}
    </TextButton>
  );
}

function Writing({ addendum, words }: { addendum: Addendum; words: string }) {
  const { addendum_id } = addendum;
  const photos = useLive(() => listPhotos(addendum_id), [addendum_id]);
  const empty = addendum.text.trim() === '' && !(photos.status === 'ready' && photos.value.length > 0);
  const send = async () => {
    if (!(await act(() => sendAddendum(addendum_id)))) return;
    say(t(waitsKey));
    void syncNow();
  };
  return (
    <section class="card add-words" aria-label={words}>
      <h2 class="card__tag card__tag--now">{words}</h2>
      <TextField
        area
        label={words}
        placeholder={t('sync.addHint')}
        value={addendum.text}
        max={2000}
        onText={(text) => void act(() => writeAddendum(addendum_id, text))}
        id="addendum"
      />
      <PhotoStrip draftId={addendum_id} place={{ about: 'scene' }} photos={photos} />
      <div class="card__actions">
        <Second icon="send" onTap={() => void send()} disabled={empty} id="send-addendum">
          {t(pendingOf(addendum_id) > 0 ? 'photo.keeping' : 'sync.sendAddendum')}
        </Second>
        <TextButton onTap={() => void act(() => discardAddendum(addendum_id))} id="drop-addendum">
          {t('btn.cancel')}
        </TextButton>
      </div>
    </section>
  );
}
