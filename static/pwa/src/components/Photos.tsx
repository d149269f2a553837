import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Live } from '../db/live';
import { findPhotoBytes, type PhotoRow } from '../db/photos';
import { act } from '../house/act';
import { t } from '../i18n/t';
import { type PhotoPlace, removePhoto, restorePhoto } from '../photos/commands';
import { useCare } from './care';
import { Icon } from './Icon';
import { Note } from './States';
import { RoomWords, TakePhoto } from './TakePhoto';
import { offerUndo } from './Undo';

/** The picture's bytes as an address for `<img>`; `null` until they are read, or when they are gone. */
export function usePicture(photoId: string, mime: string): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    findPhotoBytes(photoId).then(
      (bytes) => {
        if (!bytes || gone) return;
        made = URL.createObjectURL(new Blob([bytes], { type: mime }));
        setUrl(made);
      },
      () => undefined,
    );
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [photoId, mime]);
  return url;
}

/** A picture with its tick: in the phone, or twice: with the commune police. */
export function Thumb({ photo, onTap }: { photo: PhotoRow; onTap?: () => void }) {
  const url = usePicture(photo.photo_id, photo.mime);
  const stored = photo.state === 'stored';
  const inside = (
    <>
      {url ? <img src={url} alt={t('photo.alt')} /> : <Icon name="picture" />}
      <span class="thumb__tick">
        <Icon name={stored ? 'check-twice' : 'check'} size={20} />
        <span class="hidden">{t(stored ? 'photo.stored' : 'photo.saved')}</span>
      </span>
    </>
  );
  return onTap ? (
    <button type="button" class="thumb" onClick={onTap} aria-label={t('photo.look')}>
      {inside}
    </button>
  ) : (
    <span class="thumb">{inside}</span>
  );
}

/** Pictures that could not be read are not "none". */
export function Unreadable({ photos }: { photos: Live<PhotoRow[]> }) {
  if (photos.status !== 'unreadable') return null;
  return (
    <Note icon="picture" tone="trouble">
      <b>{t('photo.unreadable')}</b> {t('photo.safe')}
    </Note>
  );
}

type StripProps = {
  draftId: string;
  place: PhotoPlace;
  photos: Live<PhotoRow[]>;
  /** Which of them belong here; all without it. */
  only?: (photo: PhotoRow) => boolean;
  words?: string;
  /** Beside the camera: the answer that there is no picture. */
  children?: ComponentChildren;
};

/** The pictures of one thing and the button for the next; a picture opens large, where it can be taken out. */
export function PhotoStrip({ draftId, place, photos, only = () => true, words, children }: StripProps) {
  const [openId, setOpen] = useState<string | null>(null);
  const care = useCare();
  const all = photos.status === 'ready' ? photos.value : [];
  const shown = all.filter(only);
  const open = shown.find((photo) => photo.photo_id === openId);
  const takeOut = (photo: PhotoRow) => {
    setOpen(null);
    void act(() => removePhoto(photo.photo_id));
    offerUndo(t('photo.removed'), () => act(() => restorePhoto(photo.photo_id)));
  };
  const Sheet = care?.PhotoSheet ?? Large;
  return (
    <section aria-label={t('photo.list')} class="photo-strip">
      <Unreadable photos={photos} />
      <div class="strip">
        {shown.map((photo) => (
          <Thumb
            key={photo.photo_id}
            photo={photo}
            onTap={() => setOpen(openId === photo.photo_id ? null : photo.photo_id)}
          />
        ))}
        <TakePhoto draftId={draftId} place={place} kind="strip" words={words} />
        {children}
      </div>
      {care && <care.PhotoAdvice about={place.about} incident={!!place.incident_id} all={all} here={shown} />}
      <RoomWords />
      {open && (
        <Sheet
          photo={open}
          shown={shown}
          onClose={() => setOpen(null)}
          onRemove={() => takeOut(open)}
          onOpen={setOpen}
        />
      )}
    </section>
  );
}

function Large({
  photo,
  onClose,
  onRemove,
}: {
  photo: PhotoRow;
  onClose: () => void;
  onRemove?: () => void;
}) {
  const url = usePicture(photo.photo_id, photo.mime);
  return (
    <figure class="large">
      {url ? <img src={url} alt={t('photo.alt')} /> : <Icon name="picture" size={48} />}
      {photo.caption && <p>{photo.caption}</p>}
      <figcaption class="card__actions">
        <button type="button" class="second" onClick={onClose}>
          {t('btn.close')}
        </button>
        {onRemove && (
          <button type="button" class="text-button" onClick={onRemove}>
            <Icon name="bin" />
            {t('photo.remove')}
          </button>
        )}
      </figcaption>
    </figure>
  );
}

/** Pictures to look at only. */
export function PhotoShow({ photos }: { photos: PhotoRow[] }) {
  const [open, setOpen] = useState<PhotoRow | null>(null);
  if (photos.length === 0) return null;
  return (
    <section aria-label={t('photo.list')}>
      <div class="strip">
        {photos.map((photo) => (
          <Thumb key={photo.photo_id} photo={photo} onTap={() => setOpen(open === photo ? null : photo)} />
        ))}
      </div>
      {open && <Large photo={open} onClose={() => setOpen(null)} />}
    </section>
  );
}
