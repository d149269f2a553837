import { useState } from 'preact/hooks';
import { Second, TextButton } from '../components/Buttons';
import { TextField } from '../components/Fields';
import { Icon } from '../components/Icon';
import { PhotoShow } from '../components/Photos';
import { useLive } from '../db/live';
import type { OutboxRow } from '../db/outbox';
import { listPhotos } from '../db/photos';
import { act } from '../house/act';
import { t } from '../i18n/t';
import { retryOperation, retryPhoto, sendAddendum } from '../reports/commands';
import type { Errand } from '../reports/view';
import { syncNow } from '../sync/triggers';
import { nightInside, nightTitle } from './night-words';

/** "Cần bác giúp": what did not get through, where it is safe, and what can be done now. */
export function HelpCard({ errand, operations }: { errand: Errand; operations: OutboxRow[] }) {
  return (
    <section class="card card--trouble queue-card" data-testid="needs-help">
      <h2 class="card__tag card__tag--trouble">
        <Icon name="hand" />
        {t('sync.help')}
      </h2>
      {errand.kind === 'photo' ? (
        <PhotoErrand errand={errand} />
      ) : (
        <OperationErrand errand={errand} operation={operations.find((row) => row.op_id === errand.op_id)} />
      )}
    </section>
  );
}

const again = (command: () => Promise<unknown>) => void act(command).then(() => syncNow());

function PhotoErrand({ errand }: { errand: Errand }) {
  const [look, setLook] = useState(false);
  const photos = useLive(() => listPhotos(errand.report_id), [errand.report_id]);
  const photoId = errand.photo_id;
  const mine = photos.status === 'ready' ? photos.value.filter((photo) => photo.photo_id === photoId) : [];
  const unusable = mine[0]?.state === 'needs-new';
  return (
    <>
      <p>
        <b>{t(unusable ? 'sync.photoUnusable' : 'sync.photoStuck', { night: nightInside(errand.night) })}</b>
      </p>
      <p>{t('sync.photoSafe')}</p>
      <div class="card__actions">
        {photoId && (
          <Second onTap={() => again(() => retryPhoto(photoId))} id="retry-photo">
            {t('sync.photoAgain')}
          </Second>
        )}
        <TextButton onTap={() => setLook(!look)}>{t('sync.photoLook')}</TextButton>
      </div>
      {look && <PhotoShow photos={mine} />}
    </>
  );
}

function OperationErrand({ errand, operation }: { errand: Errand; operation: OutboxRow | undefined }) {
  const [text, setText] = useState<string | null>(null);
  const opId = errand.op_id;
  const conflict = operation?.status === 'conflict';
  const night = nightTitle(errand.night);
  return (
    <>
      <p>
        <b>{t(conflict ? 'sync.conflict' : 'sync.rejected', { night })}</b>
      </p>
      <p>{t(conflict ? 'sync.conflictNext' : 'sync.rejectedNext')}</p>
      {errand.problem?.title && <p class="quiet">{errand.problem.title}</p>}
      <div class="card__actions">
        {opId && !conflict && (
          <Second onTap={() => again(() => retryOperation(opId))} id="retry-operation">
            {t('btn.sendAgain')}
          </Second>
        )}
        {conflict && (
          <>
            <a class="second" href={`#/report/${errand.report_id}`}>
              {t('sync.lookAtTheirs')}
            </a>
            <TextButton onTap={() => setText(text === null ? '' : null)}>{t('sync.addWords')}</TextButton>
          </>
        )}
        <a class="text-button" href="#/urgent">
          {t('event.callDuty')}
        </a>
      </div>
      {text !== null && opId && (
        <div class="ask">
          <TextField
            area
            label={t('sync.addWords')}
            placeholder={t('sync.addHint')}
            value={text}
            max={2000}
            onText={setText}
          />
          <Second
            onTap={() => again(() => sendAddendum(errand.report_id, text, opId))}
            disabled={text.trim() === ''}
          >
            {t('sync.sendAddendum')}
          </Second>
        </div>
      )}
    </>
  );
}
