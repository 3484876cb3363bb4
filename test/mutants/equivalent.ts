/**
 * Mutants that no test can see, each with the reason. An entry names its place by the text of the line, so that it
 * survives lines that move; when the text itself changes, the entry is stale and the run says so.
 */
export interface EquivalentMutant {
  readonly file: string;
  /** The line on which the mutant begins, without the blanks around it. */
  readonly lineText: string;
  /** On one line; long ones may be cut with `…` at their end. */
  readonly original: string;
  readonly replacement: string;
  /** Why the program does the same with it. */
  readonly reason: string;
}

export const EQUIVALENT_MUTANTS: readonly EquivalentMutant[] = [];
