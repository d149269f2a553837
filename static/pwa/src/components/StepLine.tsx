import { t } from '../i18n/t';

/** The questions as dots on a small line; a tap goes to one. */
export function StepLine({
  at,
  count,
  onStep,
}: {
  at: number;
  count: number;
  onStep: (step: number) => void;
}) {
  const share = count > 1 ? at / (count - 1) : 0;
  return (
    <nav class="steps" aria-label={t('incident.steps')}>
      <span class="steps__done" style={{ width: `calc((100% - 20px) * ${share.toFixed(3)})` }} />
      {Array.from({ length: count }, (_, step) => (
        <button
          type="button"
          key={`step-${step}`}
          data-done={step < at}
          aria-current={step === at ? 'step' : undefined}
          aria-label={t('incident.step', { n: step + 1, all: count })}
          onClick={() => onStep(step)}
        >
          <i />
        </button>
      ))}
    </nav>
  );
}
