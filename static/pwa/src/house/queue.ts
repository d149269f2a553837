import { computed } from '@preact/signals';
import { db } from '../db/db';
import { getMeta } from '../db/meta';
import { type QueueBar, type QueueFacts, queueBar } from '../reports/view';
import { online } from './clock';
import { watch } from './watch';

export type Facts = Omit<QueueFacts, 'online'>;

/** Everything that waits or was sent lately; the whole history is read by the sync screen alone. */
export const queueWatch = watch(
  async (): Promise<Facts> => ({
    operations: await db.outbox.toArray(),
    photos: await db.photos.toArray(),
    sync: (await getMeta('sync')) ?? null,
    epoch: (await getMeta('epoch')) ?? null,
  }),
);

/** The sentence of the bar on top. */
export const queue = computed<QueueBar>(() => {
  const facts = queueWatch.live.value;
  if (facts.status !== 'ready') return { key: 'saved' };
  return queueBar({ ...facts.value, online: online.value });
});
