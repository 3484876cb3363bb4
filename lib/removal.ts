import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stage } from './stages.ts';

/**
 * What becomes of secrets and logs with their stack: a stage that keeps its data keeps them too, unless the stack could
 * not even be created. Then they go, and the next try begins anew.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export const removalOf = ({ retainsData }: Pick<Stage, 'retainsData'>): RemovalPolicy =>
  retainsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
