import { useEffect, useRef, useState } from 'preact/hooks';
import { findPhotoBytes, type PhotoRow } from '../db/photos';
import { act } from '../house/act';
import { t } from '../i18n/t';
import { replaceOwn } from '../photos/arranging';
import { Blurring, type Point } from '../photos/blurring';
import { Refusal } from '../reports/refusal';
import { Main, Second, TextButton } from './Buttons';
import { say } from './Live';
import { Note } from './States';
import { StumbleNote } from './Stumble';

// Like the second pass of shrinking: the picture is drawn anew.
const QUALITY = 0.75;
const STEP = 0.05;

/** Draws the picture on the canvas; `null` when it cannot be read. One canvas at a time: cheap phones have little memory. */
async function drawn(canvas: HTMLCanvasElement, photo: PhotoRow): Promise<Blurring | null> {
  const bytes = await findPhotoBytes(photo.photo_id);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!bytes || !context) return null;
  const bitmap = await createImageBitmap(new Blob([bytes], { type: photo.mime }));
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return new Blurring(context);
}

async function jpegOf(canvas: HTMLCanvasElement): Promise<ArrayBuffer> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!blob || blob.size === 0) throw new Refusal('not-saved');
  return blob.arrayBuffer();
}

/** Where on the picture a finger is. */
function pointOf(event: PointerEvent): Point {
  const canvas = event.currentTarget as HTMLCanvasElement;
  const box = canvas.getBoundingClientRect();
  return {
    x: ((event.clientX - box.left) / box.width) * canvas.width,
    y: ((event.clientY - box.top) / box.height) * canvas.height,
  };
}

/** Arrow keys move the frame, plus and minus size it; its middle and side are parts of the picture. */
function movedFrame(frame: Frame, key: string): Frame | null {
  const within = (value: number) => Math.min(1, Math.max(0, value));
  switch (key) {
    case 'ArrowLeft':
      return { ...frame, x: within(frame.x - STEP) };
    case 'ArrowRight':
      return { ...frame, x: within(frame.x + STEP) };
    case 'ArrowUp':
      return { ...frame, y: within(frame.y - STEP) };
    case 'ArrowDown':
      return { ...frame, y: within(frame.y + STEP) };
    case '+':
      return { ...frame, side: Math.min(0.9, frame.side + STEP) };
    case '-':
      return { ...frame, side: Math.max(STEP, frame.side - STEP) };
    default:
      return null;
  }
}

type Frame = { x: number; y: number; side: number };

function useBlurring(photo: PhotoRow) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const blurring = useRef<Blurring | null>(null);
  const [state, setState] = useState<'opening' | 'open' | 'unreadable'>('opening');
  const [strokes, setStrokes] = useState(0);
  useEffect(() => {
    const shown = canvas.current;
    if (!shown) return;
    drawn(shown, photo).then(
      (made) => {
        blurring.current = made;
        setState(made ? 'open' : 'unreadable');
      },
      () => setState('unreadable'),
    );
    // Frees the picture's memory at once.
    return () => void Object.assign(shown, { width: 0, height: 0 });
  }, [photo.photo_id]);
  const change = (work: (on: Blurring) => void) => {
    if (!blurring.current) return;
    work(blurring.current);
    setStrokes(blurring.current.count);
  };
  return { canvas, state, strokes, change };
}

type Props = { photo: PhotoRow; onClose: () => void; onDone: (photoId: string) => void };

/** The whole screen: a finger goes over what nobody needs to see. What is blurred is gone from the picture for good. */
export function BlurEditor({ photo, onClose, onDone }: Props) {
  const { canvas, state, strokes, change } = useBlurring(photo);
  const [saving, setSaving] = useState(false);
  const save = async () => {
    const shown = canvas.current;
    if (!shown || saving) return;
    setSaving(true);
    const { width, height } = shown;
    const id = await act(async () =>
      replaceOwn(photo.photo_id, { bytes: await jpegOf(shown), width, height }),
    );
    setSaving(false);
    if (!id) return;
    say(t('blur.kept'));
    onDone(id);
  };
  return (
    <div class="blur" role="dialog" aria-modal="true" aria-label={t('blur.title')} data-testid="blur-editor">
      <p>{t('blur.how')}</p>
      <StumbleNote />
      {state === 'unreadable' && (
        <Note icon="picture" tone="trouble">
          {t('photo.unreadable')} {t('photo.safe')}
        </Note>
      )}
      <Painting canvas={canvas} change={change} />
      <div class="blur__acts">
        <Second
          icon="undo"
          onTap={() => change((on) => on.undo())}
          disabled={strokes === 0 || saving}
          id="blur-undo"
        >
          {t('blur.undo')}
        </Second>
        <TextButton onTap={onClose} disabled={saving} id="blur-cancel">
          {t('btn.cancel')}
        </TextButton>
      </div>
      <Main icon="check" onTap={() => void save()} disabled={strokes === 0 || saving} id="blur-done">
        {t(saving ? 'photo.keeping' : 'btn.done')}
      </Main>
    </div>
  );
}

type PaintingProps = Pick<ReturnType<typeof useBlurring>, 'canvas' | 'change'>;

function Painting({ canvas, change }: PaintingProps) {
  const last = useRef<Point | null>(null);
  const [frame, setFrame] = useState<Frame | null>(null);
  const start = (event: PointerEvent) => {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const point = pointOf(event);
    last.current = point;
    setFrame(null);
    change((on) => {
      on.begin();
      on.line(point, point);
    });
  };
  const move = (event: PointerEvent) => {
    const from = last.current;
    if (!from) return;
    const point = pointOf(event);
    last.current = point;
    change((on) => on.line(from, point));
  };
  const key = (event: KeyboardEvent) => {
    const now = frame ?? { x: 0.5, y: 0.5, side: 0.2 };
    const moved = movedFrame(now, event.key);
    const blur = event.key === 'Enter' || event.key === ' ';
    if (!moved && !blur) return;
    event.preventDefault();
    setFrame(moved ?? now);
    const shown = canvas.current;
    if (!blur || !shown) return;
    const side = now.side * Math.min(shown.width, shown.height);
    change((on) => {
      on.begin();
      on.area(now.x * shown.width - side / 2, now.y * shown.height - side / 2, side, side);
    });
  };
  return (
    <div class="blur__picture">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={t('blur.keys')}
        data-testid="blur-canvas"
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={() => {
          last.current = null;
        }}
        onPointerCancel={() => {
          last.current = null;
        }}
        onKeyDown={key}
      />
      {frame && canvas.current && <KeyFrame frame={frame} canvas={canvas.current} />}
    </div>
  );
}

function KeyFrame({ frame, canvas }: { frame: Frame; canvas: HTMLCanvasElement }) {
  const side = frame.side * Math.min(canvas.clientWidth, canvas.clientHeight);
  const left = canvas.offsetLeft + frame.x * canvas.clientWidth - side / 2;
  const top = canvas.offsetTop + frame.y * canvas.clientHeight - side / 2;
  const place = { left: `${left}px`, top: `${top}px`, width: `${side}px`, height: `${side}px` };
  return <span class="blur__frame" style={place} aria-hidden="true" />;
}
