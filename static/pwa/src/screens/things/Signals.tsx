import type { Asset } from '../../api/book';
import { t } from '../../i18n/t';

/** How this gong is struck, and what each way means. */
export function SignalList({ signals }: Pick<Asset, 'signals'>) {
  return (
    <section class="card">
      <h2 class="label">{t('things.signals')}</h2>
      <dl class="signals">
        {signals.map(({ pattern, meaning }) => (
          <div key={pattern}>
            <dt>{pattern}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
