import { useEffect } from 'preact/hooks';
import { laterPart } from '../house/later-part';

/** What takes care that nothing private is written or shown: it comes after the first screen, and nothing waits for it. */
export const care = laterPart(() => import('../screens/parts/care'));

/** The part once it is there; asks for it at the first use. */
export function useCare() {
  useEffect(() => void care.fetch(), []);
  const part = care.part.value;
  return part === 'failed' ? null : part;
}
