import { type WorkflowCatalog, workflowCatalog } from '../../shared/orders/workflow-catalog.ts';
import { dynamoWorkflowStore } from '../../shared/store/workflow-store.ts';
import { findWorkflow } from '../../shared/workflows/catalog.ts';
import { documentClient } from './clients/dynamodb.ts';
import { systemBackoff } from './composition.ts';

/** The built-in workflows, and those that administrators made. */
export const systemWorkflows = (tableName: string): WorkflowCatalog =>
  workflowCatalog(findWorkflow, dynamoWorkflowStore(documentClient(), tableName, systemBackoff));
