import { PRICE_LIST } from '../../local/edge/price-list.ts';
import { COST_NAMES, type Cost, type LifeCosts, totalOf } from './life.ts';

const HEADERS: Readonly<Record<(typeof COST_NAMES)[number], string>> = {
  invocations: 'invocations',
  tableCalls: 'table calls',
  writeUnits: 'write units',
  readUnits: 'read units',
  messages: 'messages',
};

/** What the figures consist of, largest first. */
const PARTS = [
  '**Changes themselves** (CarriersCarrierWebhook, OrdersOrdersApi): order, event and what must be true together in one transaction, whose units count twice: 6 to 8 each time, 12 for a new order.',
  '**Copies in indexes**: 8 for a change of status, of which 2 are its event’s, and 2 for any other. What narrower indexes would spare, and how one moves to them: [0061](decisions/0061-what-a-life-still-costs.md).',
  '**Search** (OrdersSearchIndex): an entry for each word in two scopes when the order is made, and two for the number of its parcel; what it wrote of the order serves its buyer ([0017](decisions/0017-search-entries.md)).',
  '**Who listens** (RealtimeBroadcast): a consistent query of all who follow the order or its parcels, then one call, strongly consistent too, for the presence of its customer, of its shop, and of operations, whose item says as well up to when tokens of anybody were revoked ([0060](decisions/0060-reads-of-the-live-path.md), [0020](decisions/0020-live-access-ends-with-the-right.md)).',
  '**Planning** (NotificationsNotify): the order and what it has sent so far in one query, what the person chose in another, the shop and whether their address is still good in one call; a record for each channel; and, strongly consistent and after them, whether an inbox is open somewhere ([0063](decisions/0063-what-followers-read.md)).',
  '**Delivering** (NotificationsDeliver): order and shop in one read, then a claim and its settling for each mail, one unit each ([0063](decisions/0063-what-followers-read.md)). The record of a message that was sent says each thing once. The health of a provider is read once a minute by each instance, and a quiet stage writes nothing for its rate ([0067](decisions/0067-providers-that-fail.md)).',
  '**Reads of a webhook**: whether it came before, who claims the parcel, and the order with its scans. Its raw event is one write.',
  '**Deadlines** (SchedulesSchedule): set as the event says, then one read, for the queue is not ordered.',
  '**Queues and invocations**: the change, the fan-out, and a consumer of its own for each kind of follower, so that none delays another; a message for each.',
  '**The authorizer**: asked for each request over HTTP, and its result is not cached ([0022](decisions/0022-one-authorizer.md)).',
];

/**
 * Where the processor's time of a change goes, milliseconds: `npm run bench -- --only changes` by thread, divided by
 * profiles of each thread (bundles not minified, 0.5 ms between samples) under the same load.
 */
const PROCESSOR_PARTS = [
  [
    'The AWS SDK in functions, some 14 calls a change: middleware, retries and endpoints 2.9, reading and writing JSON and documents 2.0, signatures and digests 1.1, its handler of requests 0.3',
    6.3,
  ],
  ['The local table’s engine: by calls, some 0.4 each and 1.5 to 2 for the transaction with its index copies', 6.4],
  ['V8 beside the threads: compiling, and collecting garbage; no flag for either changed it', 4.2],
  ['Messages between threads, both ends, and the environments’ own `http`', 2.3],
  ['Garbage collected in the threads themselves', 1.5],
  ['Requests to the engine over HTTP (`undici` and the system’s writes)', 1.2],
  [
    'Our stores: items to values, nearly all of it records of what an order was sent before (an order of the bench was sent dozens)',
    1.0,
  ],
  ['What surrounds a handler: Powertools’ logger and metrics, middy, zod', 1.0],
  ['Mappings, queues, their journal, and the scheduler of the local cloud', 0.9],
  ['The edge and the gateway: parsing a call, permissions, the meter, HTTP', 0.9],
] as const;

const AIMS =
  'Aimed at: 75 table calls, 34 invocations, 200 write units, 60 read units and 20 messages. The write units are reached, nothing else is. [0061](decisions/0061-what-a-life-still-costs.md) and [0063](decisions/0063-what-followers-read.md) say what the rest would take.';

/** A message is sent, received and deleted. */
const REQUESTS_OF_A_MESSAGE = 3;
const LIVES = 1_000;

const dollars = (each: number): string => `$${(each * LIVES).toFixed(3)}`;

/** As if each queue were the dearer kind. */
const pricesOf = ({ writeUnits, readUnits, invocations, messages }: Cost): string => {
  const prices = {
    writes: writeUnits * PRICE_LIST.dynamodbWriteUnit,
    reads: readUnits * PRICE_LIST.dynamodbReadUnit,
    invocations: invocations * PRICE_LIST.lambdaRequest,
    messages: messages * REQUESTS_OF_A_MESSAGE * PRICE_LIST.sqsFifoRequest,
  };
  const total = Object.values(prices).reduce((sum, price) => sum + price, 0);
  const parts = Object.entries(prices).map(([name, price]) => `${dollars(price)} for ${name}`);
  return `By AWS’s public price list (\`local/edge/price-list.ts\`) a thousand such lives cost ${dollars(total)}: ${parts.join(', ')}. Aimed at: $0.18. Besides that functions pay for the time that they run, and mails for being sent.`;
};

const TOTAL = 'the whole life';

const row = (name: string, cost: Cost): string => `| ${name} | ${COST_NAMES.map((each) => cost[each]).join(' | ')} |`;

const table = (first: string, rows: readonly (readonly [string, Cost])[]): readonly string[] => [
  `| ${first} | ${COST_NAMES.map((name) => HEADERS[name]).join(' | ')} |`,
  `|---|${COST_NAMES.map(() => '---:').join('|')}|`,
  ...rows.map(([name, cost]) => row(name, cost)),
];

/** Dearest first; which of two that cost the same was called first is chance. */
const dearestFirst = ([nameA, a]: readonly [string, Cost], [nameB, b]: readonly [string, Cost]): number =>
  b.writeUnits - a.writeUnits || b.tableCalls - a.tableCalls || (nameA < nameB ? -1 : 1);

const isUsed = (cost: Cost): boolean => COST_NAMES.some((name) => cost[name] > 0);

/** docs/costs.md: what each step of a parcel's life needs, and which functions need it. */
export const costsDocument = ({ steps, functions }: LifeCosts): string =>
  [
    '# What one order costs',
    '',
    'Made by `npm run costs`; `test/e2e/88-costs.test.ts` fails when a life costs anything else. A parcel from its order to the doorstep, with one open socket, a mail and an inbox entry for each step that the customer waits for; each row with everything that follows from the step, counted by `GET /_local/meter`. Reads of the stream and of queues by the platform are not counted, nor is the one by which each function looks, once in ten seconds, whether a caller’s access was revoked.',
    '',
    ...table('step', [...steps.map(({ step, ...cost }) => [step, cost] as const), [TOTAL, totalOf(steps)]]),
    '',
    'The same by function:',
    '',
    ...table('function', [...functions].filter(([, cost]) => isUsed(cost)).toSorted(dearestFirst)),
    '',
    'The ten largest parts:',
    '',
    ...PARTS.map((part, index) => `${index + 1}. ${part}`),
    '',
    AIMS,
    '',
    pricesOf(totalOf(steps)),
    '',
    'Of the processor, one change with all that follows it takes some 29 ms on two cores that others use too; the ten largest parts of it, in milliseconds:',
    '',
    '| part | ms |',
    '|---|---:|',
    ...PROCESSOR_PARTS.map(([part, milliseconds]) => `| ${part} | ${milliseconds.toFixed(1)} |`),
    '',
    'Nothing of ours is above 4 %. Less would take fewer calls (above) or a lighter client: [0108](decisions/0108-a-lighter-client.md).',
    '',
    'Since then a plan leaves out what was not sent, which counts for nothing and of which an order of the bench has dozens. In two runs of 800 changes of 16 orders, one after the other on a machine that others used more, `followers` took 26.8 and then 13.1 ms of a change, and all threads 66 and 40.',
    '',
  ].join('\n');
