/** The same operations as `tests/core/test_golden_operations.py`: both languages must come to the same bytes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../src/lib/canonical';
import { sha256Hex } from '../src/photos/hash';

type Golden = { text: string; sha256: string; receipt: string };
type Head = { op_id: string; commune_id: string } & { [key: string]: Json };

const golden = JSON.parse(readFileSync('../../tests/core/golden_operations.json', 'utf8')) as Golden[];
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const bytesOf = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array): Promise<string> => sha256Hex(new Uint8Array(bytes).buffer as ArrayBuffer);

/** The receipt by the words of the protocol: 30 bits of SHA-256(commune, op_id, digest), and a check character. */
async function receiptOf(operation: Head, digest: string): Promise<string> {
  const id = bytesOf(operation.op_id.replaceAll('-', ''));
  const commune = new TextEncoder().encode(operation.commune_id);
  const hash = await hexOf(Uint8Array.from([...commune, ...id, ...bytesOf(digest)]));
  const number = Number.parseInt(hash.slice(0, 8), 16) >>> 2;
  const places = [25, 20, 15, 10, 5, 0].map((shift) => (number >>> shift) & 31);
  const check = places.reduce((sum, place, index) => sum + (2 * index + 1) * place, 0) % 32;
  return `${places.map((place) => LETTERS[place]).join('')}-${LETTERS[check]}`;
}

describe('the golden operations', () => {
  it('have the same digest here as on the server', async () => {
    expect(golden.length).toBeGreaterThanOrEqual(200);
    for (const { text, sha256 } of golden) {
      const canonical = canonicalJson(JSON.parse(text) as Json);
      expect(await hexOf(new TextEncoder().encode(canonical)), text).toBe(sha256);
    }
  });

  it('have the receipts that the server gives', async () => {
    for (const { text, sha256, receipt } of golden) {
      expect(await receiptOf(JSON.parse(text) as Head, sha256)).toBe(receipt);
    }
  });
});
