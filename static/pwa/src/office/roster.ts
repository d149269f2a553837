import { all, one } from './page';

/** The row under the roster counts each member's nights while they are being ticked. */
export function countNights(): void {
  const roster = one('[data-roster]');
  if (!roster) return;
  roster.addEventListener('change', () => {
    for (const sum of all('[data-member-sum]', roster)) {
      const member = CSS.escape(sum.dataset.memberSum ?? '');
      const ticked = all(`[data-member="${member}"]:checked`, roster).length;
      sum.textContent = String(ticked);
    }
  });
}
