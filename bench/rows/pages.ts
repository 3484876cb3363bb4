import { measurePages } from '../measures/pages.ts';
import type { Row } from '../report.ts';

/** Kilobytes, compressed: what everybody loads first, and what one page may add. */
const FIRST = 90;
const EACH = 40;

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

export const pageRows = async (): Promise<readonly Row[]> =>
  measurePages().map(({ page, gzippedBytes }, index) => ({
    measure: page,
    ours: kilobytes(gzippedBytes),
    target: `≤ ${index === 0 ? FIRST : EACH} KB`,
  }));
