import type { ComponentChildren } from 'preact';
import { t } from '../i18n/t';
import { Icon } from './Icon';
import type { IconName } from './icons';

type Act = {
  onTap: () => void;
  children: ComponentChildren;
  icon?: IconName;
  disabled?: boolean;
  id?: string;
};

/** A short answer of the phone to a press, where it has a motor and the person has not asked for less motion. */
export function buzz(): void {
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) navigator.vibrate?.(12);
}

/** The one main action of a screen, in the dock at the thumb. */
export function Main({
  onTap,
  children,
  icon,
  disabled,
  id,
  calm,
  after,
}: Act & { calm?: boolean; after?: IconName }) {
  const tap = () => {
    buzz();
    onTap();
  };
  return (
    <button
      type="button"
      class={calm ? 'main main--calm' : 'main'}
      onClick={tap}
      disabled={disabled}
      data-testid={id}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {after && <Icon name={after} />}
    </button>
  );
}

/** An outlined button beside or inside something. */
export function Second({
  onTap,
  children,
  icon,
  disabled,
  id,
  wide,
  pressed,
}: Act & { wide?: boolean; pressed?: boolean }) {
  return (
    <button
      type="button"
      class={wide ? 'second second--wide' : 'second'}
      aria-pressed={pressed}
      onClick={onTap}
      disabled={disabled}
      data-testid={id}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** A quiet action, as text. */
export function TextButton({
  onTap,
  children,
  icon,
  disabled,
  id,
  tone,
}: Act & { tone?: 'quiet' | 'bronze' }) {
  return (
    <button
      type="button"
      class={`text-button${tone ? ` text-button--${tone}` : ''}`}
      onClick={onTap}
      disabled={disabled}
      data-testid={id}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** Khẩn: opens the numbers and never asks anything first. */
export function Urgent({ wide }: { wide?: boolean }) {
  return (
    <a class={wide ? 'urgent-key urgent-key--wide' : 'urgent-key'} href="#/urgent" data-testid="urgent">
      <Icon name="call" />
      <span>{t(wide ? 'urgent.keyWide' : 'urgent.key')}</span>
    </a>
  );
}
