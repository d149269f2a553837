import { useState } from 'preact/hooks';
import { Second, TextButton } from '../components/Buttons';
import { Icon } from '../components/Icon';
import { PhotoShow } from '../components/Photos';
import { PhotoPicker, RoomWords } from '../components/TakePhoto';
import { useLive } from '../db/live';
import type { OutboxRow } from '../db/outbox';
import { listPhotos } from '../db/photos';
import { act } from '../house/act';
import { type Key, t } from '../i18n/t';
import { dismissPhoto, replacePhoto, retryOperation, retryPhoto } from '../reports/commands';
import { type Errand, slugOf } from '../reports/view';
import { syncNow } from '../sync/triggers';
import { AddWords } from './AddWords';
import { nightInside, nightTitle } from './night-words';
import { RosterErrand } from './RosterErrand';
import { SwapErrand } from './SwapErrand';

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

/** Sending goes on by itself; the picture is safe already. */
function sendOn<T>(kept: T): T {
  void syncNow();
  return kept;
}

function PhotoErrand({ errand }: { errand: Errand }) {
  const [look, setLook] = useState(false);
  const photos = useLive(() => listPhotos(errand.report_id), [errand.report_id]);
  const photoId = errand.photo_id ?? '';
  const mine = photos.status === 'ready' ? photos.value.filter((photo) => photo.photo_id === photoId) : [];
  const ofReport = errand.report_id !== errand.op_id;
  const unusable = mine[0]?.state === 'needs-new';
  return (
    <>
      <p>
        <b>{t(unusable ? 'sync.photoUnusable' : 'sync.photoStuck', { night: nightInside(errand.night) })}</b>
      </p>
      <p>{t(slugOf(errand.problem) === 'bytes-gone' ? 'sync.photoGone' : 'sync.photoSafe')}</p>
      <RoomWords short />
      <div class="card__actions">
        {/* What was told beside reports takes no other picture after the fact. */}
        {ofReport && (
          <PhotoPicker
            ownerId={photoId}
            words={t('sync.photoOther')}
            look="second"
            onPicked={(picked) => replacePhoto(photoId, picked).then(sendOn)}
          />
        )}
        {!unusable && (
          <Second onTap={() => again(() => retryPhoto(photoId))} id="retry-photo">
            {t('sync.photoAgain')}
          </Second>
        )}
        <TextButton onTap={() => setLook(!look)}>{t('sync.photoLook')}</TextButton>
        <TextButton onTap={() => void act(() => dismissPhoto(photoId))} id="dismiss-photo">
          {t('sync.photoNone')}
        </TextButton>
      </div>
      {look && <PhotoShow photos={mine} />}
    </>
  );
}

/** Why the server, or this phone, has set an operation aside, for those reasons that a person can do something about. */
const REASONS: readonly string[] = [
  'too-large',
  'hopeless',
  'operation-reused',
  'wrong-commune',
  'malformed',
];

function OperationErrand({ errand, operation }: { errand: Errand; operation: OutboxRow | undefined }) {
  const opId = errand.op_id;
  const conflict = operation?.status === 'conflict';
  const night = nightTitle(errand.night);
  const slug = slugOf(errand.problem);
  if (conflict && operation?.kind.startsWith('swap.'))
    return <SwapErrand errand={errand} operation={operation} />;
  if (slug === 'roster-changed') return <RosterErrand errand={errand} />;
  const reason = REASONS.includes(slug) ? t(`why.${slug}` as Key) : errand.problem?.title;
  return (
    <>
      <p>
        <b>{t(conflict ? 'sync.conflict' : 'sync.rejected', { night })}</b>
      </p>
      {reason && <p>{reason}</p>}
      <p>{t(conflict ? 'sync.conflictNext' : 'sync.rejectedNext')}</p>
      <div class="card__actions">
        {opId && !conflict && (
          <Second onTap={() => again(() => retryOperation(opId))} id="retry-operation">
            {t('btn.sendAgain')}
          </Second>
        )}
        {conflict && (
          <a class="second" href={`#/report/${errand.report_id}`}>
            {t('sync.lookAtTheirs')}
          </a>
        )}
        <a class="text-button" href="#/urgent">
          {t('event.callDuty')}
        </a>
      </div>
      {conflict && <AddWords reportId={errand.report_id} words={t('sync.addWords')} settles={opId} />}
    </>
  );
}
