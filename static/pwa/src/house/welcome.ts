import { signal } from '@preact/signals';
import type { Preview } from '../api/shapes';

/** Where the enrolment stands; it survives a look at another screen. */
export const enrolling = signal<{ code: string; preview: Preview } | null>(null);
/** The phone has just joined: greeting, text size and installation come before the book. */
export const welcomed = signal(false);
