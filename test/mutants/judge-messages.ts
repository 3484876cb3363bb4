/** What the judge's process is sent. */
export type JudgeRequest =
  | { readonly kind: 'open'; readonly sources: ReadonlyMap<string, string> }
  | {
      readonly kind: 'run';
      /** Its id, or `undefined` for the code as it is written. */
      readonly mutant: string | undefined;
      /** So many times may the mutant be reached before it counts as an endless loop. */
      readonly maxHits: number | undefined;
      /** Test files, from the project's root, in the order in which they run. */
      readonly testFiles: readonly string[];
    };

/** What one test file reached: how often, by mutant. */
export interface Coverage {
  readonly testFile: string;
  readonly seconds: number;
  readonly hits: Readonly<Record<string, number>>;
  /** Reached while modules were loaded: the mutant is there for every test file that imports it. */
  readonly onLoad: readonly string[];
}

export interface Failure {
  readonly testFile: string;
  readonly test: string;
  readonly message: string;
}

export type JudgeResponse =
  | { readonly kind: 'opened' }
  | { readonly kind: 'ran'; readonly failures: readonly Failure[]; readonly coverage: readonly Coverage[] };
