import { describe, expect, it } from 'vitest';
import type { ReportState } from '../src/api/shapes';
import type { ReportRow } from '../src/db/reports';
import { myNights, NIGHT_WINDOW } from '../src/screens/mine-facts';
import { BINH, HOA } from './fake/cast';

type Told = {
  state?: ReportState | null;
  from?: string;
  to?: string;
  partly?: [string | null, string | null];
};

/** A report of the night of `day` November, 22:00 to 04:00 unless told otherwise, with Bình on its roll. */
function report(day: number, told: Told = {}): ReportRow {
  const at = (clock: string) =>
    `2026-11-${String(Number(clock.slice(0, 2)) < 12 ? day + 1 : day).padStart(2, '0')}T${clock}:00+07:00`;
  const partly = told.partly && {
    member_id: BINH,
    from: told.partly[0] && at(told.partly[0]),
    to: told.partly[1] && at(told.partly[1]),
  };
  return {
    id: `r${day}-${told.from ?? ''}`,
    night: `2026-11-${String(day).padStart(2, '0')}`,
    state: told.state === undefined ? 'approved' : told.state,
    started_at: at(told.from ?? '22:00'),
    ended_at: at(told.to ?? '04:00'),
    summary: { present: [BINH], partly: partly ? [partly] : [] },
    sent_body: null,
  } as unknown as ReportRow;
}

const told = (rows: ReportRow[], cap = 10, member = BINH) =>
  myNights(rows, member, NIGHT_WINDOW, cap).map(({ night, minutes, worth }) => [
    night.slice(8),
    minutes,
    worth,
  ]);

describe('my nights that count', () => {
  it('are those that the police approved, with the hours of the night', () => {
    expect(told([report(3), report(1)])).toEqual([
      ['01', 360, 'counted'],
      ['03', 360, 'counted'],
    ]);
  });

  it('are not those of others', () => {
    expect(told([report(1)], 10, HOA)).toEqual([]);
  });

  it('wait, are to be mended or do not count, as the police decided', () => {
    const rows = [
      report(1, { state: null }),
      report(2, { state: 'submitted' }),
      report(3, { state: 'returned' }),
      report(4, { state: 'rejected' }),
      report(5, { state: 'locked' }),
    ];
    expect(told(rows).map(([, , worth]) => worth)).toEqual([
      'waiting',
      'waiting',
      'returned',
      'not',
      'counted',
    ]);
  });

  it('count once for two shifts of one night, with the hours of both', () => {
    const early = report(1, { from: '22:00', to: '01:00', state: 'submitted' });
    const late = report(1, { from: '01:00', to: '04:00' });
    expect(told([early, late])).toEqual([['01', 360, 'counted']]);
  });

  it('beyond the cap are told apart, the latest ones', () => {
    const rows = [4, 3, 2, 1].map((day) => report(day));
    expect(told(rows, 2).map(([, , worth]) => worth)).toEqual(['counted', 'counted', 'over', 'over']);
  });

  it('count no hour outside of the window', () => {
    expect(told([report(1, { from: '20:30', to: '23:00' })])).toEqual([['01', 60, 'counted']]);
    expect(told([report(1, { from: '19:00', to: '21:30' })])).toEqual([['01', 0, 'outside']]);
  });

  it('end when the window ends, also before the dawn', () => {
    const rows = myNights([report(1)], BINH, { start: '23:00', end: '03:00' }, 0);
    expect(rows.map((row) => row.minutes)).toEqual([240]);
  });

  it('are as long as the member was there', () => {
    expect(told([report(1, { partly: ['00:30', null] })])).toEqual([['01', 210, 'counted']]);
    expect(told([report(1, { partly: [null, '23:15'] })])).toEqual([['01', 75, 'counted']]);
  });
});
