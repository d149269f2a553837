import { signal } from '@preact/signals';
import { t } from '../i18n/t';

type Undoable = { words: string; undo: () => Promise<unknown> | undefined; screen: string | null };

const undoable = signal<Undoable | null>(null);

/** Offers to bring back what was just taken away, on the screen that comes next; with `ms` for so long only. */
export function offerUndo(words: string, undo: Undoable['undo'], ms?: number): void {
  undoable.value = { words, undo, screen: null };
  if (!ms) return;
  setTimeout(() => {
    if (undoable.value?.undo === undo) undoable.value = null;
  }, ms);
}

/** The offer stands on one screen; going further takes it away. */
export function showUndoOn(screen: string): void {
  const offer = undoable.value;
  if (!offer) return;
  undoable.value = offer.screen === null || offer.screen === screen ? { ...offer, screen } : null;
}

/** "Đã bỏ …" with "Hoàn tác": instead of asking before. */
export function UndoBar() {
  const offer = undoable.value;
  if (!offer) return null;
  const undo = () => {
    undoable.value = null;
    void offer.undo();
  };
  return (
    <div class="undo" role="status">
      <span>{offer.words}</span>
      <button type="button" class="text-button" onClick={undo} data-testid="undo">
        {t('btn.undo')}
      </button>
    </div>
  );
}
