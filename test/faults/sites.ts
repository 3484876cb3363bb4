import type { Stage } from './stage.ts';

/** One kind of AWS call that a path makes: each gets each fault once. */
export interface Site {
  readonly function: string;
  readonly service: string;
  readonly operation: string;
}

export const FAULT_KINDS = ['throttle', 'error', 'slow', 'lost_reply', 'duplicate', 'kill'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

interface Meter {
  readonly functions: Readonly<
    Record<string, { readonly calls: Readonly<Record<string, Readonly<Record<string, number>>>> }>
  >;
}

/** The calls of every function since the cloud began: generated from what a clean run really did. */
export const readSites = async (stage: Stage): Promise<readonly Site[]> => {
  const { functions } = await stage.get<Meter>('meter');
  return Object.entries(functions)
    .filter(([functionId]) => functionId !== 'local')
    .flatMap(([functionId, { calls }]) =>
      Object.entries(calls).flatMap(([service, operations]) =>
        Object.keys(operations).map((operation) => ({ function: functionId, service, operation })),
      ),
    );
};

const keyOf = ({ function: functionId, service, operation }: Site): string => `${functionId} ${service} ${operation}`;

/** Those that are not among the others. */
export const without = (sites: readonly Site[], others: readonly Site[]): readonly Site[] => {
  const known = new Set(others.map(keyOf));
  return sites.filter((site) => !known.has(keyOf(site)));
};

export interface ArmedFault extends Site {
  readonly id: number;
  readonly kind: FaultKind;
  readonly applied: number;
}

/** The faults that are armed now, with how often each befell a call. */
export const armedFaults = (stage: Stage): Promise<readonly ArmedFault[]> => stage.get('faults');

const SLOW_MILLISECONDS = 800;

export const armFault = async (stage: Stage, site: Site, kind: FaultKind): Promise<void> => {
  await stage.post('faults', { ...site, kind, times: 1, ...(kind === 'slow' ? { delayMs: SLOW_MILLISECONDS } : {}) });
};
