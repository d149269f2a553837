import { Volume2, VolumeX } from 'lucide';
import { linesOf, readLines, speaking, stopReading, voiceFor } from '../house/speaking';
import { t } from '../i18n/t';
import { look } from '../look/look';
import { Drawing } from './Icon';
import type { IconNode } from './icons';

/** Reads title and contents of the screen aloud, or stops; nothing where the device has no voice of its own. */
export function ReadAloud() {
  const voice = voiceFor(look.value.language);
  if (!voice) return null;
  const tap = () => {
    if (speaking.value) return stopReading();
    const read = document.querySelectorAll('.title h1, .content, .dock');
    readLines([...read].flatMap(linesOf), voice);
  };
  return (
    <button
      type="button"
      class="aloud"
      aria-pressed={speaking.value}
      aria-label={t(speaking.value ? 'aloud.stop' : 'aloud.read')}
      onClick={tap}
      data-testid="read-aloud"
    >
      <Drawing node={(speaking.value ? VolumeX : Volume2) as IconNode} size={28} />
    </button>
  );
}
