import type { EquivalentMutant } from './equivalent.ts';
import type { Mutant } from './mutants.ts';

const CUT = '…';

const sameText = (written: string, text: string): boolean =>
  written.endsWith(CUT) ? text.startsWith(written.slice(0, -CUT.length)) : written === text;

const isSame = (entry: EquivalentMutant, mutant: Mutant): boolean =>
  entry.file === mutant.file &&
  entry.lineText === mutant.lineText &&
  sameText(entry.original, mutant.original) &&
  sameText(entry.replacement, mutant.replacement);

export interface Separated {
  /** What tests can see. */
  readonly mutants: readonly Mutant[];
  readonly equivalent: readonly Mutant[];
  /** Entries that are no mutant of the code any more. */
  readonly stale: readonly EquivalentMutant[];
}

/** Takes the listed ones out of all mutants of the code. */
export const separateEquivalent = (all: readonly Mutant[], entries: readonly EquivalentMutant[]): Separated => {
  const isListed = (mutant: Mutant): boolean => entries.some((entry) => isSame(entry, mutant));
  return {
    mutants: all.filter((mutant) => !isListed(mutant)),
    equivalent: all.filter(isListed),
    stale: entries.filter((entry) => !all.some((mutant) => isSame(entry, mutant))),
  };
};
