import { Component, type ComponentChildren } from 'preact';
import { t } from '../i18n/t';
import { Icon } from './Icon';

type Props = { children: ComponentChildren; name: string };

/**
 * Instead of a white page: what happened, what is safe, how to go on. `name` changes with the screen, so that
 * going elsewhere clears the fault.
 */
export class Fault extends Component<Props, { broken: string | null }> {
  override state = { broken: null };

  static override getDerivedStateFromError() {
    return { broken: '' };
  }

  override componentDidCatch() {
    this.setState({ broken: this.props.name });
  }

  override componentDidUpdate(before: Props) {
    if (before.name !== this.props.name && this.state.broken !== null) this.setState({ broken: null });
  }

  override render() {
    if (this.state.broken === null) return this.props.children;
    return <FaultScreen />;
  }
}

/** Uses nothing but words and links: it must stand when everything else has fallen. */
export function FaultScreen() {
  return (
    <div class="screen" data-testid="screen-fault">
      <main class="content fault" aria-live="assertive">
        <Icon name="hand" size={56} />
        <h1>{t('fault.title')}</h1>
        <p>{t('state.safe')}</p>
        <p class="quiet">{t('fault.next')}</p>
      </main>
      <footer class="dock">
        <a class="text-button text-button--quiet" href="rescue.html">
          {t('fault.rescue')}
        </a>
        <div class="dock__row">
          <a class="urgent-key" href="#/urgent">
            <Icon name="call" />
            <span>{t('urgent.key')}</span>
          </a>
          <button type="button" class="main" onClick={() => location.reload()}>
            <Icon name="refresh" />
            <span>{t('fault.reload')}</span>
          </button>
        </div>
      </footer>
    </div>
  );
}
