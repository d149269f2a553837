import { useEffect, useState } from 'preact/hooks';

/** How many of `all` rows to draw: `step` at once, and as many more each time that these stand on the screen. */
export function useGrowing(all: number, step: number): number {
  const [drawn, draw] = useState(step);
  useEffect(() => {
    if (drawn >= all) return;
    const timer = setTimeout(() => draw(drawn + step));
    return () => clearTimeout(timer);
  }, [drawn, all]);
  return drawn;
}
