export type Platform = 'android' | 'ios' | 'desktop';

export function platformName(
  agent: string = navigator.userAgent,
  touches = navigator.maxTouchPoints,
): Platform {
  if (/android/i.test(agent)) return 'android';
  // An iPad calls itself a Macintosh, but no Macintosh has a touch screen.
  if (/iphone|ipad|ipod/i.test(agent) || (/macintosh/i.test(agent) && touches > 1)) return 'ios';
  return 'desktop';
}

/** Whether this is the installed app and not a browser tab. */
export const isInstalled = (): boolean =>
  matchMedia('(display-mode: standalone)').matches ||
  (navigator as Navigator & { standalone?: boolean }).standalone === true;
