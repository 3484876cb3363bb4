import { createHash } from 'node:crypto';

const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A short, stable, AWS-like id: the same stack and logical id always give the same one. */
export function stableId(seed: string, length: number, alphabet = LOWER_ALPHANUMERIC): string {
  const digest = createHash('sha512').update(seed).digest();
  return Array.from({ length }, (_, index) => alphabet[(digest[index % digest.length] ?? 0) % alphabet.length]).join(
    '',
  );
}

/** Keeps the end, where two long names differ, by a digest of the whole. */
export function fitted(name: string, max: number): string {
  return name.length <= max ? name : `${name.slice(0, max - 9)}-${stableId(name, 8)}`;
}

/** A UUID made from a seed. */
export function stableUuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
