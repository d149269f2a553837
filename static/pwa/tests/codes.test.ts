import { describe, expect, it } from 'vitest';
import { codeOfCheckpoint, findByCode, readCode } from '../src/reports/checkpoint-code';
import { POINTS } from './fake/cast';

describe('the code of a checkpoint', () => {
  it('is the one that the office prints', () => {
    // The same pair stands in tests/roster/test_routes.py.
    expect(codeOfCheckpoint('01a22513-113e-7486-a119-2c3d030a6895')).toBe('1GMT4N');
    expect(codeOfCheckpoint('01a22513-113e-7486-a119-2c3dffffffff')).toBe('ZZZZZZ');
  });

  it.each([
    ['1GMT4N', '1GMT4N'],
    ['1gm t4n', '1GMT4N'],
    ['lgm-t4n', '1GMT4N'],
    ['O00000', '000000'],
    ['https://keng.example/app/#/at/1GMT4N', '1GMT4N'],
    ['https://keng.example/app/#/enrol/abc', null],
    ['1GMT4', null],
    ['1GMT4NN', null],
    ['1GMT4U', null],
    ['', null],
  ])('is read out of %j as %j', (text, code) => {
    expect(readCode(text)).toBe(code);
  });

  it('names a point of the route, and nothing else', () => {
    const [first] = POINTS;
    expect(findByCode(POINTS, codeOfCheckpoint(first?.id ?? ''))).toBe(first);
    expect(findByCode(POINTS, 'ZZZZZZ')).toBeUndefined();
  });
});
