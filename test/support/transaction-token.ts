import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

interface WireRequest {
  body: string | Uint8Array<ArrayBuffer>;
  readonly headers: Record<string, string>;
}

const withoutToken = (request: WireRequest): void => {
  const { ClientRequestToken: _token, ...input } = JSON.parse(Buffer.from(request.body).toString('utf8'));
  request.body = JSON.stringify(input);
  request.headers['content-length'] = String(Buffer.byteLength(request.body));
};

/**
 * The SDK adds a token by which DynamoDB knows a repeated transaction, and forgets it after ten minutes. The local cloud
 * never hands it to its engine, which each one would slow down; so it is taken out here too. Twice does no harm.
 */
export const sendWithoutTransactionToken = (client: DynamoDBDocumentClient): void => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'TransactWriteItemsCommand') withoutToken(args.request as WireRequest);
      return next(args);
    },
    { step: 'build', name: 'withoutTransactionToken', priority: 'low', override: true },
  );
};
