/** A gong plate hung from a beam by two cords, struck once. */
export function Mark({ size }: { size: number }) {
  return (
    <svg
      class="mark-drawing"
      width={size}
      height={size}
      viewBox="0 0 64 64"
      fill="none"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M6 7h44" stroke="currentColor" stroke-width="5.4" stroke-linecap="round" />
      <path d="M18 8v16M38 8v16" stroke="currentColor" stroke-width="3" />
      <circle cx="28" cy="40" r="20" class="mark-drawing__plate" />
      <circle cx="28" cy="40" r="11" class="mark-drawing__ring" stroke-width="3.2" />
      <path
        d="M54.6 28.5a29 29 0 0 1 0 23"
        class="mark-drawing__strike"
        stroke-width="4.4"
        stroke-linecap="round"
      />
    </svg>
  );
}
