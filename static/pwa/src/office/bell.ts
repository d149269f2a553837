import { all, one, wordsOf } from './page';

const KEY = 'keng.duty-bell';
/** As long as one turn of duty; whoever comes next switches it on anew. */
const TURN_MS = 12 * 60 * 60_000;
const AGAIN_MS = 4_000;
const STROKES = [880, 660, 880];
const STROKE_SECONDS = 0.35;

let audio: AudioContext | undefined;
let ringing: ReturnType<typeof setInterval> | undefined;

const until = (): number => {
  const kept = Number(localStorage.getItem(KEY));
  return kept > Date.now() ? kept : 0;
};

/** "Bật âm báo trực ban": one press a turn, kept by this browser for all pages of the office. */
export function followBell(): void {
  for (const button of all<HTMLButtonElement>('[data-bell]'))
    button.addEventListener('click', () => {
      if (until()) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, String(Date.now() + TURN_MS));
      show();
      if (until()) void strike();
      else ring(false);
    });
  // Browsers let a page be heard only once somebody has touched it.
  for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, () => void wake());
  addEventListener('storage', show);
  show();
  void wake();
}

/** Rings while an urgent alert waits, where the sound is switched on. */
export function ring(waits: boolean): void {
  if (!waits || !until()) {
    clearInterval(ringing);
    ringing = undefined;
  } else if (!ringing) {
    void strike();
    ringing = setInterval(() => void (until() ? strike() : ring(false)), AGAIN_MS);
  }
}

function show(): void {
  const end = until();
  const clock = end && new Date(end).toLocaleTimeString('vi', { hour: 'numeric', minute: '2-digit' });
  for (const button of all('[data-bell]')) {
    const [off = '', on = ''] = wordsOf(button, 'bellWords');
    const words = one('span', button);
    if (words) words.textContent = end ? on : off;
    button.setAttribute('aria-pressed', String(end > 0));
  }
  for (const told of all('[data-bell-until]')) {
    told.hidden = !end;
    told.textContent = (told.dataset.bellUntil ?? '').replace('{time}', String(clock));
  }
}

/** Gives whether this page may be heard; where the sound is on and it may not, that must not be silent. */
async function wake(): Promise<boolean> {
  if (!until()) return tellMuted(false);
  audio ??= new AudioContext();
  // Where nobody has touched the page yet, the promise is never kept.
  await Promise.race([audio.resume(), new Promise((done) => setTimeout(done, 300))]);
  return !tellMuted(audio.state !== 'running');
}

function tellMuted(muted: boolean): boolean {
  const bar = one('[data-bell-muted]');
  if (bar) bar.hidden = !muted;
  return muted;
}

async function strike(): Promise<void> {
  if (!(await wake()) || !audio) return;
  let at = audio.currentTime;
  for (const pitch of STROKES) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.6, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + STROKE_SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    at += STROKE_SECONDS;
    tone.stop(at);
  }
}
