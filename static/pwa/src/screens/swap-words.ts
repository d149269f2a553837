import type { Tone } from '../components/Chip';
import type { IconName } from '../components/icons';
import type { ShiftRow } from '../db/roster';
import { findName } from '../house/house';
import { t } from '../i18n/t';
import type { Id } from '../reports/body';
import type { SwapShown } from '../swaps/rules';
import { nightInside, span } from './night-words';

/** The name of a member, also of one who has left the team. */
export const nameOf = (id: Id): string => findName(id) ?? '…';

/** "Nguyễn Văn Bình nhờ Trần Thị Hoa trực thay". */
export function swapLine({ swap }: SwapShown): string {
  const names = { asker: nameOf(swap.asker_id), asked: nameOf(swap.asked_id) };
  return swap.in_return
    ? t('swap.lineSwap', { ...names, night: nightInside(swap.in_return.night) })
    : t('swap.lineGive', names);
}

type Standing = { tone: Tone; icon: IconName; words: string };

/** How a swap stands, in colour, picture and word. */
export function standingOf({ swap, lapse }: SwapShown): Standing {
  if (lapse) return { tone: 'plain', icon: 'minus', words: t('swap.state.lapsed') };
  const words = t(`swap.state.${swap.state}`);
  if (swap.state === 'asked') return { tone: 'wait', icon: 'clock', words };
  if (swap.state === 'agreed') return { tone: 'good', icon: 'check', words };
  return { tone: 'plain', icon: swap.state === 'refused' ? 'close' : 'undo', words };
}

const whole = ({ night, starts_at, ends_at }: ShiftRow) => ({
  night: nightInside(night),
  span: span(starts_at, ends_at),
});

/** Who walks when, after it, for the one who is asked. */
export function swapTerms({ swap, shift, other }: SwapShown): string[] {
  const mine = t('swap.youTake', whole(shift));
  return other ? [mine, t('swap.theyTake', { name: nameOf(swap.asker_id), ...whole(other) })] : [mine];
}
