import { t } from '../i18n/t';

export type Mark = { share: number; kind: 'pass' | 'round' | 'incident' | 'next' };

/**
 * The night as a lying line. `marks[].share`, `done` and `now` are shares of the shift, 0 to 1.
 * It carries no meaning alone: `label` says the same in words.
 */
export function NightLine({
  marks,
  done,
  now,
  label,
}: {
  marks: Mark[];
  done: number;
  now?: number;
  label: string;
}) {
  // What happened is never hidden behind a point of the same minute.
  const drawn = [...marks].sort((a, b) => Number(a.kind === 'incident') - Number(b.kind === 'incident'));
  const place = (share: number) => `${(2 + Math.min(1, Math.max(0, share)) * 96).toFixed(2)}%`;
  return (
    <svg class="line" role="img" aria-label={label}>
      <line class="line__plan" x1="2%" x2="98%" y1="12" y2="12" />
      {done > 0 && <line class="line__done" x1="2%" x2={place(done)} y1="12" y2="12" />}
      {drawn.map((mark, index) => (
        // Two marks may share a minute: their order is their only name.
        <svg key={`${mark.kind}-${index}`} x={place(mark.share)} y="12" overflow="visible" aria-hidden="true">
          {mark.kind === 'pass' && <circle class="line__dot" r="5.2" />}
          {mark.kind === 'round' && <circle class="line__round" r="5" />}
          {mark.kind === 'next' && <circle class="line__next" r="4.8" />}
          {mark.kind === 'incident' && <path class="line__matter" d="M0-7.2 7.2 0 0 7.2-7.2 0z" />}
        </svg>
      ))}
      {now !== undefined && (
        <svg x={place(now)} y="12" overflow="visible" aria-hidden="true">
          <circle class="line__halo" r="11" />
          <circle class="line__now" r="6" />
        </svg>
      )}
    </svg>
  );
}

/** The sentence that goes with a line: "3 vòng, 15 điểm, 1 việc". */
export function lineWords(rounds: number, passes: number, matters: number): string {
  return t('line.words', { rounds, passes, matters });
}
