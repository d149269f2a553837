import { TextButton } from '../components/Buttons';
import { type OutboxRow, operationOf } from '../db/outbox';
import { act } from '../house/act';
import { type Key, t } from '../i18n/t';
import { letBe } from '../reports/commands/roster';
import type { Errand } from '../reports/view';
import { nightTitle } from './night-words';

/** Another word was first, or the roster went another way: says which, and that nothing is to be done. */
export function SwapErrand({ errand, operation }: { errand: Errand; operation: OutboxRow }) {
  return (
    <>
      <p>
        <b>{t('swap.errand', { night: nightTitle(errand.night) })}</b>
      </p>
      <p>{t(whyOf(errand, operation))}</p>
      <div class="card__actions">
        <a class="second" href={`#/roster/${errand.night}/${operation.preset}`}>
          {t('sync.rosterSee')}
        </a>
        <TextButton onTap={() => void act(() => letBe(operation.op_id))} id="let-be">
          {t('swap.read')}
        </TextButton>
      </div>
    </>
  );
}

export function whyOf({ problem }: Pick<Errand, 'problem'>, row: OutboxRow): Key {
  if (!problem?.type.endsWith('/swap-settled')) return 'swap.err.changed';
  const state = problem.state;
  if (operationOf(row).kind === 'swap.answer')
    return state === 'taken-back' ? 'swap.err.taken-back' : 'swap.err.again';
  return state === 'agreed' ? 'swap.err.agreed' : 'swap.err.refused';
}
