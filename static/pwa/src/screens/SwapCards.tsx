import { Second } from '../components/Buttons';
import { Icon } from '../components/Icon';
import { say } from '../components/Live';
import { offerUndo } from '../components/Undo';
import { useLive } from '../db/live';
import { getMeta } from '../db/meta';
import { HOLD_MS, unsay } from '../db/outbox';
import { listShifts, type ShiftRow } from '../db/roster';
import { act } from '../house/act';
import { now } from '../house/clock';
import { house, members } from '../house/house';
import { t } from '../i18n/t';
import { nightOf } from '../lib/time';
import { answerSwap, askSwap, noteRead, takeSwapBack } from '../swaps/commands';
import { isOpen, newsFor, type SwapShown, swapsIn } from '../swaps/rules';
import { nightInside, nightTitle } from './night-words';
import { nameOf, swapTerms } from './swap-words';

export const holderId = (): string => house.value?.enrolment.holder_id ?? '';
export const teamIds = (): string[] => members.value.map((one) => one.id);
export const swapsOf = (shifts: readonly ShiftRow[]): SwapShown[] =>
  swapsIn(shifts, new Set(teamIds()), now.value);

/** Runs a word that can be undone until it goes out, and says what was done. */
export const saying = (words: string, word: () => Promise<string>): void =>
  void act(word).then((opId) => {
    if (!opId) return;
    say(words);
    offerUndo(words, () => act(() => unsay(opId)), HOLD_MS);
  });

export const ask = (shift: ShiftRow, member: string, other: ShiftRow | null): void =>
  saying(t('swap.sent', { name: nameOf(member) }), () => askSwap(shift, member, other));

/** What others ask of the holder, then what became of what the holder asked. */
export function HomeSwaps() {
  const tonight = nightOf(now.value);
  const live = useLive(
    async () => ({ shifts: await listShifts(tonight), read: (await getMeta('swaps_read')) ?? [] }),
    [tonight],
  );
  if (live.status !== 'ready') return null;
  const swaps = swapsOf(live.value.shifts);
  return (
    <>
      {swaps
        .filter((one) => isOpen(one) && one.swap.asked_id === holderId())
        .map((one) => (
          <AskedCard key={one.swap.swap_id} asked={one} />
        ))}
      {newsFor(swaps, holderId(), live.value.read, tonight).map((one) => (
        <NewsCard key={one.swap.swap_id} news={one} />
      ))}
    </>
  );
}

/** Somebody asks the holder: what it means for both, and the two answers. */
export function AskedCard({ asked }: { asked: SwapShown }) {
  const { swap, shift } = asked;
  const name = nameOf(swap.asker_id);
  const night = nightInside(shift.night);
  const title = t(swap.in_return ? 'swap.asksSwap' : 'swap.asksGive', { name });
  return (
    <section class="card card--wait" aria-label={title} data-testid="swap-asked">
      <h2 class="card__tag card__tag--wait">
        <Icon name="people" />
        {title}
      </h2>
      {swapTerms(asked).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <div class="card__actions">
        <Second
          icon="check"
          wide
          onTap={() => saying(t('swap.saidYes', { night }), () => answerSwap(shift, swap.swap_id, 'agreed'))}
          id="swap-agree"
        >
          {t(swap.in_return ? 'swap.agreeSwap' : 'swap.agree')}
        </Second>
        <Second
          icon="close"
          wide
          onTap={() => saying(t('swap.saidNo'), () => answerSwap(shift, swap.swap_id, 'refused'))}
          id="swap-refuse"
        >
          {t('swap.refuse')}
        </Second>
      </div>
    </section>
  );
}

/** What the holder asked and waits for. */
export function WaitingCard({ asked: { swap, shift } }: { asked: SwapShown }) {
  return (
    <section class="card card--wait" data-testid="swap-waiting">
      <p class="card__tag card__tag--wait">
        <Icon name="clock" />
        {t('swap.waiting', { name: nameOf(swap.asked_id) })}
      </p>
      {swap.in_return && <p>{t('swap.insteadOf', { night: nightInside(swap.in_return.night) })}</p>}
      <Second
        icon="undo"
        wide
        onTap={() => saying(t('swap.tookBack'), () => takeSwapBack(shift, swap.swap_id))}
        id="swap-back"
      >
        {t('swap.withdraw')}
      </Second>
    </section>
  );
}

function NewsCard({ news }: { news: SwapShown }) {
  const { swap, shift, lapse } = news;
  const name = nameOf(swap.asked_id);
  const agreed = swap.state === 'agreed';
  const night = nightInside(shift.night);
  const title = lapse
    ? t('swap.lapsed', { name })
    : t(agreed ? (swap.in_return ? 'swap.gotSwap' : 'swap.got') : 'swap.not', { name });
  const stays = shift.state === 'planned' && shift.member_ids.includes(holderId());
  return (
    <section
      class={agreed ? 'card card--good' : 'card card--trouble'}
      aria-label={title}
      data-testid="swap-news"
    >
      <h2 class={`card__tag card__tag--${agreed ? 'good' : 'trouble'}`}>
        <Icon name={agreed ? 'check' : 'people'} />
        {title}
      </h2>
      {lapse && <p>{`${nightTitle(shift.night)}. ${t(`swap.lapsed.${lapse}`)}`}</p>}
      {agreed && !stays && <p>{t('swap.free', { night })}</p>}
      {agreed && swap.in_return && <p>{t('swap.insteadOf', { night: nightInside(swap.in_return.night) })}</p>}
      {!agreed && stays && <p>{t('swap.still', { night })}</p>}
      <div class="card__actions">
        {!agreed && stays && lapse !== 'begun' && (
          <a class="second" href={`#/roster/${shift.night}/${shift.preset}`}>
            {t('swap.other')}
          </a>
        )}
        <Second onTap={() => void act(() => noteRead(swap.swap_id))} id="swap-read">
          {t('swap.read')}
        </Second>
      </div>
    </section>
  );
}
