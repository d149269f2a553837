/** Reads a clock as people type it: `2:22`, `222`, `22 giờ 40`, `2240`; `null` until it is one. */
export function readClock(text: string): string | null {
  const parts = text.match(/\d+/g) ?? [];
  const digits = parts.join('');
  const [hour, minute] = parts.length > 1 ? parts : [digits.slice(0, -2), digits.slice(-2)];
  if (!hour || minute?.length !== 2 || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, '0')}:${minute}`;
}
