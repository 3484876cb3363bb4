import { pipeline } from 'node:stream/promises';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEventV2, Context, StreamifyHandler } from 'aws-lambda';
import { asError } from '../../shared/as-error.ts';
import type { LambdaHandler } from '../composition/lambda-handler.ts';
import { logger, metrics } from '../composition/observability.ts';
import type { HttpResult } from './output.ts';

/** A stream that breaks ends in order: its status has been sent, and the client comes back for the rest. */
const untilItBreaks = async function* (
  stream: AsyncIterable<string>,
  { awsRequestId }: Context,
): AsyncGenerator<string, void, void> {
  try {
    yield* stream;
  } catch (error) {
    metrics().singleMetric().addMetric('RequestFailed', MetricUnit.Count, 1);
    logger().error('The stream broke off', { requestId: awsRequestId, error: asError(error) });
  }
};

/**
 * The handler of a function with its own URL in `RESPONSE_STREAM` mode: the response of an HTTP handler, sent as it
 * comes. Whether a client that left is noticed is up to Lambda, which may let the function run to its end; so a stream
 * has one by itself.
 */
export const streamedResponse = (
  handle: LambdaHandler<APIGatewayProxyEventV2, HttpResult>,
): StreamifyHandler<APIGatewayProxyEventV2, void> =>
  awslambda.streamifyResponse(async (event, out, context) => {
    const { stream, body = '', statusCode, headers } = await handle(event, context);
    const response = awslambda.HttpResponseStream.from(out, { statusCode, headers });
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    try {
      await pipeline(stream ? untilItBreaks(stream(leaving.signal), context) : [body], response);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger().info('The client left', { requestId: context.awsRequestId, reason });
    }
  });
