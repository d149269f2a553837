import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { findPhotoBytes, type PhotoRow } from '../db/photos';
import { act } from '../house/act';
import { t } from '../i18n/t';
import { addPhoto, type PhotoPlace, rememberPlace, removePhoto, restorePhoto } from '../photos/commands';
import { Icon } from './Icon';
import { say } from './Live';
import { offerUndo } from './Undo';

/** The picture's bytes as an address for `<img>`; `null` until they are read, or when they are gone. */
function usePicture(photoId: string, mime: string): string | null {
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

type TakeProps = { draftId: string; place: PhotoPlace; kind: 'dock' | 'strip' | 'second'; words?: string };

/**
 * Opens the camera or the gallery. The draft is in the database before, because Android may close the app behind the
 * camera; the place is remembered for the way back.
 */
export function TakePhoto({ draftId, place, kind, words }: TakeProps) {
  const [busy, setBusy] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const take = async (files: FileList | null) => {
    const chosen = [...(files ?? [])];
    if (input.current) input.current.value = '';
    setBusy((count) => count + chosen.length);
    for (const file of chosen) {
      const row = await act(() => addPhoto(draftId, place, file));
      if (row) say(t('photo.kept'));
      setBusy((count) => count - 1);
    }
  };
  const classes = { dock: 'main main--calm main--stacked', strip: 'second strip__take', second: 'second' };
  return (
    <label class={`${classes[kind]} take`} data-testid="take-photo">
      <Icon name="camera" size={28} />
      <span>{busy > 0 ? t('photo.keeping') : (words ?? t('btn.takePhoto'))}</span>
      <input
        ref={input}
        class="hidden"
        type="file"
        accept="image/*"
        multiple
        aria-label={words ?? t('btn.takePhoto')}
        onClick={() => void rememberPlace(location.hash)}
        onChange={(event) => void take(event.currentTarget.files)}
      />
    </label>
  );
}

type StripProps = {
  draftId: string;
  place: PhotoPlace;
  photos: PhotoRow[];
  words?: string;
  /** Beside the camera: the answer that there is no picture. */
  children?: ComponentChildren;
};

/** The pictures of one thing and the button for the next; a picture opens large, where it can be taken out. */
export function PhotoStrip({ draftId, place, photos, words, children }: StripProps) {
  const [open, setOpen] = useState<PhotoRow | null>(null);
  const takeOut = (photo: PhotoRow) => {
    setOpen(null);
    void act(() => removePhoto(photo.photo_id));
    offerUndo(t('photo.removed'), () => act(() => restorePhoto(photo.photo_id)));
  };
  return (
    <section aria-label={t('photo.list')}>
      <div class="strip">
        {photos.map((photo) => (
          <Thumb
            key={photo.photo_id}
            photo={photo}
            onTap={() => setOpen(open?.photo_id === photo.photo_id ? null : photo)}
          />
        ))}
        <TakePhoto draftId={draftId} place={place} kind="strip" words={words} />
        {children}
      </div>
      {open && <Large photo={open} onClose={() => setOpen(null)} onRemove={() => takeOut(open)} />}
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
