import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { failureKindOfCall, failureKindOfEntry } from '../../../functions/consumers/queue-failures.ts';
import { sendMessages } from '../../../functions/consumers/queue-sender.ts';
import { messageBody } from '../../../shared/events/message-body.ts';

type Entry = { readonly Id: string; readonly MessageBody: string };
type Refusal = { readonly code: string; readonly senderFault: boolean };

/** Responds to each call by what `refuses` says of its bodies; a thrown error is that of the whole call. */
const sending = async (bodies: readonly string[], refuses: (body: string, call: number) => Refusal | undefined) => {
  const calls: (readonly string[])[] = [];
  const pauses: number[] = [];
  const client = {
    send: async (command: SendMessageBatchCommand) => {
      const entries = (command.input.Entries ?? []) as readonly Entry[];
      calls.push(entries.map(({ MessageBody }) => JSON.parse(MessageBody) as string));
      const Failed = entries.flatMap(({ Id, MessageBody }) => {
        const refusal = refuses(JSON.parse(MessageBody) as string, calls.length);
        return refusal ? [{ Id, Code: refusal.code, SenderFault: refusal.senderFault }] : [];
      });
      return { Failed };
    },
  } as unknown as SQSClient;
  const backoff = { pause: async (attempt: number) => void pauses.push(attempt) };
  const messages = bodies.map((body) => ({ body: messageBody(body) }));
  const { failed } = await sendMessages({ client, queueUrl: 'q', backoff }, messages);
  const kinds = failed.map(({ message, failure }) => [JSON.parse(message.body) as string, failure.kind]);
  return { calls, pauses, failed: Object.fromEntries(kinds) as Record<string, string> };
};

const awsError = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error(name), { name, ...(httpStatusCode && { $metadata: { httpStatusCode } }) });

describe('sending to a queue', () => {
  it('sends again only what the queue could not take, and never what it refuses', async () => {
    const { calls, failed, pauses } = await sending(['a', 'b', 'c', 'd'], (body, call) => {
      if (body === 'b' && call === 1) return { code: 'InternalError', senderFault: false };
      if (body === 'c') return { code: 'InvalidMessageContents', senderFault: true };
      return undefined;
    });
    expect(calls).toEqual([['a', 'b', 'c', 'd'], ['b']]);
    expect(failed).toEqual({ c: 'invalid' });
    expect(pauses).toEqual([1]);
  });

  it('has a message wait as long as it says, and leaves the others to the queue', async () => {
    const entries: unknown[] = [];
    const client = {
      send: async ({ input }: SendMessageBatchCommand) => {
        entries.push(...(input.Entries ?? []));
        return {};
      },
    } as unknown as SQSClient;
    const messages = [
      { body: messageBody(1), delaySeconds: 0 },
      { body: messageBody(2), delaySeconds: 300 },
    ];
    await sendMessages({ client, queueUrl: 'q', backoff: { pause: async () => {} } }, [
      ...messages,
      { body: messageBody(3) },
    ]);
    expect(entries).toEqual([
      { Id: '0', MessageBody: '1', DelaySeconds: 0 },
      { Id: '1', MessageBody: '2', DelaySeconds: 300 },
      { Id: '2', MessageBody: '3' },
    ]);
  });

  it('tries three times, then says that it cannot be sent now', async () => {
    const { calls, failed } = await sending(['a', 'b'], (body) =>
      body === 'b' ? { code: 'ThrottlingException', senderFault: true } : undefined,
    );
    expect(calls).toEqual([['a', 'b'], ['b'], ['b']]);
    expect(failed).toEqual({ b: 'unavailable' });
  });

  it('finds the one message for which a whole call is refused', async () => {
    const { calls, failed } = await sending(['a', 'b', 'c'], (body) => {
      if (body === 'b') throw awsError('InvalidMessageContents', 400);
      return undefined;
    });
    expect(calls).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
    expect(failed).toEqual({ b: 'invalid' });
  });

  it.each([
    [awsError('AccessDeniedException', 403), 'refused'],
    [awsError('ServiceUnavailable', 503), 'unavailable'],
    [awsError('TimeoutError'), 'unavailable'],
  ])('a queue that takes nothing fails what would have followed: %s', async (error, kind) => {
    const bodies = Array.from({ length: 25 }, (_, index) => String(index));
    const { calls, failed } = await sending(bodies, (_body, call) => {
      if (call === 2) throw error;
      return undefined;
    });
    expect(calls.map(({ length }) => length)).toEqual([10, 10]);
    expect(failed).toEqual(Object.fromEntries(bodies.slice(10).map((body) => [body, kind])));
  });
});

describe('why SQS does not take a message', () => {
  it.each([
    ['InvalidMessageContents', true, 'invalid'],
    ['InvalidParameterValue', true, 'invalid'],
    ['InternalError', false, 'unavailable'],
    ['RequestThrottled', true, 'unavailable'],
    ['KmsThrottled', true, 'unavailable'],
    ['KmsAccessDenied', true, 'refused'],
    ['AccessDenied', true, 'refused'],
    [undefined, undefined, 'unavailable'],
  ] as const)('entry %s, sender %s: %s', (code, isSenderFault, kind) => {
    expect(failureKindOfEntry(code, isSenderFault)).toBe(kind);
  });

  it.each([
    [awsError('QueueDoesNotExist', 400), 'refused'],
    [awsError('AWS.SimpleQueueService.NonExistentQueue', 400), 'refused'],
    [awsError('KmsDisabled', 400), 'refused'],
    [awsError('UnrecognizedClientException', 400), 'refused'],
    [awsError('CredentialsProviderError'), 'refused'],
    [awsError('Unheard', 403), 'refused'],
    [awsError('ThrottlingException', 400), 'unavailable'],
    [awsError('RequestThrottled', 403), 'unavailable'],
    [awsError('Unheard', 500), 'unavailable'],
    [Object.assign(new Error('reset'), { code: 'ECONNRESET' }), 'unavailable'],
    [awsError('BatchRequestTooLong', 400), 'invalid'],
    [awsError('SerializationException', 400), 'invalid'],
    [undefined, 'unavailable'],
  ])('call %s: %s', (error, kind) => {
    expect(failureKindOfCall(error)).toBe(kind);
  });
});
