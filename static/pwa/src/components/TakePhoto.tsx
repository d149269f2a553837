import { useEffect, useRef } from 'preact/hooks';
import { act } from '../house/act';
import { measureRoom, room } from '../house/room';
import { quiet } from '../house/under-way';
import { t } from '../i18n/t';
import { addPhoto, copyPicked, type PhotoPlace, type Picked } from '../photos/commands';
import { pend, pendingOf } from '../photos/pending';
import { forgetPlace, rememberPlace } from '../photos/place';
import { Icon } from './Icon';
import { say } from './Live';
import { Note } from './States';

// Longer than a write takes on the slowest phone; a database that is out of reach must not keep the camera shut.
const PATIENCE_MS = 800;

/** Whether what was written, and the way back, are in the database: Android may close the app behind the camera. */
function useSavedFirst() {
  const saved = useRef(false);
  const save = async () => {
    saved.current = false;
    const patience = new Promise((done) => setTimeout(done, PATIENCE_MS));
    const written = Promise.all([quiet(PATIENCE_MS), rememberPlace(location.hash)]).catch(() => undefined);
    await Promise.race([written, patience]);
    saved.current = true;
  };
  let saving: Promise<void> | undefined;
  return {
    begin: () => {
      saving = save();
    },
    /** Lets the picker open only when all is saved; else opens it itself a moment later. */
    open: (event: Event) => {
      if (saved.current) {
        saved.current = false;
        return;
      }
      const input = event.currentTarget as HTMLInputElement;
      event.preventDefault();
      void (saving ?? save()).then(() => input.click());
    },
  };
}

type PickerProps = {
  /** The draft, addendum or picture that waits for what is picked. */
  ownerId: string;
  words: string;
  look: string;
  many?: boolean;
  /** Takes one picture; the next one waits for its end. */
  onPicked: (picked: Picked) => Promise<unknown>;
};

/** A button that opens the camera or the gallery. What the person has written is in the database before it opens. */
export function PhotoPicker({ ownerId, words, look, many, onPicked }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const first = useSavedFirst();
  useEffect(() => void measureRoom(), []);
  const full = room().key === 'words-only';
  const take = async (files: FileList | null) => {
    const chosen = [...(files ?? [])];
    const copies = copyPicked(chosen);
    if (input.current) input.current.value = '';
    const done = pend(ownerId, chosen.length);
    for (const copy of copies) {
      if (await act(() => onPicked(copy))) say(t('photo.kept'));
      done();
    }
    await Promise.all([measureRoom(), forgetPlace().catch(() => undefined)]);
  };
  return (
    <label class={`${look} take`} data-testid="take-photo" onPointerDown={first.begin} aria-disabled={full}>
      <Icon name="camera" size={28} />
      <span>{pendingOf(ownerId) > 0 ? t('photo.keeping') : words}</span>
      <input
        ref={input}
        class="hidden"
        type="file"
        accept="image/*"
        multiple={many}
        disabled={full}
        aria-label={words}
        onClick={first.open}
        onChange={(event) => void take(event.currentTarget.files)}
      />
    </label>
  );
}

type TakeProps = { draftId: string; place: PhotoPlace; kind: 'dock' | 'strip' | 'second'; words?: string };

const LOOKS = { dock: 'main main--calm main--stacked', strip: 'second strip__take', second: 'second' };

/** Takes pictures into a draft or an addendum. */
export function TakePhoto({ draftId, place, kind, words }: TakeProps) {
  return (
    <PhotoPicker
      ownerId={draftId}
      words={words ?? t('btn.takePhoto')}
      look={LOOKS[kind]}
      onPicked={(picked) => addPhoto(draftId, place, picked)}
      many
    />
  );
}

/** How much room there is for pictures, before one is taken; `short` = only when it is little. */
export function RoomWords({ short }: { short?: boolean }) {
  const now = room();
  switch (now.key) {
    case 'unknown':
      return null;
    case 'plenty':
    case 'some':
      return short ? null : (
        <p class="quiet room">{now.key === 'some' ? t('room.some', { n: now.photos }) : t('room.plenty')}</p>
      );
    case 'small':
      return (
        <Note icon="phone" tone="wait">
          {t('room.small')}
        </Note>
      );
    case 'words-only':
      return (
        <Note icon="warning" tone="trouble">
          <b>{t('room.words')}</b> {t('room.wordsNext')}
        </Note>
      );
  }
}
