import { once } from '../../../shared/made-on-demand.ts';
import { createDocumentClient } from '../../../shared/store/document-client.ts';
import { tracedClient } from '../observability.ts';

/** One client per execution environment: its connections are kept between invocations. */
export const documentClient = once(() => tracedClient(createDocumentClient()));
