import { Icon } from '../components/Icon';
import { t } from '../i18n/t';
import { go } from '../router';
import { monthAfter } from './month-facts';

/** Two arrows that lead to the month before and after, up to `newest`. */
export function MonthTurn({ to, month, newest }: { to: string; month: string; newest: string }) {
  const turn = (steps: number) => go(`${to}/${monthAfter(month, steps)}`, { replace: true });
  return (
    <>
      <button type="button" class="title__turn" aria-label={t('month.before')} onClick={() => turn(-1)}>
        <Icon name="left" />
      </button>
      <button
        type="button"
        class="title__turn"
        aria-label={t('month.after')}
        disabled={month >= newest}
        onClick={() => turn(1)}
      >
        <Icon name="right" />
      </button>
    </>
  );
}
