import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { LambdaHandler } from '../composition/lambda-handler.ts';
import { prefers } from './accept.ts';
import { type HttpResult, resultOf } from './output.ts';

type Handler = LambdaHandler<APIGatewayProxyEventV2, HttpResult>;

/** Of the API's own paths every problem is one document, whoever asks. */
const isForPerson = ({ headers, requestContext: { http } }: APIGatewayProxyEventV2): boolean =>
  (http.method === 'GET' || http.method === 'HEAD') &&
  !http.path.startsWith('/api/') &&
  prefers(headers.accept, 'text/html', 'application/problem+json');

/** Loaded when somebody is led to where there is nothing. */
const pageFor = async ({ headers }: APIGatewayProxyEventV2): Promise<HttpResult> => {
  const [{ missingPage, missingPagePolicy }, { spokenPage }] = await Promise.all([
    import('../../web/home/missing-page.ts'),
    import('./page.ts'),
  ]);
  return resultOf({ ...spokenPage(headers, missingPagePolicy(), missingPage), status: 404 });
};

/** The handler of a function that people follow links to: where there is nothing, a browser shows a page. */
export const withMissingPage =
  (handle: Handler): Handler =>
  async (event, context) => {
    const result = await handle(event, context);
    if (result.statusCode !== 404 || !isForPerson(event)) return result;
    const page = await pageFor(event);
    return { ...result, ...page, headers: { ...result.headers, ...page.headers } };
  };
