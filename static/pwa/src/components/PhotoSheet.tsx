import { useState } from 'preact/hooks';
import type { PhotoRow } from '../db/photos';
import { act } from '../house/act';
import { catalogue, communeSettings } from '../house/house';
import { t } from '../i18n/t';
import { isOwn, movePhoto } from '../photos/arranging';
import { captionPhoto } from '../photos/commands';
import type { About } from '../reports/body';
import { BlurEditor } from './BlurEditor';
import { Second, TextButton } from './Buttons';
import { TextField } from './Fields';
import { Icon } from './Icon';
import { usePicture } from './Photos';
import { Note } from './States';

const MOST_CAPTION = 200;

type SheetProps = {
  photo: PhotoRow;
  /** Those that are shown together, in their order. */
  shown: readonly PhotoRow[];
  onClose: () => void;
  onRemove: () => void;
  onOpen: (photoId: string) => void;
};

/** A picture opened: words under it, its place, blurring, out. What was announced already can only be moved or taken out. */
export function PhotoSheet({ photo, shown, onClose, onRemove, onOpen }: SheetProps) {
  const url = usePicture(photo.photo_id, photo.mime);
  const [blurring, setBlurring] = useState(false);
  const own = isOwn(photo);
  return (
    <figure class="large">
      {url ? <img src={url} alt={photo.caption || t('photo.alt')} /> : <Icon name="picture" size={48} />}
      <figcaption class="sheet">
        {shown.length > 1 && <Order photo={photo} shown={shown} />}
        {own ? (
          <TextField
            key={photo.photo_id}
            area
            label={t('photo.caption')}
            showLabel
            placeholder={t('photo.captionHint')}
            value={photo.caption}
            max={MOST_CAPTION}
            onText={(caption) => void act(() => captionPhoto(photo.photo_id, caption))}
            id="caption"
          />
        ) : (
          photo.caption && <p>{photo.caption}</p>
        )}
        <div class="sheet__acts">
          {own && !photo.original && (
            <Second icon="hand" onTap={() => setBlurring(true)} id="blur">
              {t('blur.title')}
            </Second>
          )}
          <Second icon="bin" onTap={onRemove} id="photo-remove">
            {t('photo.remove')}
          </Second>
          <TextButton onTap={onClose} id="photo-close">
            {t('btn.close')}
          </TextButton>
        </div>
      </figcaption>
      {blurring && (
        <BlurEditor
          photo={photo}
          onClose={() => setBlurring(false)}
          onDone={(photoId) => {
            setBlurring(false);
            onOpen(photoId);
          }}
        />
      )}
    </figure>
  );
}

function Order({ photo, shown }: Pick<SheetProps, 'photo' | 'shown'>) {
  const at = shown.findIndex((one) => one.photo_id === photo.photo_id);
  const move = (step: -1 | 1) => void act(() => movePhoto(shown, photo.photo_id, step));
  return (
    <div class="sheet__acts">
      <p class="label">{t('photo.place', { n: at + 1, all: shown.length })}</p>
      <Second icon="left" onTap={() => move(-1)} disabled={at <= 0} id="photo-earlier">
        {t('photo.earlier')}
      </Second>
      <Second icon="right" onTap={() => move(1)} disabled={at >= shown.length - 1} id="photo-later">
        {t('photo.later')}
      </Second>
    </div>
  );
}

const ADVICE = {
  team: 'photo.say.team',
  checkpoint: 'photo.say.checkpoint',
  scene: 'photo.say.scene',
  damage: 'photo.say.damage',
  found: 'photo.say.found',
  activity: 'photo.say.activity',
} as const satisfies Record<About, string>;

type AdviceProps = { about: About; incident: boolean; all: readonly PhotoRow[]; here: readonly PhotoRow[] };

/** What to take, what never, and how many: beside the camera. */
export function PhotoAdvice({ about, incident, all, here }: AdviceProps) {
  const limits = catalogue.value?.limits.photo ?? communeSettings.value?.photo;
  const [n, most] = incident ? [here.length, limits?.per_incident] : [all.length, limits?.per_report];
  return (
    <ul class="quiet advice">
      <li>{t(ADVICE[about])}</li>
      {about !== 'team' && <li>{t('photo.never')}</li>}
      {most !== undefined && n > 0 && (
        <li>{t(incident ? 'photo.mostHere' : 'photo.mostAll', { n, most })}</li>
      )}
    </ul>
  );
}

/** In place of the camera where the law wants no picture. */
export function NoPhoto() {
  return <Note icon="camera">{t('photo.none')}</Note>;
}
