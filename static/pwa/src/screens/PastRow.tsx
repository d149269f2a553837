import { SpineRow } from '../components/spine-rows';
import type { PhotoRow } from '../db/photos';
import { t } from '../i18n/t';
import type { ShiftRow } from '../reports/view';
import { categoryName, digits } from './night-words';

type Past = Extract<ShiftRow, { at: string }>;

/** What is written already; a tap opens it to mend or undo. */
export function PastRow({ row, first, photos }: { row: Past; first: boolean; photos: PhotoRow[] }) {
  const time = digits(row.at);
  switch (row.kind) {
    case 'round':
      return (
        <SpineRow time={time} dot="done" first={first} href={`#/pass/${row.round.round_id}`} id="round-done">
          <RoundWords row={row} />
        </SpineRow>
      );
    case 'pass': {
      const count = photos.filter(
        (photo) => photo.checkpoint_id === row.checkpoint.id && photo.round_id === row.round_id,
      ).length;
      const skipped = row.pass.state === 'skipped';
      const notes = [
        skipped && t('pass.skipped'),
        row.pass.state === 'matter' && t('shift.hasMatter'),
        count > 0 && t('photo.count', { n: count }),
      ];
      const second = notes.filter(Boolean).join(', ');
      return (
        <SpineRow
          time={time}
          dot={skipped ? 'skip' : 'done'}
          first={first}
          href={`#/pass/${row.round_id}/${row.checkpoint.id}`}
          id="pass-done"
        >
          {row.checkpoint.name}
          {second && <small>{second}</small>}
        </SpineRow>
      );
    }
    case 'incident': {
      const { incident } = row;
      const count = photos.filter((photo) => photo.incident_id === incident.incident_id).length;
      const second = [incident.place, count > 0 && t('photo.count', { n: count })].filter(Boolean).join(', ');
      return (
        <SpineRow
          time={time}
          dot="matter"
          first={first}
          href={`#/incident/${incident.incident_id}`}
          id="incident-done"
        >
          <b>{categoryName(incident.category)}</b>
          {second && <small>{second}</small>}
        </SpineRow>
      );
    }
    case 'activity':
      return (
        <SpineRow
          time={time}
          dot="done"
          first={first}
          href={`#/activity/${row.activity.activity_id}`}
          id="activity-done"
        >
          {categoryName(row.activity.category)}
        </SpineRow>
      );
  }
}

function RoundWords({ row }: { row: Extract<Past, { kind: 'round' }> }) {
  const whole = row.round.confirmed === 'whole';
  const words = whole
    ? t('round.whole')
    : row.passes >= row.points
      ? t('round.full', { n: row.points })
      : t('round.some', { n: row.passes, all: row.points });
  return (
    <>
      <b>{t('shift.round', { n: row.number })}</b>, {words}
    </>
  );
}
