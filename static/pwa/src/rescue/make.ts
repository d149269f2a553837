import { itemsOf, type Progress, type Waiting } from './book';
import { keyBytes, rescueFile } from './file';

const PART_BYTES = 4 * 1024 * 1024;

/** The wall clock of Viet Nam, as every moment of the phone is written. */
const stamp = (ms: number): string => new Date(ms + 7 * 3_600_000).toISOString();
const momentOf = (ms: number): string => `${stamp(ms).slice(0, 19)}+07:00`;

/** `keng-20261121-2210-0192f0.keng`: the time, and the phone's first signs to tell two files apart. */
export const fileName = (device: string, ms: number): string =>
  `keng-${stamp(ms).slice(0, 16).replace(/[-:]/g, '').replace('T', '-')}-${device.replace(/-/g, '').slice(-6)}.keng`;

/** Writes everything that waits into one file. Parts go over to the browser, which may lay them aside on its disk. */
export async function makeRescueFile(book: IDBDatabase, waiting: Waiting, tell?: Progress): Promise<File> {
  const { owner } = waiting;
  if (!owner) throw new Error('no key');
  const now = Date.now();
  const head = { commune: owner.commune, device: owner.device, made_at: momentOf(now) };
  const parts: Blob[] = [];
  let open: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const piece of rescueFile(itemsOf(book, waiting, tell), head, keyBytes(owner.key))) {
    open.push(piece);
    bytes += piece.byteLength;
    if (bytes < PART_BYTES) continue;
    parts.push(new Blob(open));
    open = [];
    bytes = 0;
  }
  parts.push(new Blob(open));
  return new File(parts, fileName(owner.device, now), { type: 'application/octet-stream' });
}

/**
 * Hands the file to another app. Many browsers offer it and then refuse files of a kind that they do not know: `save`
 * does the same by the phone's downloads.
 */
export async function shareFile(file: File, save: () => void): Promise<void> {
  try {
    await navigator.share({ files: [file], title: file.name });
  } catch (fault) {
    const calledOff = fault instanceof Error && fault.name === 'AbortError';
    if (!calledOff) save();
  }
}

export const canShare = (file: File): boolean => {
  try {
    return navigator.canShare?.({ files: [file] }) ?? false;
  } catch {
    return false;
  }
};

/** Saves the file among the phone's downloads. */
export function saveFile(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser begins to read after the click has ended.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
