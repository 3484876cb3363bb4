import { type WorkflowCatalog, workflowCatalog } from '../../shared/orders/use-cases/workflow-catalog.ts';
import { dynamoWorkflowStore } from '../../shared/store/dynamo-workflow-store.ts';
import { findWorkflow } from '../../shared/workflows/catalog.ts';
import { documentClient } from './clients/dynamodb.ts';
import { systemBackoff } from './system.ts';

/** The built-in workflows, and those that administrators made. */
export const systemWorkflows = (tableName: string): WorkflowCatalog =>
  workflowCatalog(findWorkflow, dynamoWorkflowStore(documentClient(), tableName, systemBackoff));
