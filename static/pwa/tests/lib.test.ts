import { describe, expect, it } from 'vitest';
import { canonicalJson, normalized } from '../src/lib/canonical';
import { fold, matches } from '../src/lib/fold';
import {
  clockDigits,
  clockWords,
  isNightHours,
  momentDuring,
  momentOf,
  nightAfter,
  nightOf,
  nightShort,
  nightWords,
} from '../src/lib/time';
import { uuid5, uuid7 } from '../src/lib/uuid';

describe('ids', () => {
  it('gives version 7 ids that sort in the order they were made, also within one millisecond', () => {
    const made = Array.from({ length: 5000 }, () => uuid7(1_700_000_000_000));
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('keeps the order when the clock is set back', () => {
    const before = uuid7(1_800_000_000_000);
    expect(uuid7(1_500_000_000_000) > before).toBe(true);
  });

  it('gives the known version 5 ids', async () => {
    // RFC 9562 A.4, and two that Python's uuid5 gives for the name of a shift.
    expect(await uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
    expect(await uuid5('0199aa00-0000-7000-8000-000000000001', '2026-11-21/night')).toBe(
      '6324135a-4a99-5699-b67f-c535fc6d9e65',
    );
    expect(await uuid5('0199aa00-0000-7000-8000-000000000001', '2026-11-21/dặm trường')).toBe(
      'ce055cfb-1a3b-5252-bd7b-e9a413be9ca5',
    );
  });
});

describe('canonical JSON', () => {
  it('sorts keys by UTF-16 units and leaves out white space and undefined members', () => {
    expect(canonicalJson({ b: [1, 'hai', null], a: { z: true, Z: false }, c: undefined })).toBe(
      '{"a":{"Z":false,"z":true},"b":[1,"hai",null]}',
    );
    // U+FB33 sorts after the surrogates of U+1F600 by UTF-16, before them by code point.
    expect(canonicalJson({ '\ufb33': 1, '\u{1f600}': 2 })).toBe('{"\u{1f600}":2,"\ufb33":1}');
  });

  it('writes numbers and escapes as the server does', () => {
    expect(canonicalJson([0, -0, 20, 0.00001, 11.0123, 4.5])).toBe('[0,0,20,0.00001,11.0123,4.5]');
    expect(canonicalJson('a"\\\n\u0001\u007fđ')).toBe('"a\\"\\\\\\n\\u0001\u007fđ"');
  });

  it('refuses numbers that the two languages write differently', () => {
    for (const number of [Number.NaN, Infinity, 2 ** 53, 1e-9]) {
      expect(() => canonicalJson(number)).toThrow(RangeError);
    }
  });

  it('brings text to NFC and replaces broken halves of characters', () => {
    expect(normalized({ 'to\u0302\u0309': 'a\ud83d' })).toEqual({ 'to\u0302\u0309': 'a\ufffd' });
    expect(normalized('to\u0302\u0309')).toBe('tổ');
  });
});

describe('search text', () => {
  it('finds words without their marks', () => {
    expect(fold('  Tuần  TRA, Đập ')).toBe('tuan tra, dap');
    expect(matches('Karaoke, loa kẹo kéo sau 22 giờ', 'loa keo')).toBe(true);
    expect(matches('Đập, kênh, cống có sự cố', 'dap')).toBe(true);
    expect(matches('Đập, kênh', 'enh')).toBe(false);
  });
});

describe('the night', () => {
  it.each([
    ['2026-11-21T22:00:00+07:00', '2026-11-21'],
    ['2026-11-22T01:00:00+07:00', '2026-11-21'],
    ['2026-11-22T05:59:59+07:00', '2026-11-21'],
    ['2026-11-22T06:00:00+07:00', '2026-11-22'],
    ['2026-11-21T22:59:59Z', '2026-11-21'],
    ['2026-11-21T23:00:00Z', '2026-11-22'],
    ['2026-12-31T17:30:00Z', '2026-12-31'],
  ])('a shift from %s is the night of %s', (start, night) => {
    expect(nightOf(start)).toBe(night);
  });

  it('reads a clock during a night', () => {
    expect(momentDuring('2026-11-21', '22:00')).toBe('2026-11-21T22:00:00+07:00');
    expect(momentDuring('2026-11-21', '04:00')).toBe('2026-11-22T04:00:00+07:00');
    expect(momentDuring('2026-12-31', '01:30')).toBe('2027-01-01T01:30:00+07:00');
  });

  it('speaks of nights and times as people do', () => {
    expect(nightWords('2026-11-21')).toBe('Đêm 21 rạng sáng 22/11');
    expect(nightWords('2026-11-30')).toBe('Đêm 30/11 rạng sáng 01/12');
    expect(nightShort('2026-11-21')).toBe('Đêm 21/11');
    expect(nightAfter('2026-12-31')).toBe('2027-01-01');
    expect(clockWords('2026-11-21T22:30:00+07:00')).toBe('22 giờ 30');
    expect(clockWords('2026-11-21T21:00:00Z')).toBe('4 giờ');
    expect(clockWords('2026-11-21T21:05:00Z', 'en')).toBe('04:05');
    expect(clockDigits('2026-11-22T00:18:59+07:00')).toBe('0:18');
  });

  it('writes moments with the offset of Viet Nam whatever the phone is set to', () => {
    expect(momentOf(Date.UTC(2026, 10, 21, 15, 4, 10, 999))).toBe('2026-11-21T22:04:10+07:00');
    expect(isNightHours(Date.UTC(2026, 10, 21, 11, 0))).toBe(true);
    expect(isNightHours(Date.UTC(2026, 10, 21, 23, 0))).toBe(false);
  });
});
