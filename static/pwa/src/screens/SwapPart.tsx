import { useState } from 'preact/hooks';
import { Second, TextButton } from '../components/Buttons';
import { Chip } from '../components/Chip';
import { Note } from '../components/States';
import type { ShiftRow } from '../db/roster';
import { now } from '../house/clock';
import { t } from '../i18n/t';
import { msOf } from '../lib/time';
import { isAbout, isOpen, returnsFor, type SwapShown, takersOf } from '../swaps/rules';
import { nightTitle, span } from './night-words';
import { AskedCard, ask, holderId, swapsOf, teamIds, WaitingCard } from './SwapCards';
import { nameOf, standingOf, swapLine } from './swap-words';

/** In the night of a shift: what is asked, the way to ask, and who asked whom before. */
export function SwapPart({ shift, shifts }: { shift: ShiftRow; shifts: readonly ShiftRow[] }) {
  const swaps = swapsOf(shifts).filter((one) => isAbout(one, shift.id));
  const open = swaps.filter(isOpen);
  const mine = open.find(({ swap, shift: given }) => swap.asker_id === holderId() && given.id === shift.id);
  const asked = open.filter(({ swap }) => swap.asked_id === holderId());
  const lies = shift.state === 'planned' && msOf(shift.starts_at) > now.value;
  return (
    <>
      {asked.map((one) => (
        <AskedCard key={one.swap.swap_id} asked={one} />
      ))}
      {mine && <WaitingCard asked={mine} />}
      {!mine && lies && shift.member_ids.includes(holderId()) && <Ask shift={shift} shifts={shifts} />}
      <History swaps={swaps.filter((one) => one !== mine && !asked.includes(one))} />
    </>
  );
}

type AskProps = { shift: ShiftRow; shifts: readonly ShiftRow[] };

/** One tap opens the choice, the next one asks; it can be undone. */
function Ask({ shift, shifts }: AskProps) {
  const [open, setOpen] = useState<'give' | 'swap' | null>(null);
  const takers = takersOf(shift, teamIds());
  const returns = returnsFor(shift, shifts, holderId(), teamIds(), now.value);
  if (!open)
    return (
      <div class="picks">
        <Second wide icon="people" onTap={() => setOpen('give')} id="swap-give">
          {t('swap.askGive')}
        </Second>
        {returns.length > 0 && (
          <Second wide icon="calendar" onTap={() => setOpen('swap')} id="swap-swap">
            {t('swap.askSwap')}
          </Second>
        )}
      </div>
    );
  return (
    <section class="card card--wait">
      <h2 class="label">{t(open === 'give' ? 'swap.whoGives' : 'swap.whichNight')}</h2>
      <div class="picks">
        {open === 'give' &&
          takers.map((id) => (
            <Second key={id} wide onTap={() => ask(shift, id, null)}>
              {nameOf(id)}
            </Second>
          ))}
        {open === 'give' && takers.length === 0 && <Note icon="people">{t('swap.nobody')}</Note>}
        {open === 'swap' &&
          returns.map(({ shift: other, member }) => (
            <Second key={`${other.id} ${member}`} wide onTap={() => ask(shift, member, other)}>
              {nightTitle(other.night)}, {span(other.starts_at, other.ends_at)}
              <small>{t('swap.with', { name: nameOf(member) })}</small>
            </Second>
          ))}
        <TextButton tone="quiet" onTap={() => setOpen(null)}>
          {t('swap.close')}
        </TextButton>
      </div>
    </section>
  );
}

function History({ swaps }: { swaps: SwapShown[] }) {
  if (swaps.length === 0) return null;
  return (
    <>
      <h2 class="label">{t('swap.label')}</h2>
      <ul class="nights">
        {swaps.map((one) => {
          const { tone, icon, words } = standingOf(one);
          return (
            <li class="card card__row" key={one.swap.swap_id} data-testid="swap-line">
              <span>{swapLine(one)}</span>
              <Chip tone={tone} icon={icon}>
                {words}
              </Chip>
            </li>
          );
        })}
      </ul>
    </>
  );
}
