import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { aloudButton } from '../house/aloud';
import { t } from '../i18n/t';
import { look } from '../look/look';
import { back } from '../router';
import { PhoneWarnings } from './Banners';
import { Icon } from './Icon';
import { DemoBand, QueueBar } from './QueueBar';
import { StumbleNote } from './Stumble';
import { showUndoOn, UndoBar } from './Undo';

type ScreenProps = {
  title?: string;
  /** Quiet words after the title, or with `two` under it. */
  sub?: string;
  two?: boolean;
  right?: ComponentChildren;
  /** Where "back" leads when the app was opened on this very screen; without it there is no arrow. */
  up?: string;
  onBack?: () => void;
  /** The queue bar: a link, nothing, or (on its own screen) words only. */
  bar?: boolean | 'here';
  urgent?: boolean;
  /** Stays with the heading when the content scrolls: the rail of groups. */
  under?: ComponentChildren;
  children: ComponentChildren;
  dock?: ComponentChildren;
  id: string;
};

/** The four bands of every screen. The heading takes the focus, so that a screen reader says where one is. */
export function Screen(props: ScreenProps) {
  const { title, bar = true, children, dock, id } = props;
  const Aloud = look.value.aloud && aloudButton.value;
  useEffect(() => showUndoOn(id), [id]);
  useEffect(() => {
    document.title = title ? `${title} · Kẻng` : 'Kẻng';
  }, [title]);
  return (
    <div class="screen" data-testid={`screen-${id}`}>
      <header class={title ? 'head head--titled' : 'head'}>
        <DemoBand />
        {props.urgent && <div class="head__strip" />}
        <div class="head__top">
          {bar && <QueueBar here={bar === 'here'} />}
          {Aloud && <Aloud />}
        </div>
        {title && <Title {...props} title={title} />}
        {props.under}
      </header>
      <main class="content">
        <PhoneWarnings />
        <StumbleNote />
        <UndoBar />
        {children}
      </main>
      {dock && <footer class="dock">{dock}</footer>}
    </div>
  );
}

function Title({ title, sub, two, right, up, onBack, urgent }: ScreenProps & { title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const kind = `title${two ? ' title--two' : ''}${urgent ? ' title--urgent' : ''}`;
  return (
    <div class={kind}>
      {up !== undefined && (
        <button
          type="button"
          class="title__back"
          aria-label={t('btn.back')}
          onClick={() => (onBack ? onBack() : back(up))}
        >
          <Icon name="back" />
        </button>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
        {sub && <small>{two ? sub : ` · ${sub}`}</small>}
      </h1>
      {right}
    </div>
  );
}
