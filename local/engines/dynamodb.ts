import { asList, asRecord, asText } from '../edge/arn.ts';
import type { AwsCall, AwsResponse, AwsService } from '../ports.ts';
import type { EngineClient } from './http-client.ts';

const READS = new Set(['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query', 'Scan']);
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);
const CAPACITY = Buffer.from('"ConsumedCapacity":');
const COMMA = 0x2c;
const CLOSING_BRACE = 0x7d;
const CLOSING = Buffer.from([CLOSING_BRACE]);
const ASKS_FOR_CAPACITY = Buffer.from(',"ReturnConsumedCapacity":"TOTAL"}');

/**
 * One set of credentials for everybody: some engines keep a database of its own for each access key, and none looks
 * further than the signature's shape.
 */
export const engineHeaders = (target: string): Readonly<Record<string, string>> => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260101T000000Z',
  'x-amz-target': target,
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
});

export interface CapacityUnits {
  readonly read: number;
  readonly write: number;
}

/**
 * What the engine is sent instead of the call's body. The SDK adds a token to every transaction, and on this engine each
 * one makes the next transaction slower: it is taken out.
 */
function forwardedBody({ operation, input, body }: AwsCall, asksItself: boolean): Buffer {
  if (!READS.has(operation) && !WRITES.has(operation)) return body;
  const { ClientRequestToken, ReturnConsumedCapacity, ...rest } = input;
  if (asksItself && ClientRequestToken === undefined) return body;
  if (ClientRequestToken !== undefined || ReturnConsumedCapacity !== undefined || Object.keys(input).length === 0) {
    const asked = asksItself ? ReturnConsumedCapacity : 'TOTAL';
    return Buffer.from(JSON.stringify({ ...rest, ReturnConsumedCapacity: asked }));
  }
  return Buffer.concat([body.subarray(0, body.lastIndexOf(CLOSING_BRACE)), ASKS_FOR_CAPACITY]);
}

const unitsOf = (capacity: unknown): number => {
  const all = Array.isArray(capacity) ? asList(capacity) : [capacity];
  return all.reduce<number>((sum, one) => sum + Number(asRecord(one).CapacityUnits ?? 0), 0);
};

/**
 * Reads the capacity off the end of the response, where the engine writes it, and removes it unless the caller asked.
 * A quote inside a string is escaped, so the marker can only be a member's name; the last one is the response's own.
 */
function withoutCapacity(body: Buffer, isAsked: boolean): { readonly body: Buffer; readonly units: number } {
  const at = body.lastIndexOf(CAPACITY);
  if (at < 0) return { body, units: 0 };
  const tail = body.toString('utf8', at + CAPACITY.length, body.length - 1);
  const units = unitsOf(JSON.parse(tail));
  if (isAsked) return { body, units };
  const head = body.subarray(0, body[at - 1] === COMMA ? at - 1 : at);
  return { body: Buffer.concat([head, CLOSING]), units };
}

/**
 * DynamoDB and its streams, by proxy. The engine is always asked for the capacity a call used, for the meter; a caller
 * that did not ask does not see it.
 */
export function createDynamodbService(
  client: EngineClient,
  onCapacity: (principal: string, units: CapacityUnits) => void,
): AwsService {
  return {
    name: 'dynamodb',
    handle: async (call): Promise<AwsResponse> => {
      const asks = asText(call.input.ReturnConsumedCapacity);
      const asksItself = asks !== undefined && asks !== 'NONE';
      const headers = engineHeaders(call.headers['x-amz-target'] ?? '');
      const response = await client.send('POST', '/', headers, forwardedBody(call, asksItself));
      const isWrite = WRITES.has(call.operation);
      if (response.status >= 400 || !(isWrite || READS.has(call.operation))) return response;
      const { body: stored, units } = withoutCapacity(response.body, asksItself);
      onCapacity(call.principal, isWrite ? { read: 0, write: units } : { read: units, write: 0 });
      return { ...response, body: stored };
    },
    stop: async () => client.close(),
  };
}
