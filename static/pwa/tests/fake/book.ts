// The book of models as the tests know it: a camera, a gong and a fire point, two sites, and the words that go with them.
import type { Asset, BookWords } from '../../src/api/book';
import { db } from '../../src/db/db';
import { applyChange } from '../../src/sync/apply';
import type { FakeServer } from './server';

export const CAMERA = '0199aa00-0000-7000-8000-0000000000a1';
export const GONG = '0199aa00-0000-7000-8000-0000000000a2';
export const FIRE = '0199aa00-0000-7000-8000-0000000000a3';
export const SITE = '0199aa00-0000-7000-8000-0000000000a8';

const thing = (id: string, kind: Asset['kind'], label: string, place: string): Asset => ({
  id,
  version: 1,
  rev: 1,
  kind,
  label,
  place,
  site_id: null,
  state: 'working',
  defects: [],
  checked_at: null,
  signals: [],
  kit_due: null,
});

export const THINGS: Asset[] = [
  thing(CAMERA, 'camera', 'C01', 'Cổng chợ'),
  {
    ...thing(GONG, 'gong', 'K1', 'Nhà văn hóa'),
    site_id: SITE,
    signals: [{ pattern: 'Ba hồi dài', meaning: 'Tập trung' }],
  },
  { ...thing(FIRE, 'fire', 'P1', 'Đầu xóm'), kit_due: '2026-11-10' },
];

const field = (key: string, required: boolean) => ({
  ...{ key, vi: key, en: key, type: 'choice' as const, required },
  options: [{ code: 'drill', vi: 'Tập dượt', en: 'Drill' }],
});

export const BOOK_WORDS: Required<BookWords> = {
  assets: [
    {
      ...{ code: 'camera', vi: 'Camera', en: 'Camera', icon: 'cctv' },
      states: ['working', 'broken', 'no-signal', 'missing'],
      defects: [{ code: 'turned', vi: 'Lệch góc', en: 'Turned away' }],
    },
  ],
  asset_states: [],
  topics: [],
  activities: [
    {
      ...{ code: 'gong', vi: 'Đánh kẻng, báo động', en: 'Gong', icon: 'bell-ring' },
      asks: ['people', 'minutes'],
      fields: [field('reality', true), field('gathered', false), field('third', false)],
    },
    { code: 'kit', vi: 'Kiểm tra dụng cụ', en: 'Kit', icon: 'clipboard-check', asks: [], fields: [] },
    { code: 'weapons', vi: 'Vũ khí', en: 'Weapons', icon: 'x', asks: [], fields: [], desk_only: true },
  ],
};

/** Here, and at the server for every reading from nothing. */
export async function tellBook(server: FakeServer): Promise<void> {
  const site = { entity: 'site', id: SITE, version: 1, rev: 1, kind: 'M01', name: 'Kẻng thôn Chợ' } as const;
  const things = THINGS.map((one) => ({ entity: 'asset' as const, ...one }));
  for (const change of [...things, site]) await applyChange(change, 'e1', 0);
  server.changes.push(...things, site);
}

export const outboxNow = () => db.outbox.orderBy('op_id').toArray();
