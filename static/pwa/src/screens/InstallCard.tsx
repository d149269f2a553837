import { platformName } from '../enrolment/commands';
import { installPrompt } from '../house/install-prompt';
import { type Key, t } from '../i18n/t';

/** How to put Kẻng on the home screen, in the words and with the drawing of this kind of phone. */
export function InstallCard() {
  const ios = platformName() === 'ios';
  const steps: Key[] = ios
    ? ['install.ios1', 'install.ios2', 'install.ios3']
    : installPrompt.value
      ? ['install.android1', 'install.android2']
      : ['install.menu1', 'install.menu2'];
  return (
    <section class="card install" data-testid="install-card">
      <h2>{t('install.title')}</h2>
      <p class="quiet">{t('install.why')}</p>
      <div class="install__how">
        {ios ? <ShareDrawing /> : <HomeDrawing />}
        <ol>
          {steps.map((key, index) => (
            <li key={key}>
              <b>{index + 1}.</b> {t(key)}
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

/** A home screen with the mark among the other apps. */
function HomeDrawing() {
  const spots = [
    [11, 13],
    [37, 13],
    [62, 13],
    [11, 42],
    [62, 42],
  ];
  return (
    <svg
      class="install__drawing"
      width="90"
      height="72"
      viewBox="0 0 90 72"
      aria-hidden="true"
      focusable="false"
    >
      <path class="install__frame" d="M1 72V12A11 11 0 0 1 12 1H78A11 11 0 0 1 89 12V72" />
      {spots.map(([x, y]) => (
        <rect key={`${x}-${y}`} class="install__spot" x={x} y={y} width="18" height="18" rx="5" />
      ))}
      <circle class="install__halo" cx="45" cy="51" r="18" />
      <rect class="install__app" x="35" y="41" width="20" height="20" rx="5" />
      <circle class="install__plate" cx="45" cy="53" r="4" />
      <path class="install__beam" d="M40 45h10M43 45v4M47 45v4" />
    </svg>
  );
}

/** The share sheet of an iPhone, with its arrow out of a box and the row to choose. */
function ShareDrawing() {
  return (
    <svg
      class="install__drawing"
      width="90"
      height="92"
      viewBox="0 0 90 92"
      aria-hidden="true"
      focusable="false"
    >
      <path class="install__frame" d="M1 92V12A11 11 0 0 1 12 1H78A11 11 0 0 1 89 12V92" />
      <rect class="install__spot" x="10" y="12" width="70" height="14" rx="4" />
      <circle class="install__halo" cx="45" cy="48" r="18" />
      <path class="install__share" d="M38 46h-3v13h20V46h-3M45 53V36M40 41l5-5 5 5" />
      <rect class="install__app" x="10" y="72" width="70" height="16" rx="5" />
      <path class="install__beam" d="M70 76v8M66 80h8M16 80h30" />
    </svg>
  );
}
