import { signal } from '@preact/signals';

type Part = typeof import('../screens/parts/past');

/** What is said about the position now: while it is read, when it was written, and once when it cannot be had. */
export const placeNews = signal<{ words: string; tone: 'now' | 'good' | 'trouble' } | null>(null);

/** The later part that knows of positions, once it is here; it is fetched with what a night needs. */
export const placesPart = signal<Pick<Part, 'PlaceHere' | 'readAtCheckpoint'> | null>(null);

/** A point was tapped, and that is written; whether a position may be read beside it is the later part's to know. */
export const atCheckpoint = (draftId: string, checkpointId: string): void =>
  void placesPart.value?.readAtCheckpoint(draftId, checkpointId);
