/** Things, states and places in words. */
import { Bell, Cctv, Signpost } from 'lucide';
import type { Asset, AssetKind } from '../../api/book';
import type { IconNode } from '../../components/icons';
import { catalogue } from '../../house/house';
import { named, t } from '../../i18n/t';
import { dateDigits } from '../../lib/time';
import { GOOD, type Standing } from '../../things/rules';
import { digits } from '../night-words';
import { drawingOf } from './borrowed';

/** Drawings that no category has. */
const DRAWINGS: Record<string, unknown> = { bell: Bell, cctv: Cctv, signpost: Signpost };

export const drawing = (icon: string): IconNode => (DRAWINGS[icon] as IconNode) ?? drawingOf(icon);

export const kindOf = (asset: Pick<Asset, 'kind'>): AssetKind | undefined =>
  catalogue.value?.assets?.find((one) => one.code === asset.kind);

/** "Camera C-03", "Kẻng". */
export function shortName(asset: Pick<Asset, 'kind' | 'label'>): string {
  const kind = kindOf(asset);
  return [kind ? named(kind) : asset.kind, asset.label].filter(Boolean).join(' ');
}

/** "Camera C-03, cổng chợ". */
export const thingName = (asset: Pick<Asset, 'kind' | 'label' | 'place'>): string =>
  `${shortName(asset)}, ${asset.place}`;

const wordIn = (rows: readonly { code: string; vi: string; en: string }[] = [], code: string): string => {
  const row = rows.find((one) => one.code === code);
  return row ? named(row) : code;
};

export const thingState = (code: string): string => wordIn(catalogue.value?.asset_states, code);

export const topicName = (code: string): string => wordIn(catalogue.value?.topics, code);

export const defectName = (asset: Pick<Asset, 'kind'>, code: string): string =>
  wordIn(kindOf(asset)?.defects, code);

/** The state with what is wrong: "Hỏng: lệch góc, hình tối"; of what still works, what is wrong alone. */
export function faultWords(asset: Pick<Asset, 'kind'>, state: string, defects: readonly string[]): string {
  const wrong = defects.map((code) => defectName(asset, code).toLocaleLowerCase('vi')).join(', ');
  if (state === GOOD && wrong) return wrong.charAt(0).toLocaleUpperCase('vi') + wrong.slice(1);
  return [thingState(state), wrong].filter(Boolean).join(': ');
}

/** When somebody last looked. */
export function seenWords({ at, tonight }: Standing): string {
  if (at === null) return t('things.never');
  return tonight ? t('things.seenAt', { time: digits(at) }) : t('things.seenOn', { date: dateDigits(at) });
}

/** `2026-11-30` as people write it. */
export const dayWords = (day: string): string => day.split('-').reverse().join('/');
