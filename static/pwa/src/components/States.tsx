import type { ComponentChildren } from 'preact';
import { t } from '../i18n/t';
import { Icon } from './Icon';
import type { IconName } from './icons';

type NoteProps = {
  icon: IconName;
  tone?: 'wait' | 'trouble' | 'now' | 'good';
  children: ComponentChildren;
  role?: 'status' | 'alert';
};

/** A sentence with an icon: empty lists, no network, things that did not work. */
export function Note({ icon, tone, children, role }: NoteProps) {
  return (
    <div class={tone ? `note note--${tone}` : 'note'} role={role}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

/** Grey bars in the shape of what is coming, while the phone's database opens. */
export function Skeleton({ cards = 2 }: { cards?: number }) {
  return (
    <div role="status" aria-label={t('state.loading')} class="skeletons">
      {Array.from({ length: cards }, (_, index) => (
        <div class="card skeleton" key={`s${index}`}>
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}

/** Nothing could be read: says what is safe and how to go on. */
export function Trouble({ onRetry = () => location.reload() }: { onRetry?: () => void }) {
  return (
    <Note icon="hand" tone="trouble" role="alert">
      <b>{t('state.readFailed')}</b> {t('state.safe')}
      <div class="card__actions">
        <button type="button" class="second" onClick={onRetry}>
          {t('btn.tryAgain')}
        </button>
      </div>
    </Note>
  );
}
