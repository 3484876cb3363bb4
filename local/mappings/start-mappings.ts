import { join } from 'node:path';
import type { RunnableModel } from '../assembly/cloud-model.ts';
import { recordAt, recordsAt, stringAt } from '../assembly/json.ts';
import type { EngineClient } from '../engines/http-client.ts';
import type { StreamFile } from '../engines/stream-file.ts';
import type { AwsRequest, AwsResponse, EdgePort, FunctionHost, Quiescent, Resource } from '../ports.ts';
import { createAwsJsonClient } from './aws-json.ts';
import type { Mapping } from './mapping.ts';
import { mappingDefinitions, type StreamMappingDefinition } from './mapping-definition.ts';
import { openPositions } from './positions.ts';
import { QueueMapping } from './queue-mapping.ts';
import type { StreamRecord } from './stream-batch.ts';
import { createStreamFileReader } from './stream-file-reader.ts';
import { StreamMapping } from './stream-mapping.ts';
import { createStreamReader } from './stream-reader.ts';
import { type ReadStream, startTrimming } from './stream-trimming.ts';

export interface MappingsOptions {
  readonly model: RunnableModel;
  readonly host: Pick<FunctionHost, 'invoke'>;
  readonly edge: EdgePort;
  /** The table engine itself: a poll every few milliseconds is no traffic of the product's. */
  readonly dynamodb: EngineClient;
  readonly dataDirectory: string;
  /** `false`: none of them runs. Default true. */
  readonly isEnabled?: boolean;
  readonly onError: (source: string, error: unknown) => void;
  /** Where the streams lie; absent for an engine that somebody else runs, whose API gives them. */
  readonly streamFile?: StreamFile;
  /** Sees each record of a stream once it is read, whatever the mapping's filters say. */
  readonly onStreamRecord?: (record: StreamRecord) => void;
}

export interface RunningMappings {
  readonly quiescent: readonly Quiescent[];
  stop(): Promise<void>;
}

const RUNNER = 'local';

/** Starts every event source mapping of the assembly. */
export async function startMappings(options: MappingsOptions): Promise<RunningMappings> {
  const { model, host, edge } = options;
  const queues = createAwsJsonClient({
    send: edge.perform,
    service: 'sqs',
    target: 'AmazonSQS',
    region: model.region,
    principal: RUNNER,
  });
  const mappings: Mapping[] = [];
  const streams: ReadStream[] = [];
  for (const definition of options.isEnabled === false ? [] : mappingDefinitions(model)) {
    const onError = (error: unknown): void => options.onError(definition.constructPath, error);
    if (definition.kind === 'queue') mappings.push(new QueueMapping({ definition, client: queues, host, onError }));
    else mappings.push(await createStreamMapping(definition, options, onError, streams));
  }
  const stopTrimming = startTrimming(streams, options.streamFile?.trim, (error) => options.onError('streams', error));
  const stopListening = edge.onActivity((activity) => {
    if (activity.service !== 'dynamodb') return;
    for (const mapping of mappings) mapping.wake?.(activity);
  });
  for (const mapping of mappings) mapping.start();
  return {
    quiescent: mappings,
    stop: async () => {
      stopListening();
      stopTrimming();
      await Promise.all(mappings.map((mapping) => mapping.stop()));
    },
  };
}

async function createStreamMapping(
  definition: StreamMappingDefinition,
  options: MappingsOptions,
  onError: (error: unknown) => void,
  streams: ReadStream[],
): Promise<Mapping> {
  const { model, host, edge } = options;
  const table = tableOfStream(definition.sourceArn, model);
  const engine = { send: sendTo(options.dynamodb), service: 'dynamodb', region: model.region, principal: RUNNER };
  const tables = createAwsJsonClient({ ...engine, target: 'DynamoDB_20120810' });
  const tableName = model.refOf(table.logicalId);
  const described = await tables.call('DescribeTable', { TableName: tableName });
  const streamArn = stringAt(recordAt(described, 'Table'), 'LatestStreamArn');
  if (streamArn === undefined) throw new Error(`${definition.constructPath}: the table has no stream`);
  const positions = openPositions(join(options.dataDirectory, 'mappings', `${definition.id}.json`), streamArn);
  streams.push({ tableName, positions });
  const { startsAt } = definition;
  const client = createAwsJsonClient({ ...engine, target: 'DynamoDBStreams_20120810' });
  const reader =
    options.streamFile === undefined
      ? createStreamReader({ client, streamArn, startsAt, positions })
      : createStreamFileReader({ file: options.streamFile, tableName, startsAt, positions });
  // The destination is written to with the function's own role, as in AWS.
  const destination = createAwsJsonClient({
    send: edge.perform,
    service: 'sqs',
    target: 'AmazonSQS',
    region: model.region,
    principal: definition.functionId,
  });
  return new StreamMapping({
    definition,
    positions,
    host,
    onError,
    ...(options.onStreamRecord === undefined ? {} : { onRecord: options.onStreamRecord }),
    streamArn,
    partitionKey: partitionKeyOf(table),
    reader,
    abandon: async (message) => {
      if (definition.onFailureQueueUrl === undefined) return;
      await destination.call('SendMessage', {
        QueueUrl: definition.onFailureQueueUrl,
        MessageBody: JSON.stringify(message),
      });
    },
  });
}

const sendTo =
  (engine: EngineClient) =>
  ({ method, url, headers, body }: AwsRequest): Promise<AwsResponse> =>
    engine.send(method, url, headers, body);

function tableOfStream(streamArn: string, model: RunnableModel): Resource {
  const table = model.byArn(streamArn.replace(/\/stream\/.*$/, ''));
  if (table === undefined) throw new Error(`The stream ${streamArn} belongs to no table of the assembly`);
  return table;
}

function partitionKeyOf(table: Resource): string {
  const hash = recordsAt(table.properties, 'KeySchema').find(({ KeyType }) => KeyType === 'HASH');
  return stringAt(hash ?? {}, 'AttributeName') ?? '';
}
