export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };

/**
 * Canonical JSON (RFC 8785), byte for byte what the server writes: keys sorted by UTF-16 units, no white space.
 * Throws `RangeError` for numbers that the two languages could write differently. Members that are `undefined` are
 * left out.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number') return numberText(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${parts.join(',')}}`;
}

function numberText(value: number): string {
  const size = Math.abs(value);
  const whole = Number.isInteger(value);
  if (whole ? size <= Number.MAX_SAFE_INTEGER : size >= 1e-6 && size < 1e21) return JSON.stringify(value);
  throw new RangeError(`a number that cannot be sent: ${value}`);
}

// Pairs are matched first and kept; a half that is left alone has no UTF-8 form. (No look-behind: Safari 15.)
const SURROGATES = /[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g;

/** The same value with every text in NFC and without broken halves of characters, as the contract asks. */
export function normalized<T extends Json>(value: T): T;
export function normalized(value: Json): Json {
  if (typeof value === 'string')
    return value.replace(SURROGATES, (half) => (half.length === 2 ? half : '\uFFFD')).normalize('NFC');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => normalized(item));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      member === undefined ? undefined : normalized(member),
    ]),
  );
}
