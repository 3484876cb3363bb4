import type { AwsCall, AwsResponse, InvocationRecord } from '../ports.ts';
import { asList, asText } from './arn.ts';
import { PRICE_LIST, type PricedUnit } from './price-list.ts';

/** What one principal has used. */
export interface Usage {
  /** Calls by service and operation. */
  readonly calls: Record<string, Record<string, number>>;
  readonly failedCalls: number;
  /** DynamoDB capacity units as the engine reports them. */
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Messages sent to queues. */
  readonly messages: number;
  readonly invocations: number;
  readonly coldStarts: number;
  readonly failedInvocations: number;
  readonly milliseconds: number;
  readonly costUsd: number;
}

export interface MeterReading {
  readonly functions: Readonly<Record<string, Usage>>;
  readonly totals: Usage;
  readonly costUsd: number;
  /** Quantities that `costUsd` is made of, priced one by one. */
  readonly priced: Readonly<Partial<Record<PricedUnit, { readonly quantity: number; readonly costUsd: number }>>>;
}

export interface Meter {
  call(call: AwsCall, response: AwsResponse): void;
  capacity(principal: string, units: Readonly<{ read: number; write: number }>): void;
  invocation(record: InvocationRecord): void;
  scheduleFired(principal: string): void;
  read(): MeterReading;
  clear(): void;
}

type Quantities = Partial<Record<PricedUnit, number>>;
type Counted = { -readonly [Key in keyof Usage]: Usage[Key] } & { quantities: Quantities };

const blank = (): Counted => ({
  calls: {},
  failedCalls: 0,
  readUnits: 0,
  writeUnits: 0,
  messages: 0,
  invocations: 0,
  coldStarts: 0,
  failedInvocations: 0,
  milliseconds: 0,
  costUsd: 0,
  quantities: {},
});

const SQS_CHUNK_BYTES = 64 * 1024;
/** Lambda bills whole milliseconds. */
const GIGABYTE_MEGABYTES = 1024;

const costOf = (quantities: Quantities): number =>
  Object.entries(quantities).reduce((sum, [unit, quantity]) => sum + PRICE_LIST[unit as PricedUnit] * quantity, 0);

/** Billed requests of one SQS call; an empty receive costs too, but how many there are here says nothing about AWS. */
function sqsQuantities({ operation, input, body }: AwsCall, response: AwsResponse): Quantities {
  if (operation === 'ReceiveMessage' && !response.body.includes('"Messages":[')) return {};
  const isFifo = (asText(input.QueueUrl) ?? '').endsWith('.fifo');
  const bytes = operation === 'ReceiveMessage' ? response.body.length : body.length;
  const requests = Math.max(1, Math.ceil(bytes / SQS_CHUNK_BYTES));
  return isFifo ? { sqsFifoRequest: requests } : { sqsStandardRequest: requests };
}

function snsQuantities({ operation, input }: AwsCall): Quantities {
  if (operation !== 'Publish') return {};
  return input.PhoneNumber === undefined ? { snsPush: 1 } : { snsSms: 1 };
}

function quantitiesOf(call: AwsCall, response: AwsResponse): Quantities {
  if (call.service === 'sqs') return sqsQuantities(call, response);
  if (response.status >= 400) return {};
  if (call.service === 'secretsmanager') return { secretsManagerCall: 1 };
  if (call.service === 'ses') return { sesMessage: 1 };
  if (call.service === 'sns') return snsQuantities(call);
  if (call.operation === 'PostToConnection') return { websocketMessage: 1 };
  return {};
}

function messagesIn({ service, operation, input }: AwsCall): number {
  if (service !== 'sqs') return 0;
  if (operation === 'SendMessage') return 1;
  return operation === 'SendMessageBatch' ? asList(input.Entries).length : 0;
}

function add(target: Counted, quantities: Quantities): void {
  for (const [unit, quantity] of Object.entries(quantities)) {
    const key = unit as PricedUnit;
    target.quantities[key] = (target.quantities[key] ?? 0) + quantity;
  }
}

function sum(all: readonly Counted[]): Counted {
  const total = blank();
  for (const one of all) {
    for (const [service, operations] of Object.entries(one.calls)) {
      const into = total.calls[service] ?? {};
      total.calls[service] = into;
      for (const [operation, count] of Object.entries(operations)) into[operation] = (into[operation] ?? 0) + count;
    }
    for (const key of NUMBERS) total[key] += one[key];
    add(total, one.quantities);
  }
  return total;
}

const NUMBERS = [
  'failedCalls',
  'readUnits',
  'writeUnits',
  'messages',
  'invocations',
  'coldStarts',
  'failedInvocations',
  'milliseconds',
] as const;

const usageOf = ({ quantities, ...usage }: Counted): Usage => ({ ...usage, costUsd: costOf(quantities) });

function reading(counted: ReadonlyMap<string, Counted>): MeterReading {
  const totals = sum([...counted.values()]);
  const priced = Object.entries(totals.quantities).map(([unit, quantity]) => [
    unit,
    { quantity, costUsd: quantity * PRICE_LIST[unit as PricedUnit] },
  ]);
  return {
    functions: Object.fromEntries([...counted].map(([principal, usage]) => [principal, usageOf(usage)])),
    totals: usageOf(totals),
    costUsd: costOf(totals.quantities),
    priced: Object.fromEntries(priced),
  };
}

/** Counts what every principal uses, and prices it. */
export function createMeter(): Meter {
  const counted = new Map<string, Counted>();
  const of = (principal: string): Counted => {
    const known = counted.get(principal) ?? blank();
    counted.set(principal, known);
    return known;
  };
  return {
    call: (call, response) => {
      const usage = of(call.principal);
      const operations = usage.calls[call.service] ?? {};
      usage.calls[call.service] = operations;
      operations[call.operation] = (operations[call.operation] ?? 0) + 1;
      if (response.status >= 400) usage.failedCalls += 1;
      else usage.messages += messagesIn(call);
      add(usage, quantitiesOf(call, response));
    },
    capacity: (principal, { read, write }) => {
      const usage = of(principal);
      usage.readUnits += read;
      usage.writeUnits += write;
      add(usage, { dynamodbReadUnit: read, dynamodbWriteUnit: write });
    },
    invocation: ({ functionId, milliseconds, coldStart, ok, memoryMegabytes }) => {
      const usage = of(functionId);
      usage.invocations += 1;
      usage.milliseconds += milliseconds;
      if (coldStart) usage.coldStarts += 1;
      if (!ok) usage.failedInvocations += 1;
      const gigabyteSeconds = (Math.ceil(milliseconds) / 1_000) * (memoryMegabytes / GIGABYTE_MEGABYTES);
      add(usage, { lambdaRequest: 1, lambdaGigabyteSecond: gigabyteSeconds });
    },
    scheduleFired: (principal) => add(of(principal), { schedulerInvocation: 1 }),
    read: () => reading(counted),
    clear: () => counted.clear(),
  };
}
