import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { dynamoAccessRevocations } from '../../../shared/store/dynamo-access-revocations.ts';
import { dynamoAuditStore } from '../../../shared/store/dynamo-audit-store.ts';
import { dynamoBulkJobStore } from '../../../shared/store/dynamo-bulk-job-store.ts';
import { dynamoCarrierStateStore } from '../../../shared/store/dynamo-carrier-state-store.ts';
import { dynamoListingStore } from '../../../shared/store/dynamo-listing-store.ts';
import { dynamoParcelPollStore } from '../../../shared/store/dynamo-parcel-poll-store.ts';
import { dynamoRateLimitStore } from '../../../shared/store/dynamo-rate-limit-store.ts';
import { dynamoWorkflowStore } from '../../../shared/store/dynamo-workflow-store.ts';
import { BUILT_INS } from '../../../shared/workflows/catalog.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { commandParts } from '../../composition/command-parts.ts';
import { signedCursors } from '../../composition/cursors.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { systemBackoff } from '../../composition/system.ts';
import { httpApi } from '../../http/http-api.ts';
import type { AdminDependencies } from './dependencies.ts';
import { adminImplementations } from './route-table.ts';

const dependencies = (): AdminDependencies => {
  const { TABLE_NAME, LINK_SECRET_ID, POLLED_CARRIERS } = readEnvironment(ENVIRONMENTS.AdminApi);
  return {
    ...commandParts(TABLE_NAME),
    accessRevocations: dynamoAccessRevocations(documentClient(), TABLE_NAME, systemBackoff),
    audit: dynamoAuditStore(documentClient(), TABLE_NAME),
    listings: dynamoListingStore(documentClient(), TABLE_NAME),
    bulkJobs: dynamoBulkJobStore(documentClient(), TABLE_NAME),
    workflowStore: dynamoWorkflowStore(documentClient(), TABLE_NAME, systemBackoff),
    builtIn: BUILT_INS,
    cursors: signedCursors(systemSecrets(), LINK_SECRET_ID),
    carriers: dynamoCarrierStateStore(documentClient(), TABLE_NAME),
    polls: dynamoParcelPollStore({ client: documentClient(), tableName: TABLE_NAME, backoff: systemBackoff }),
    carrierCalls: dynamoRateLimitStore(documentClient(), TABLE_NAME),
    polledCarriers: POLLED_CARRIERS,
  };
};

/** Support and operations. */
export const handler = httpApi({
  capability: 'AdminApi',
  implementations: adminImplementations,
  dependencies,
  revocations: ({ revocations }) => revocations,
});
