import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

/** The button that reads the screen aloud; it comes with the later parts, for those who have asked for it. */
export const aloudButton = signal<ComponentType | null>(null);
