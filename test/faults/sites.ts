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

/** The calls of every function since the meter was cleared: generated from what a clean run really did. */
export const sitesOf = (meter: Meter): readonly Site[] =>
  Object.entries(meter.functions)
    .filter(([functionId]) => functionId !== 'local')
    .flatMap(([functionId, { calls }]) =>
      Object.entries(calls).flatMap(([service, operations]) =>
        Object.keys(operations).map((operation) => ({ function: functionId, service, operation })),
      ),
    );

export interface ArmedFault extends Site {
  readonly id: number;
  readonly kind: FaultKind;
  readonly applied: number;
}

/** The faults that are armed now, with how often each befell a call. */
export const armedFaults = async (api: string): Promise<readonly ArmedFault[]> => {
  const answer = (await (await fetch(`${api}/_local/faults`)).json()) as
    | readonly ArmedFault[]
    | { readonly faults: readonly ArmedFault[] };
  return 'faults' in answer ? answer.faults : answer;
};

export const armFault = async (api: string, site: Site, kind: FaultKind): Promise<void> => {
  const response = await fetch(`${api}/_local/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...site, kind, times: 1, ...(kind === 'slow' ? { delayMs: 800 } : {}) }),
  });
  if (!response.ok) throw new Error(`fault not armed: ${response.status} ${await response.text()}`);
};
