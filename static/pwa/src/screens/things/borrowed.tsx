/** Controls that come with the tiles: used from there, or each would become a file of its own in the first visit. */
import type { ComponentProps } from 'preact';
import type { IconNode } from '../../components/icons';
import { fetched, tiles } from '../later';

type Tiles = typeof import('../parts/tiles');

export function StepLine(props: ComponentProps<Tiles['StepLine']>) {
  const part = fetched(tiles);
  return part && <part.StepLine {...props} />;
}

export function TimeField(props: ComponentProps<Tiles['TimeField']>) {
  const part = fetched(tiles);
  return part && <part.TimeField {...props} />;
}

export function FactField(props: ComponentProps<Tiles['FactField']>) {
  const part = fetched(tiles);
  return part && <part.FactField {...props} />;
}

/** The drawing that the catalogue names; none until the tiles are here. */
export const drawingOf = (icon: string): IconNode => fetched(tiles)?.drawingOf(icon) ?? [];
