import { describe, expect, it } from 'vitest';
import type { ReportRow } from '../src/db/reports';
import { myNights, type NightRule, nightRule } from '../src/screens/mine-facts';
import { BINH, HOA } from './fake/cast';
import cases from './golden/nights.json';

type Case = (typeof cases)[number];

/** What the server told of a report, as the phone keeps it. */
function kept(told: Case['reports'][number], place: number): ReportRow {
  const partly = told.from || told.to ? [{ member_id: BINH, from: told.from, to: told.to }] : [];
  const summary = { present: [BINH], standing_in: told.stands_in ? [BINH] : [], partly };
  return { ...told, id: `r${place}`, summary, sent_body: null } as unknown as ReportRow;
}

function ruleOf({ rule }: Case): NightRule {
  const { window, least_minutes, stand_ins, cap, left_out } = rule;
  return { window, leastMinutes: least_minutes, standIns: stand_ins, cap, leftOut: left_out };
}

/** A night that this phone has just sent: nothing was told of it yet. */
const sent = (absent: object[] = []) =>
  ({
    id: 'own',
    night: '2026-11-01',
    state: null,
    started_at: '2026-11-01T22:00:00+07:00',
    ended_at: '2026-11-02T04:00:00+07:00',
    summary: {},
    sent_body: { present: [{ member_id: BINH, from: null, to: '2026-11-01T23:00:00+07:00' }], absent },
  }) as unknown as ReportRow;

describe('my nights that count', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const found = myNights(one.reports.map(kept), BINH, ruleOf(one));
    expect(found.map(({ night, minutes, worth }) => ({ night, minutes, worth }))).toEqual(one.expected);
  });

  it('are not those of others', () => {
    expect(myNights([sent()], HOA, nightRule(null))).toEqual([]);
  });

  it('wait as soon as this phone has sent them, as long as the member was there', () => {
    expect(myNights([sent()], BINH, nightRule(null))).toMatchObject([{ minutes: 60, worth: 'waiting' }]);
  });

  it('in another’s place are known from what this phone sent', () => {
    const rows = [{ ...sent([{ member_id: HOA, reason: 'sick', substitute_id: BINH }]), state: 'approved' }];
    const rule = nightRule({ night_stand_ins: false });
    expect(myNights(rows as ReportRow[], BINH, rule)).toMatchObject([{ worth: 'stand-in' }]);
  });
});
