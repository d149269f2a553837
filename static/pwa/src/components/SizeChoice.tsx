import { t } from '../i18n/t';
import { look, type Size, setLook } from '../look/look';

const SIZES: readonly (readonly [Size, 'size.18' | 'size.22' | 'size.26'])[] = [
  [18, 'size.18'],
  [22, 'size.22'],
  [26, 'size.26'],
];

/** Text size, each word in its own size, taken over by the page at once. */
export function SizeChoice() {
  return (
    <div class="choices sizes" role="radiogroup" aria-label={t('size.label')}>
      {SIZES.map(([size, key]) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio input cannot hold a target of 56 px with its words
        <button
          type="button"
          role="radio"
          key={size}
          class={`sizes__${size}`}
          aria-checked={look.value.size === size}
          onClick={() => setLook({ size })}
          data-testid={`size-${size}`}
        >
          {t(key)}
        </button>
      ))}
    </div>
  );
}
