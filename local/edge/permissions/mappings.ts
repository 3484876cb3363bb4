import type { CloudModel, Resource } from '../../ports.ts';
import { asText } from '../arn.ts';
import type { Permissions } from './permissions.ts';

/** What Lambda's pollers do with the role of the function that they feed. */
const SQS_ACTIONS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const STREAM_ACTIONS = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];

/** AWS refuses to create an event source mapping whose function may not read the source: so does the local cloud. */
class MappingNotAllowedError extends Error {
  override readonly name = 'MappingNotAllowedError';
}

function functionOf(model: CloudModel, mapping: Resource): string | undefined {
  const name = asText(mapping.properties.FunctionName) ?? '';
  return model
    .ofType('AWS::Lambda::Function')
    .map(({ logicalId }) => logicalId)
    .find((id) => id === name || model.arnOf(id) === name || model.arnOf(id).endsWith(`:${name}`));
}

/** Holds the pollers, which call as the local cloud itself, to the grants that they would need on AWS. */
export function checkMappings(model: CloudModel, permissions: Permissions): void {
  for (const mapping of model.ofType('AWS::Lambda::EventSourceMapping')) {
    const functionId = functionOf(model, mapping);
    const source = asText(mapping.properties.EventSourceArn);
    if (functionId === undefined || source === undefined) continue;
    const actions = source.startsWith('arn:aws:sqs:') ? SQS_ACTIONS : STREAM_ACTIONS;
    for (const action of actions) {
      if (permissions.allows(functionId, { action, resources: [source], context: {} })) continue;
      throw new MappingNotAllowedError(
        `${mapping.constructPath}: the role of ${functionId} may not ${action} on ${source}`,
      );
    }
  }
}
