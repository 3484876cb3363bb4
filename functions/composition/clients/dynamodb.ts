import { createDocumentClient } from '../../../shared/store/document-client.ts';
import { tracedClient } from '../observability.ts';
import { once } from '../system.ts';

/** One client per execution environment: its connections are kept between invocations. */
export const documentClient = once(() => tracedClient(createDocumentClient()));
