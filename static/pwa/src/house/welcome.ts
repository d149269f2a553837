import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Preview } from '../api/shapes';

/** Where the enrolment stands; it survives a look at another screen. */
export const enrolling = signal<{ code: string; preview: Preview } | null>(null);
/** The phone has just joined: greeting, text size and installation come before the book. */
export const welcomed = signal(false);
/** The phone's three words, drawn by a part of the app that comes after the greeting. */
export const wordsCard = signal<ComponentType | null>(null);
