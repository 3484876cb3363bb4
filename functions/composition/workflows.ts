import { type WorkflowDirectory, workflowCatalog } from '../../shared/orders/use-cases/workflow-catalog.ts';
import { dynamoWorkflowStore } from '../../shared/store/dynamo-workflow-store.ts';
import { BUILT_INS } from '../../shared/workflows/catalog.ts';
import { documentClient } from './clients/dynamodb.ts';
import { systemBackoff } from './system.ts';

/** The built-in workflows, and those that administrators made. */
export const systemWorkflows = (tableName: string): WorkflowDirectory =>
  workflowCatalog(BUILT_INS, dynamoWorkflowStore(documentClient(), tableName, systemBackoff));
