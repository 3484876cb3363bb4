import { type ActiveTemplates, activeTemplates } from '../../shared/notifications/templates/active-templates.ts';
import { dynamoTemplateStore } from '../../shared/store/dynamo-template-store.ts';
import { documentClient } from './clients/dynamodb.ts';
import { logger } from './observability.ts';
import { systemBackoff, systemClock } from './system.ts';

/** The templates of the table, held from one message to the next. */
export const systemTemplates = (tableName: string): ActiveTemplates =>
  activeTemplates(dynamoTemplateStore(documentClient(), tableName, systemBackoff), systemClock, (error) =>
    logger().warn('The templates could not be read anew', { error: error instanceof Error ? error : String(error) }),
  );
