import { createSocket, type Socket } from 'node:dgram';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lambdaHandler } from '../../../functions/composition/lambda-handler.ts';
import { tracedClient } from '../../../functions/composition/observability.ts';
import { createDocumentClient } from '../../../shared/store/document-client.ts';
import { eventually } from '../../support/eventually.ts';

interface Segment {
  readonly name: string;
  readonly namespace?: string;
  readonly aws?: { readonly operation?: string };
  readonly cause?: unknown;
  readonly subsegments?: readonly Segment[];
}

const received: Segment[] = [];
let daemon: Socket;
let service: Server;

const within = (segment: Segment): readonly Segment[] => [segment, ...(segment.subsegments ?? []).flatMap(within)];

beforeAll(async () => {
  daemon = createSocket('udp4', (message) => {
    // A header of the daemon's protocol stands in the first line.
    received.push(JSON.parse(message.toString('utf8').split('\n')[1] ?? '{}') as Segment);
  });
  await new Promise<void>((resolve) => daemon.bind(0, '127.0.0.1', resolve));
  service = createServer((_request, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end('{"Attributes":{}}');
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${daemon.address().port}`);
  vi.stubEnv('LAMBDA_TASK_ROOT', '/var/task');
  vi.stubEnv('AWS_EXECUTION_ENV', 'AWS_Lambda_nodejs24.x');
  vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1');
});

afterAll(async () => {
  vi.unstubAllEnvs();
  daemon.close();
  await new Promise((resolve) => service.close(resolve));
});

describe('a trace', () => {
  it('shows the calls to AWS within the handler', async () => {
    const endpoint = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const handler = lambdaHandler('probe').handler(async () => {
      const client = tracedClient(new SQSClient({ region: 'eu-west-1', endpoint, credentials }));
      await client.send(new GetQueueAttributesCommand({ QueueUrl: `${endpoint}/1/queue` }));
      const table = tracedClient(createDocumentClient({ region: 'eu-west-1', endpoint, credentials }));
      await table.send(new GetCommand({ TableName: 'orders', Key: { pk: 'a', sk: 'b' } }));
      return 'done';
    });
    expect(await handler({}, { awsRequestId: 'r' } as Context)).toBe('done');
    await eventually(() => {
      const segments = received.flatMap(within);
      expect(segments.map(({ name }) => name)).toContain('## probe');
      const operations = segments.flatMap(({ namespace, aws }) => (namespace === 'aws' ? [aws?.operation] : []));
      expect(operations).toEqual(expect.arrayContaining(['GetQueueAttributes', 'GetItem']));
    });
  });

  it('marks a handler that failed, and none whose error was turned into a response', async () => {
    const fail = async (): Promise<string> => {
      throw new Error('no');
    };
    await expect(lambdaHandler('failing').handler(fail)({}, { awsRequestId: 'r' } as Context)).rejects.toThrow('no');
    const refusing = lambdaHandler<unknown, string>('refusing')
      .onError((request) => {
        request.response = 'refused';
      })
      .handler(fail);
    expect(await refusing({}, { awsRequestId: 'r' } as Context)).toBe('refused');
    await eventually(() => {
      const segmentOf = (name: string) => received.flatMap(within).find((segment) => segment.name === `## ${name}`);
      expect(segmentOf('failing')?.cause).toBeDefined();
      expect(segmentOf('refusing')).toBeDefined();
      expect(segmentOf('refusing')?.cause).toBeUndefined();
    });
  });
});
