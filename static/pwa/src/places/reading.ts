/** The only file that asks for a position: at a tap, in an open shift, with the consent of who holds the phone. */
import { holderWhoAgreed } from '../consents/standing';
import { db } from '../db/db';
import { findDraft } from '../db/drafts';
import { note } from '../db/log';
import { placeNews } from '../house/place';
import { t } from '../i18n/t';
import { momentOf } from '../lib/time';
import type { Id, Position } from '../reports/body';
import { findPass, isGoingOn, type PlaceOf, writePlace } from '../reports/commands/placing';

const PATIENCE_MS = 10_000;
const SHOWN_MS = 8_000;
/** A phone that gives no position says so once, not at every point. */
let said = false;

/** For the pass just tapped. The tap itself is written long before. */
export async function readAtCheckpoint(draftId: Id, checkpointId: Id): Promise<void> {
  const of = await findPass(draftId, checkpointId);
  if (of) await readPlace(of);
}

/** Reads one position and writes it where it belongs; does nothing where it may not. Never throws. */
export async function readPlace(of: PlaceOf): Promise<void> {
  try {
    const now = Date.now();
    const holder = await holderWhoAgreed(now);
    if (!holder || !navigator.geolocation || !isGoingOn(await findDraft(of.draft_id))) return;
    tell('now', t('place.reading'), PATIENCE_MS + SHOWN_MS);
    const fix = await askOnce();
    const position = { ...rounded(fix.coords), by: holder, at: momentOf(now) };
    if (!(await keepIfAllowed(of, position))) return tell(null);
    said = false;
    tell('good', t('place.read', { n: position.accuracy_m }), SHOWN_MS);
  } catch (error) {
    if (said) tell(null);
    else tell('trouble', t(isRefusal(error) ? 'place.refused' : 'place.none'), SHOWN_MS);
    said = true;
    void note('place-not-read', { code: (error as GeolocationPositionError)?.code ?? null });
  }
}

const isRefusal = (error: unknown): boolean => (error as GeolocationPositionError)?.code === 1;

const askOnce = (): Promise<GeolocationPosition> =>
  new Promise((found, failed) =>
    navigator.geolocation.getCurrentPosition(found, failed, {
      enableHighAccuracy: true,
      timeout: PATIENCE_MS,
      maximumAge: 0,
    }),
  );

/** Four decimals are some eleven metres: more is nobody's business. */
function rounded({ latitude, longitude, accuracy }: GeolocationCoordinates): Position {
  const four = (value: number) => Math.round(value * 10_000) / 10_000;
  return { lat: four(latitude), lon: four(longitude), accuracy_m: Math.round(accuracy) };
}

/** While it was read the shift may have ended, the consent been taken back, or the phone gone to another hand. */
const keepIfAllowed = (of: PlaceOf, position: Position): Promise<boolean> =>
  db.transaction('rw', db.drafts, db.meta, async () => {
    const holder = await holderWhoAgreed(Date.now());
    if (holder !== position.by || !isGoingOn(await findDraft(of.draft_id))) return false;
    await writePlace(of, position);
    return true;
  });

function tell(tone: 'now' | 'good' | 'trouble' | null, words = '', forMs = 0): void {
  const news = tone && { tone, words };
  placeNews.value = news;
  if (news)
    setTimeout(() => {
      if (placeNews.value === news) placeNews.value = null;
    }, forMs);
}
