import { GetQueueAttributesCommand, ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { MAX_RECEIVES } from '../../shared/contract/receives.ts';
import type { Health } from '../support/cloud-process.ts';

/** What the harness needs of a running local cloud. */
export interface Addresses {
  readonly api: string;
  readonly websocket: string;
  readonly edge: string;
}

export interface QueueState {
  readonly name: string;
  readonly visible: number;
  /** Handed out and not deleted: after a failure they come again when their visibility timeout is over. */
  readonly hidden: number;
}

/** The cloud as the harness moves and looks at it. */
export interface Stage extends Addresses {
  readonly region: string;
  readonly tableName: string;
  readonly secrets: Readonly<Record<string, { readonly current: string }>>;
  /** The local cloud's time. */
  now(): Date;
  tokenFor(claims: object): Promise<string>;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  clearFaults(): Promise<void>;
  clearMeter(): Promise<void>;
  /** What functions keep for as long as they live (blocks of numbers, addresses of queues) they fetch anew afterwards. */
  endWorkers(): Promise<void>;
  /** Moves the clock and waits until everything that this set going has ended. */
  advance(duration: string): Promise<void>;
  /** Back to real time: only at rest, for what waits for a time would wait long. */
  resetClock(): Promise<void>;
  /** Until nothing is under way and nothing waits for another try, which is brought nearer by moving the clock. */
  rest(): Promise<void>;
  queues(): Promise<readonly QueueState[]>;
  /** Has the search index made anew, from this phase on. */
  askForRebuild(phase: string): Promise<void>;
}

/** What the runner's own calls are signed with: the edge lets it do everything, and counts it apart. */
const RUNNER = { accessKeyId: 'local', secretAccessKey: 'local' };
export const connectionTo = ({ edge, region }: Pick<Stage, 'edge' | 'region'>) => ({
  endpoint: edge,
  region,
  credentials: RUNNER,
});

/** The clock is moved by weeks, again and again. */
const TOKEN_SECONDS = 1_000 * 86_400;
/**
 * The message of a consumer of 30 seconds that died hides six times as long; what failed comes again sooner, and Lambda
 * runs a schedule's event again after two minutes at most.
 */
const LONGER_THAN_HIDDEN = 'PT3M5S';
/** A message becomes a dead letter after so many receives. */
const MAX_IDLE_ROUNDS = MAX_RECEIVES + 1;

const responseOf = async <T>(response: Response, what: string): Promise<T> => {
  const text = await response.text();
  if (!response.ok) throw new Error(`${what}: ${response.status} ${text}`);
  return (text === '' ? {} : JSON.parse(text)) as T;
};

const queueStates = async (client: SQSClient): Promise<readonly QueueState[]> => {
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  return Promise.all(
    QueueUrls.map(async (QueueUrl) => {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return {
        name: QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1),
        visible: Number(Attributes.ApproximateNumberOfMessages),
        hidden: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
      };
    }),
  );
};

const theOnly = (tables: readonly string[]): string => {
  const [tableName, ...others] = tables;
  if (tableName === undefined || others.length > 0) throw new Error(`One table was expected: ${tables.join(', ')}`);
  return tableName;
};

/** Takes hold of a running local cloud. */
export const openStage = async (addresses: Addresses): Promise<Stage> => {
  const { api, edge } = addresses;
  const get = async <T>(path: string): Promise<T> => responseOf(await fetch(`${api}/_local/${path}`), path);
  let ahead = (await get<{ offsetMilliseconds: number }>('clock')).offsetMilliseconds;
  const { region, tables, outputs } = await get<Health>('health');
  const sqs = new SQSClient(connectionTo({ edge, region }));
  const post = async <T>(path: string, body: unknown = {}): Promise<T> =>
    responseOf(
      await fetch(`${api}/_local/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      path,
    );
  const remove = async (path: string): Promise<void> => {
    await responseOf(await fetch(`${api}/_local/${path}`, { method: 'DELETE' }), path);
  };
  const move = async (how: object): Promise<void> => {
    ahead = (await post<{ offsetMilliseconds: number }>('clock', how)).offsetMilliseconds;
    await post('drain');
  };
  const advance = (duration: string): Promise<void> => move({ advance: duration });
  return {
    ...addresses,
    region,
    tableName: theOnly(tables),
    secrets: await get('secrets'),
    now: () => new Date(Date.now() + ahead),
    tokenFor: async (claims) => (await post<{ token: string }>('token', { ...claims, expiresIn: TOKEN_SECONDS })).token,
    get,
    post,
    clearFaults: () => remove('faults'),
    clearMeter: () => remove('meter'),
    endWorkers: () => remove('workers'),
    advance,
    resetClock: () => move({ reset: true }),
    queues: () => queueStates(sqs),
    askForRebuild: async (phase) => {
      const MessageBody = JSON.stringify({ kind: 'rebuild', rebuild: { phase } });
      await sqs.send(new SendMessageCommand({ QueueUrl: outputs.SearchQueueUrl, MessageBody }));
    },
    rest: async () => {
      await post('drain');
      for (let round = 0; round < MAX_IDLE_ROUNDS; round += 1) {
        const retries = await get<readonly unknown[]>('schedules/retries');
        const isHidden = (await queueStates(sqs)).some(({ hidden }) => hidden > 0);
        if (!isHidden && retries.length === 0) return;
        await advance(LONGER_THAN_HIDDEN);
      }
    },
  };
};
