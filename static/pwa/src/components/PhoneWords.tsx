import { presentWords } from '../db/words';
import { watch } from '../house/watch';
import { t } from '../i18n/t';

const wordsWatch = watch(presentWords);
wordsWatch.start();

/** Three words that the office sees too: read out, they show that both speak of the same phone. */
export function PhoneWords() {
  const live = wordsWatch.live.value;
  if (live.status !== 'ready' || live.value.length === 0) return null;
  return (
    <section class="card phone-words" aria-label={t('words.label')} data-testid="phone-words">
      <h2 class="label">{t('words.label')}</h2>
      <ul>
        {live.value.map((word) => (
          <li key={word} lang="vi">
            {word}
          </li>
        ))}
      </ul>
      <p class="quiet">{t('words.how')}</p>
    </section>
  );
}
