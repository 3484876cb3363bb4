import { configuredProviders } from '../../../shared/contract/channel-registry.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { dynamoAuditStore } from '../../../shared/store/dynamo-audit-store.ts';
import { dynamoBulkSendStore } from '../../../shared/store/dynamo-bulk-send-store.ts';
import { dynamoIdempotencyStore } from '../../../shared/store/dynamo-idempotency-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoRateLimitStore } from '../../../shared/store/dynamo-rate-limit-store.ts';
import { dynamoShopStore } from '../../../shared/store/dynamo-shop-store.ts';
import { dynamoTemplateStore } from '../../../shared/store/dynamo-template-store.ts';
import { dynamoWrittenMessageStore } from '../../../shared/store/dynamo-written-message-store.ts';
import { requestRevocations } from '../../composition/access-revocations.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { reachReader } from '../../composition/contacts.ts';
import { peopleSettings } from '../../composition/people-settings.ts';
import { rendererOf } from '../../composition/renderers.ts';
import { systemBackoff, systemClock, systemIds } from '../../composition/system.ts';
import { systemTemplates } from '../../composition/templates.ts';
import { systemWorkflows } from '../../composition/workflows.ts';
import { httpApi } from '../../http/http-api.ts';
import { askForPage } from '../bulk-send-queue.ts';
import type { MessagesDependencies } from './dependencies.ts';
import { messagesImplementations } from './route-table.ts';

const dependencies = (): MessagesDependencies => {
  const { TABLE_NAME, PUBLIC_URL, BULK_SENDS_QUEUE_URL, CONTACTS_SECRET_ID, CONFIGURED_PROVIDERS } = readEnvironment(
    ENVIRONMENTS.MessagesApi,
  );
  return {
    clock: systemClock,
    ids: systemIds,
    idempotency: dynamoIdempotencyStore(documentClient(), TABLE_NAME),
    revocations: requestRevocations(TABLE_NAME),
    audit: dynamoAuditStore(documentClient(), TABLE_NAME),
    templates: dynamoTemplateStore(documentClient(), TABLE_NAME, systemBackoff),
    store: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    shops: dynamoShopStore(documentClient(), TABLE_NAME),
    workflows: systemWorkflows(TABLE_NAME),
    settings: peopleSettings(TABLE_NAME),
    reach: reachReader(TABLE_NAME, CONTACTS_SECRET_ID),
    activeTemplates: systemTemplates(TABLE_NAME),
    providers: configuredProviders(CONFIGURED_PROVIDERS),
    rendererOf,
    publicUrl: PUBLIC_URL,
    bulkSendJobs: dynamoBulkSendStore(documentClient(), TABLE_NAME, systemBackoff),
    goOnWithBulkSend: (jobId, step) => askForPage(BULK_SENDS_QUEUE_URL, jobId, step),
    writtenMessages: dynamoWrittenMessageStore(documentClient(), TABLE_NAME),
    rateLimits: dynamoRateLimitStore(documentClient(), TABLE_NAME),
  };
};

/** What messages say, and messages that people write. */
export const handler = httpApi({
  capability: 'MessagesApi',
  implementations: messagesImplementations,
  dependencies,
  revocations: ({ revocations }) => revocations,
});
