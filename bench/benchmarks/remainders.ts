/** Of targets that are missed, what the rest consists of: as profiles of the path show it. */
export interface Remainder {
  /** Beginnings of the names of its measures. */
  readonly measures: readonly string[];
  readonly text: string;
}

export const REMAINDERS: readonly Remainder[] = [
  {
    measures: ['start of '],
    text:
      'a start reads over the whole bundle, whether it runs or not: about 35 µs for each KB, so that the own code of ' +
      'OrdersApi (some 400 KB with texts in four languages) costs 16 ms beside the libraries’ 12. What runs of it at the ' +
      'start is some 10 ms: the route table with its middleware, tables, definitions of workflows. Less would need own ' +
      'code in files of its own that are loaded later, which the local runner, whose environments share a thread, cannot ' +
      'shadow; or fewer texts in a function.',
  },
];
