import { signal } from '@preact/signals';

/** Pictures that are being kept, and commands that are being written, in this window. */
export const underWay = signal(0);

/** Counts `work` as under way until it ends. */
export async function counted<T>(work: Promise<T>): Promise<T> {
  underWay.value += 1;
  try {
    return await work;
  } finally {
    underWay.value -= 1;
  }
}

/** Ends when nothing is under way any more, or after `patience` ms. */
export async function quiet(patience: number): Promise<void> {
  const until = Date.now() + patience;
  while (underWay.value > 0 && Date.now() < until) await new Promise((done) => setTimeout(done, 20));
}
