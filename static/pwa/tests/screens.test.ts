import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Catalogue } from '../src/api/shapes';
import { givenNames } from '../src/components/Avatars';
import { knowsDrawing } from '../src/components/category-icons';
import { readClock } from '../src/components/read-clock';
import type { ReportRow } from '../src/db/reports';
import { isDark, readLook } from '../src/look/look';
import { likelyActions, stepsOf } from '../src/screens/incident-steps';
import { lineSpan } from '../src/screens/line-span';
import { leadingBlanks, memberNights, monthAfter, monthCells } from '../src/screens/month-facts';

const catalogue = JSON.parse(readFileSync('../../app/catalogue/data/catalogue.json', 'utf8')) as Catalogue;
const category = (code: string) => {
  const found = catalogue.categories.find((one) => one.code === code);
  if (!found) throw new Error(code);
  return found;
};

describe('the catalogue on the screens', () => {
  it('finds a drawing for every group and category', () => {
    const named = [...catalogue.categories, ...catalogue.groups].map((row) => row.icon);
    expect(named.filter((name) => !knowsDrawing(name))).toEqual([]);
  });

  it('knows every action that it puts first', () => {
    const codes = catalogue.actions.map((row) => row.code);
    const first = catalogue.groups.flatMap((group) => likelyActions(group.code));
    expect(first.filter((code) => !codes.includes(code))).toEqual([]);
  });

  it('asks loud music in five questions', () => {
    expect(stepsOf(category('A02')).map((step) => step.kind)).toEqual([
      'where',
      'facts',
      'done',
      'told',
      'result',
    ]);
  });

  it('asks no number of people where only the police may look', () => {
    expect(stepsOf(category('B10')).map((step) => step.kind)).not.toContain('people');
  });

  it('shows at most three fields a question, and all of them', () => {
    for (const one of catalogue.categories) {
      const facts = stepsOf(one).flatMap((step) => (step.kind === 'facts' ? [step.fields] : []));
      expect(facts.every((fields) => fields.length <= 3)).toBe(true);
      expect(facts.flat()).toEqual(one.fields);
    }
  });
});

describe('a typed time', () => {
  it.each([
    ['2:22', '02:22'],
    ['222', '02:22'],
    ['2240', '22:40'],
    ['22 giờ 40', '22:40'],
  ])('reads %s', (typed, clock) => expect(readClock(typed)).toBe(clock));

  it.each(['', '2', '25:00', '22:61', '22:4'])('waits at "%s"', (typed) =>
    expect(readClock(typed)).toBeNull(),
  );
});

describe('the look', () => {
  it('is dark from six in the evening to six in the morning', () => {
    expect([17, 18, 23, 0, 5, 6].map((hour) => isDark('auto', hour))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it('falls back to the defaults for torn or foreign values', () => {
    const plain = { theme: 'auto', size: 18, language: 'vi', pronoun: null, aloud: false };
    for (const stored of [null, '{', '"x"', '{"size":99,"theme":"pink"}'])
      expect(readLook(stored)).toEqual(plain);
  });

  it('is the same before the first paint', () => {
    const source = readFileSync('public/first.js', 'utf8');
    for (const hour of [3, 12, 20])
      for (const theme of ['auto', 'night', 'day'] as const) {
        const root = { dataset: {} as Record<string, string>, lang: '' };
        const storage = { getItem: () => JSON.stringify({ theme, size: 22 }) };
        const Clock = class {
          getHours = () => hour;
        };
        const names = ['localStorage', 'document', 'Date', 'addEventListener', 'setTimeout'];
        new Function(...names, source)(storage, { documentElement: root }, Clock, vi.fn(), vi.fn());
        expect(root.dataset).toEqual({ theme: isDark(theme, hour) ? 'night' : 'day', size: '22' });
      }
  });
});

describe('addresses', () => {
  let readRoute: typeof import('../src/router').readRoute;
  beforeAll(async () => {
    vi.stubGlobal('location', { hash: '' });
    ({ readRoute } = await import('../src/router'));
  });
  afterAll(() => vi.unstubAllGlobals());

  it('keep the code of an invitation as it is', () => {
    expect(readRoute('#/enrol/EO75XB-RYUp_f').parts).toEqual(['EO75XB-RYUp_f']);
  });

  it('lead home when they are unknown or broken', () => {
    for (const hash of ['', '#', '#/', '#/nowhere/1', '#/report/%E0%A4%A'])
      expect(readRoute(hash).screen).toBe('home');
  });

  it('carry what the next screen needs', () => {
    const route = readRoute('#/choose?at=p1&round=2');
    expect([route.screen, route.query.get('at'), route.query.get('round')]).toEqual(['choose', 'p1', '2']);
  });
});

describe('the hours of a line', () => {
  const planned = { starts_at: '2026-11-21T22:00:00+07:00', ends_at: '2026-11-22T04:00:00+07:00' };

  it('are the planned ones for a shift walked at night', () => {
    expect(lineSpan(planned, '2026-11-21T22:04:00+07:00', null, 0)).toBe(planned);
  });

  it('are its own for a shift walked by day', () => {
    const span = lineSpan(planned, '2026-11-21T10:00:00+07:00', '2026-11-21T12:00:00+07:00', 0);
    expect(span).toEqual({ starts_at: '2026-11-21T10:00:00+07:00', ends_at: '2026-11-21T12:00:00+07:00' });
  });
});

describe('names', () => {
  it('are given names, longer where two members share one', () => {
    expect(givenNames(['Đặng Văn Thắng', 'Nguyễn Anh Tuấn', 'Lê Tuấn'])).toEqual([
      'Thắng',
      'Anh Tuấn',
      'Lê Tuấn',
    ]);
  });
});

describe('the month', () => {
  const report = (night: string, people: string[] | null, incidents = 0): ReportRow =>
    ({
      id: night,
      night,
      state: 'approved',
      summary: { incidents },
      body: null,
      sent_body: people && { present: people.map((member_id) => ({ member_id })) },
    }) as unknown as ReportRow;
  const shift = (night: string) => ({ night, state: 'planned' }) as never;
  const cells = (reports: ReportRow[], nights: string[]) =>
    monthCells(
      '2026-11',
      { reports, shifts: nights.map(shift) },
      '2026-11-21',
      (row) => row.state ?? 'queued',
    );

  it('begins its weeks on Monday', () => {
    expect(leadingBlanks('2026-11')).toBe(6);
    expect(leadingBlanks('2026-06')).toBe(0);
  });

  it('turns the year', () => {
    expect([monthAfter('2026-01', -1), monthAfter('2026-12', 1)]).toEqual(['2025-12', '2027-01']);
  });

  it('calls a night missing only when it was planned, is over, and nothing was written', () => {
    const kinds = cells([report('2026-11-03', [])], ['2026-11-02', '2026-11-03', '2026-11-21', '2026-11-25']);
    const kindOf = (day: number) => kinds.find((cell) => cell.day === day)?.kind;
    expect([1, 2, 3, 21, 25].map(kindOf)).toEqual(['none', 'missing', 'received', 'tonight', 'none']);
  });

  it('counts a member once a night', () => {
    const reports = [report('2026-11-03', ['a', 'b']), report('2026-11-03', ['a'])];
    expect(memberNights(reports, ['a', 'b', 'c'])).toEqual([
      { id: 'a', nights: 1 },
      { id: 'b', nights: 1 },
      { id: 'c', nights: 0 },
    ]);
  });

  it('counts the nights that another phone of the team wrote', () => {
    const theirs = report('2026-11-04', null);
    const told = { ...theirs, summary: { ...theirs.summary, present: ['b'] } };
    expect(memberNights([told], ['a', 'b'])).toEqual([
      { id: 'b', nights: 1 },
      { id: 'a', nights: 0 },
    ]);
  });
});
